#include "snapin/scope.h"

#include <string.h>

#include "snapin/classes.h"
#include "snapin/data_object.h"
#include "snapin/place.h"

static HRESULT insert(IConsoleNameSpace2 *tree, HSCOPEITEM parent, MMC_COOKIE cookie)
{
    node_id place = PLACE_ROOT;
    SCOPEDATAITEM inserted = {
        .mask = SDI_STR | SDI_IMAGE | SDI_OPENIMAGE | SDI_PARAM | SDI_CHILDREN | SDI_PARENT,
        .displayname = (wchar_t *)MMC_CALLBACK,
        .lParam = cookie,
        .relativeID = parent,
    };

    place_find(&place, cookie);
    inserted.nImage = place_image(place);
    inserted.nOpenImage = place_image(place);
    inserted.cChildren = place == PLACE_ROOT ? NODE_COUNT : 0;
    return IConsoleNameSpace2_InsertItem(tree, &inserted);
}

static HRESULT insert_nodes(IConsoleNameSpace2 *tree, HSCOPEITEM parent)
{
    HRESULT result = S_OK;

    for (int id = 0; id < NODE_COUNT && SUCCEEDED(result); id++)
        result = insert(tree, parent, place_cookie((node_id)id));
    return result;
}

static bool is_services_and_applications(IDataObject *opened)
{
    GUID type = { 0 };
    FORMATETC wanted = { (CLIPFORMAT)RegisterClipboardFormatW(CCF_NODETYPE), NULL, DVASPECT_CONTENT,
                         -1, TYMED_HGLOBAL };
    STGMEDIUM medium = { .tymed = TYMED_HGLOBAL };
    const GUID *found;

    medium.hGlobal = GlobalAlloc(GMEM_MOVEABLE | GMEM_ZEROINIT, sizeof(type));
    if (!medium.hGlobal)
        return false;
    if (SUCCEEDED(IDataObject_GetDataHere(opened, &wanted, &medium))) {
        found = GlobalLock(medium.hGlobal);
        if (found)
            type = *found;
        GlobalUnlock(medium.hGlobal);
    }
    GlobalFree(medium.hGlobal);
    return IsEqualGUID(&type, &NODETYPE_services_and_applications);
}

HRESULT scope_expand(IConsoleNameSpace2 *tree, IDataObject *opened, HSCOPEITEM parent)
{
    IDataObject *ours = data_object_ours(opened);
    HRESULT result = S_FALSE;

    if (ours) {
        const item *place = data_object_item(ours);

        if (place->place == PLACE_ROOT)
            result = insert_nodes(tree, parent);
        IDataObject_Release(ours);
    } else if (opened && !IS_SPECIAL_DATAOBJECT(opened) && is_services_and_applications(opened)) {
        result = insert(tree, parent, PLACE_EXTENSION);
    }
    return result;
}
