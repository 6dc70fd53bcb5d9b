#include "snapin/about.h"

#include <stdlib.h>
#include <string.h>

#include <mmc.h>

#include "com/module.h"
#include "snapin/images.h"
#include "snapin/mmc_guids.h"
#include "snapin/resource.h"
#include "snapin/strings.h"

#define SMALL_PICTURE 16
#define LARGE_PICTURE 32
#define BACKGROUND    RGB(255, 0, 255)

typedef struct about {
    ISnapinAbout ISnapinAbout_iface;
    LONG references;

    /* The console copies them; they go with the object. */
    HICON icon;
    HBITMAP small_picture;
    HBITMAP large_picture;
} about;

static about *from_ISnapinAbout(ISnapinAbout *iface)
{
    return CONTAINING_RECORD(iface, about, ISnapinAbout_iface);
}

static HRESULT WINAPI about_QueryInterface(ISnapinAbout *iface, REFIID iid, void **out)
{
    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_ISnapinAbout))
        return E_NOINTERFACE;
    ISnapinAbout_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI about_AddRef(ISnapinAbout *iface)
{
    return (ULONG)InterlockedIncrement(&from_ISnapinAbout(iface)->references);
}

static ULONG WINAPI about_Release(ISnapinAbout *iface)
{
    about *self = from_ISnapinAbout(iface);
    ULONG left = (ULONG)InterlockedDecrement(&self->references);

    if (left == 0) {
        if (self->icon)
            DestroyIcon(self->icon);
        if (self->small_picture)
            DeleteObject(self->small_picture);
        if (self->large_picture)
            DeleteObject(self->large_picture);
        free(self);
        module_unlock();
    }
    return left;
}

static HRESULT WINAPI about_GetSnapinDescription(ISnapinAbout *iface, LPOLESTR *out)
{
    (void)iface;
    return out ? text_for_console(out, IDS_DESCRIPTION) : E_POINTER;
}

static HRESULT WINAPI about_GetProvider(ISnapinAbout *iface, LPOLESTR *out)
{
    (void)iface;
    return out ? text_for_console(out, IDS_PROVIDER) : E_POINTER;
}

static HRESULT WINAPI about_GetSnapinVersion(ISnapinAbout *iface, LPOLESTR *out)
{
    static const wchar_t version[] = L"" TRUSTMEND_VERSION;

    (void)iface;
    if (!out)
        return E_POINTER;
    *out = CoTaskMemAlloc(sizeof(version));
    if (!*out)
        return E_OUTOFMEMORY;
    memcpy(*out, version, sizeof(version));
    return S_OK;
}

static HRESULT WINAPI about_GetSnapinImage(ISnapinAbout *iface, HICON *out)
{
    about *self = from_ISnapinAbout(iface);

    if (!out)
        return E_POINTER;
    if (!self->icon)
        self->icon =
            LoadImageW(module_instance(), MAKEINTRESOURCEW(IDI_TRUSTMEND), IMAGE_ICON,
                       GetSystemMetrics(SM_CXICON), GetSystemMetrics(SM_CYICON), LR_DEFAULTCOLOR);
    *out = self->icon;
    return self->icon ? S_OK : E_FAIL;
}

static HRESULT WINAPI about_GetStaticFolderImage(ISnapinAbout *iface, HBITMAP *small_picture,
                                                 HBITMAP *small_open, HBITMAP *large_picture,
                                                 COLORREF *mask)
{
    about *self = from_ISnapinAbout(iface);

    if (!small_picture || !small_open || !large_picture || !mask)
        return E_POINTER;
    if (!self->small_picture)
        self->small_picture = images_bitmap(SMALL_PICTURE, BACKGROUND);
    if (!self->large_picture)
        self->large_picture = images_bitmap(LARGE_PICTURE, BACKGROUND);
    *small_picture = self->small_picture;
    *small_open = self->small_picture;
    *large_picture = self->large_picture;
    *mask = BACKGROUND;
    return self->small_picture && self->large_picture ? S_OK : E_FAIL;
}

static const ISnapinAboutVtbl about_vtbl = {
    .QueryInterface = about_QueryInterface,
    .AddRef = about_AddRef,
    .Release = about_Release,
    .GetSnapinDescription = about_GetSnapinDescription,
    .GetProvider = about_GetProvider,
    .GetSnapinVersion = about_GetSnapinVersion,
    .GetSnapinImage = about_GetSnapinImage,
    .GetStaticFolderImage = about_GetStaticFolderImage,
};

HRESULT about_create(IUnknown **out, const void *detail)
{
    about *self = calloc(1, sizeof(*self));

    (void)detail;
    if (!self)
        return E_OUTOFMEMORY;
    self->ISnapinAbout_iface.lpVtbl = &about_vtbl;
    self->references = 1;
    module_lock();
    *out = (IUnknown *)&self->ISnapinAbout_iface;
    return S_OK;
}
