/* The commands in the console's menus. A command's number is its action's. */
#pragma once

#include <windows.h>
#include <mmc.h>

#include "snapin/action_run.h"

/**
 * Add what applies.
 *
 * @param allowed  where the console takes commands (CCM_INSERTIONALLOWED_...)
 */
HRESULT context_menu_add(IContextMenuCallback *out, const action_scene *scene, const item *about,
                         LONG allowed);
