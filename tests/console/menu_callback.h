/*
 * IContextMenuCallback and IContextMenuCallback2, for one call of AddMenuItems:
 * a snap-in that keeps them, or uses them later, is noticed.
 */
#pragma once

#include "tests/console/context_menu.h"

typedef struct menu_callback menu_callback;

/** Make one by which extension, borrowed, adds to menu where allowed permits; NULL: no memory. */
menu_callback *menu_callback_new(context_menu *menu, IExtendContextMenu *extension,
                                 menu_adder adder, LONG allowed);

/** What AddMenuItems is given; borrowed. */
IContextMenuCallback *menu_callback_interface(menu_callback *callback);

/** The call is over: check that nothing was kept, and give up the own reference. */
void menu_callback_close(menu_callback *callback);
