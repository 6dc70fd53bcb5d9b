#include "shellext/menu/site.h"

#include <shlwapi.h>

HWND site_window(IUnknown *site)
{
    HWND window = NULL;

    if (!site || FAILED(IUnknown_GetWindow(site, &window)))
        return NULL;
    return window;
}

PIDLIST_ABSOLUTE site_folder(IUnknown *site)
{
    PIDLIST_ABSOLUTE path = NULL;
    IFolderView *view = NULL;
    IPersistFolder2 *folder = NULL;

    if (!site ||
        FAILED(IUnknown_QueryService(site, &SID_SFolderView, &IID_IFolderView, (void **)&view)))
        return NULL;
    if (SUCCEEDED(IFolderView_GetFolder(view, &IID_IPersistFolder2, (void **)&folder)) && folder) {
        if (FAILED(IPersistFolder2_GetCurFolder(folder, &path)))
            path = NULL;
        IPersistFolder2_Release(folder);
    }
    IFolderView_Release(view);
    return path;
}
