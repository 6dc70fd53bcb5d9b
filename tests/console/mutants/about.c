/* ISnapinAbout: what Add/Remove Snap-in shows. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "com/module.h"
#include "tests/console/mutants/mutant.h"

typedef struct about {
    ISnapinAbout ISnapinAbout_iface;
    LONG references;
    mutation does;
    HBITMAP small_image;
    HBITMAP large_image;
} about;

static about *from_ISnapinAbout(ISnapinAbout *iface)
{
    return CONTAINING_RECORD(iface, about, ISnapinAbout_iface);
}

static HRESULT WINAPI about_QueryInterface(ISnapinAbout *iface, REFIID iid, void **out)
{
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
        DeleteObject(self->small_image);
        DeleteObject(self->large_image);
        free(self);
        module_unlock();
    }
    return left;
}

static HRESULT give(LPOLESTR *out, const wchar_t *text)
{
    size_t size = (wcslen(text) + 1) * sizeof(*text);

    *out = CoTaskMemAlloc(size);
    if (!*out)
        return E_OUTOFMEMORY;
    memcpy(*out, text, size);
    return S_OK;
}

static HRESULT WINAPI about_GetSnapinDescription(ISnapinAbout *iface, LPOLESTR *out)
{
    if (from_ISnapinAbout(iface)->does == DESCRIBES_NOTHING) {
        *out = NULL;
        return S_OK;
    }
    return give(out, L"A snap-in that tries the console host out.");
}

static HRESULT WINAPI about_GetProvider(ISnapinAbout *iface, LPOLESTR *out)
{
    (void)iface;
    return give(out, L"Trustmend");
}

static HRESULT WINAPI about_GetSnapinVersion(ISnapinAbout *iface, LPOLESTR *out)
{
    (void)iface;
    return give(out, L"1.0");
}

static HRESULT WINAPI about_GetSnapinImage(ISnapinAbout *iface, HICON *out)
{
    (void)iface;
    *out = LoadIconW(NULL, IDI_APPLICATION);
    return S_OK;
}

/* The images stay ours: the console only shows them. */
static HRESULT WINAPI about_GetStaticFolderImage(ISnapinAbout *iface, HBITMAP *small_image,
                                                 HBITMAP *open_image, HBITMAP *large_image,
                                                 COLORREF *mask)
{
    about *self = from_ISnapinAbout(iface);

    *small_image = self->does == SHOWS_NO_FOLDER ? NULL : self->small_image;
    *open_image = *small_image;
    *large_image = self->large_image;
    *mask = RGB(255, 0, 255);
    return S_OK;
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

HRESULT mutant_about_create(IUnknown **out, const void *detail)
{
    about *self = calloc(1, sizeof(*self));

    if (!self)
        return E_OUTOFMEMORY;
    self->ISnapinAbout_iface.lpVtbl = &about_vtbl;
    self->references = 1;
    self->does = (mutation)(uintptr_t)detail;
    self->small_image = mutant_bitmap(16);
    self->large_image = mutant_bitmap(32);
    module_lock();
    *out = (IUnknown *)&self->ISnapinAbout_iface;
    return S_OK;
}
