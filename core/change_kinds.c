#include "core/change_kinds.h"

#include <stddef.h>

#include "core/agent/transfer_change.h"
#include "core/import/import_change.h"
#include "core/ini/setting_change.h"
#include "core/journal/contents_change.h"
#include "core/restore/rename_change.h"
#include "core/restore/replace_change.h"
#include "core/service/restart_change.h"

const tr_change_kind *const tr_change_kinds[] = {
    &tr_rename_change, &tr_replace_change,  &tr_setting_change,  &tr_restart_change,
    &tr_import_change, &tr_contents_change, &tr_transfer_change, NULL,
};
