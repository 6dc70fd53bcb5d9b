/* The rules that an item of a context menu is checked against, from CONTEXTMENUITEM2. */
#pragma once

#include "tests/console/context_menu.h"

/** Who adds an item, and by what. */
typedef struct menu_addition {
    const CONTEXTMENUITEM2 *item;
    menu_adder adder;
    LONG allowed;      /* CCM_INSERTIONALLOWED_… */
    bool is_by_second; /* through IContextMenuCallback2, and so with a language-independent name */
} menu_addition;

/** S_OK if the item may be added, else what AddItem answers; breaches are told. */
HRESULT menu_rules_check(const context_menu *menu, const menu_addition *addition);

/** The point or submenu that an insertion point's id names for this adder; false if there is none.
 */
bool menu_rules_find_point(const context_menu *menu, LONG id, menu_adder adder, size_t *index);

/** Put an item that was checked into the menu; extension is whom its command goes to, or NULL. */
HRESULT context_menu_take(context_menu *menu, const menu_addition *addition,
                          IExtendContextMenu *extension);
