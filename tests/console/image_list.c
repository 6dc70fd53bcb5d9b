/* IImageList of the console: the images of its tree, and those of its lists. */
#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/component.h"
#include "tests/console/facets.h"
#include "tests/console/image_set.h"

typedef struct image_list {
    IImageList IImageList_iface;
    hosted base;
    image_list_use use;
} image_list;

HOSTED_UNKNOWN(IImageList, image_list)

/* Where the images go; NULL where it is not the time for them. */
static image_set *enter(IImageList *iface, const char *method)
{
    image_list *self = from_IImageList(iface);
    console *owner = self->base.owner;

    if (!hosted_enter(&self->base, method))
        return NULL;
    if (self->use == IMAGES_OF_SCOPE)
        return &owner->data->images;
    return console_is_for_results(owner, method) ? &owner->viewed->images : NULL;
}

static HRESULT WINAPI image_list_ImageListSetIcon(IImageList *iface, LONG_PTR *icon, LONG where)
{
    image_set *to = enter(iface, "IImageList::ImageListSetIcon");
    int number = (int)((ULONG)where & ~(ULONG)ILSIF_LEAVE_MASK);

    if (!to)
        return E_UNEXPECTED;
    if (!breach_expect(icon != NULL, CHECK_RESULT_IMAGE, "ImageListSetIcon: no icon"))
        return E_INVALIDARG;
    return image_set_icon(to, number, (HICON)icon, !(where & ILSIF_LEAVE_SMALL_ICON),
                          !(where & ILSIF_LEAVE_LARGE_ICON))
               ? S_OK
               : E_FAIL;
}

static HRESULT WINAPI image_list_ImageListSetStrip(IImageList *iface, LONG_PTR *small_strip,
                                                   LONG_PTR *large_strip, LONG first, COLORREF mask)
{
    image_set *to = enter(iface, "IImageList::ImageListSetStrip");
    int count;

    if (!to)
        return E_UNEXPECTED;
    count = image_set_strip(to, first, (HBITMAP)small_strip, (HBITMAP)large_strip, mask);
    if (!breach_expect(count > 0, CHECK_RESULT_IMAGE, "ImageListSetStrip: there are no two strips"))
        return E_INVALIDARG;
    return S_OK;
}

static const IImageListVtbl image_list_vtbl = {
    .QueryInterface = image_list_QueryInterface,
    .AddRef = image_list_AddRef,
    .Release = image_list_Release,
    .ImageListSetIcon = image_list_ImageListSetIcon,
    .ImageListSetStrip = image_list_ImageListSetStrip,
};

IImageList *image_list_create(console *owner, image_list_use use)
{
    static const IID *const iids[] = { &IID_IImageList, NULL };
    image_list *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    self->IImageList_iface.lpVtbl = &image_list_vtbl;
    self->use = use;
    hosted_open(&self->base, "IImageList", owner, false, &self->IImageList_iface, iids);
    if (use != IMAGES_ADDED)
        hosted_add_reference(&self->base);
    return &self->IImageList_iface;
}

void image_list_end(IImageList *iface)
{
    hosted *base = &from_IImageList(iface)->base;

    breach_expect(base->references == 0, CHECK_IMAGES_KEPT,
                  "the image list of MMCN_ADD_IMAGES is still held when that is over");
    hosted_close(base);
    base->references = 0;
}
