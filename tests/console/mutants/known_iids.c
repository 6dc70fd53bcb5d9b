#include "tests/console/mutants/known_iids.h"

#include <mmc.h>
#include <objidl.h>
#include <ocidl.h>

bool is_known_iid(REFIID iid)
{
    static const IID *const known[] = {
        &IID_IComponent,
        &IID_IComponent2,
        &IID_IComponentData,
        &IID_IComponentData2,
        &IID_IDataObject,
        &IID_IExtendContextMenu,
        &IID_IExtendControlbar,
        &IID_IExtendPropertySheet,
        &IID_IExtendPropertySheet2,
        &IID_IExtendView,
        &IID_IMarshal,
        &IID_IPersist,
        &IID_IPersistStorage,
        &IID_IPersistStream,
        &IID_IPersistStreamInit,
        &IID_IRequiredExtensions,
        &IID_IResultDataCompare,
        &IID_IResultDataCompareEx,
        &IID_IResultOwnerData,
        &IID_ISnapinAbout,
        &IID_ISnapinHelp,
        &IID_ISnapinHelp2,
    };

    for (size_t index = 0; index < ARRAYSIZE(known); index++) {
        if (IsEqualIID(iid, known[index]))
            return true;
    }
    return false;
}
