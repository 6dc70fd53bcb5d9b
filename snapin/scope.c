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

/* What another snap-in says of its place in one of its formats; zeros if nothing. */
static void ask(void *out, size_t size, IDataObject *whom, const wchar_t *format)
{
    FORMATETC wanted = { (CLIPFORMAT)RegisterClipboardFormatW(format), NULL, DVASPECT_CONTENT, -1,
                         TYMED_HGLOBAL };
    STGMEDIUM medium = { .tymed = TYMED_HGLOBAL };
    const void *found;

    memset(out, 0, size);
    medium.hGlobal = GlobalAlloc(GMEM_MOVEABLE | GMEM_ZEROINIT, size);
    if (!medium.hGlobal)
        return;
    if (SUCCEEDED(IDataObject_GetDataHere(whom, &wanted, &medium))) {
        found = GlobalLock(medium.hGlobal);
        if (found && GlobalSize(medium.hGlobal) >= size)
            memcpy(out, found, size);
        GlobalUnlock(medium.hGlobal);
    }
    GlobalFree(medium.hGlobal);
}

static bool is_services_and_applications(IDataObject *opened)
{
    GUID type;

    ask(&type, sizeof(type), opened, CCF_NODETYPE);
    return IsEqualGUID(&type, &NODETYPE_services_and_applications);
}

/* Computer Management can be of another machine, which is not looked at, and must not seem to be:
 * what is mended is this one. Of this machine it says no name. */
static bool is_of_this_machine(IDataObject *opened)
{
    static const COMPUTER_NAME_FORMAT kinds[] = { ComputerNameNetBIOS, ComputerNameDnsHostname,
                                                  ComputerNameDnsFullyQualified };
    wchar_t said[MAX_PATH];
    const wchar_t *name = said;
    bool is_this = false;

    ask(said, sizeof(said), opened, L"MMC_SNAPIN_MACHINE_NAME");
    said[MAX_PATH - 1] = L'\0';
    while (*name == L'\\')
        name++;
    for (size_t index = 0; index < ARRAYSIZE(kinds) && !is_this; index++) {
        wchar_t own[MAX_PATH];
        DWORD size = ARRAYSIZE(own);

        is_this = GetComputerNameExW(kinds[index], own, &size) &&
                  CompareStringOrdinal(name, -1, own, -1, TRUE) == CSTR_EQUAL;
    }
    return is_this || !*name;
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
    } else if (opened && !IS_SPECIAL_DATAOBJECT(opened) && is_services_and_applications(opened) &&
               is_of_this_machine(opened)) {
        result = insert(tree, parent, PLACE_EXTENSION);
    }
    return result;
}
