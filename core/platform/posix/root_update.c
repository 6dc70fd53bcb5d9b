#include "core/platform/root_update.h"

tr_root_update tr_root_update_state(void)
{
    return TR_ROOT_UPDATE_NONE;
}
