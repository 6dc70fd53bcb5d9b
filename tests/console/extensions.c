/* Extensions of the name space, as the registry names them. */
#include "tests/console/snap_in.h"

void snap_in_expand_extensions(scope_item *item, IDataObject *data)
{
    (void)item, (void)data;
}
