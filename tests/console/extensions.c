/* Extensions of the name space, as the registry names them. */
#include "tests/console/data_object_check.h"
#include "tests/console/extension.h"
#include "tests/console/snap_in.h"

static void extend(const CLSID *id, void *context)
{
    HSCOPEITEM node = *(HSCOPEITEM *)context;
    scope_item *item = scope_item_find(node);

    if (item)
        snap_in_extend(item, id);
}

void snap_in_expand_extensions(scope_item *item, IDataObject *data)
{
    HSCOPEITEM node = item->id;
    GUID type;

    if (data && !IS_SPECIAL_DATAOBJECT(data) && data_object_node_type(data, &type))
        extension_list(&type, EXTENSION_NAME_SPACE, extend, &node);
}
