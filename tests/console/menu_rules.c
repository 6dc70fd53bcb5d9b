#include "tests/console/menu_rules.h"

#include <wchar.h>

#include "tests/console/breach.h"

#define ITEMS_MAX 1024 /* more than a person could look through */

static bool is_shared(LONG id)
{
    return ((ULONG)id & CCM_INSERTIONPOINTID_MASK_SHARED) != 0;
}

/* A shared id names one point; another names one for whoever made it, each their own. */
bool menu_rules_find_point(const context_menu *menu, LONG id, menu_adder adder, size_t *index)
{
    if (id == 0 || id == (LONG)CCM_INSERTIONPOINTID_ROOT_MENU) {
        *index = MENU_ROOT;
        return true;
    }
    for (size_t at = 0; at < menu->count; at++) {
        const menu_item *item = &menu->items[at];

        if ((item->kind == MENU_SUBMENU || item->kind == MENU_POINT) && item->id == id &&
            (is_shared(id) || item->adder == adder)) {
            *index = at;
            return true;
        }
    }
    return false;
}

static bool is_plain(const CONTEXTMENUITEM2 *item)
{
    return !(item->fFlags & MF_POPUP) && !(item->fSpecialFlags & CCM_SPECIAL_INSERTION_POINT);
}

static bool is_separator(const CONTEXTMENUITEM2 *item)
{
    return (item->fFlags & MF_SEPARATOR) || (item->fSpecialFlags & CCM_SPECIAL_SEPARATOR);
}

static bool has_name(const CONTEXTMENUITEM2 *item)
{
    return item->strName && *item->strName;
}

/* The four points that a snap-in must be allowed: View, for one, is for the view's IComponent. */
static bool is_allowed(const menu_addition *addition)
{
    LONG id = addition->item->lInsertionPointID;
    bool is_standard = (ULONG)id >= CCM_INSERTIONPOINTID_PRIMARY_TOP &&
                       (ULONG)id <= CCM_INSERTIONPOINTID_PRIMARY_VIEW;

    is_standard = is_standard || id == (LONG)CCM_INSERTIONPOINTID_3RDPARTY_NEW ||
                  id == (LONG)CCM_INSERTIONPOINTID_3RDPARTY_TASK;
    return !is_standard ||
           (addition->allowed & (1L << (id & CCM_INSERTIONPOINTID_MASK_FLAGINDEX))) != 0;
}

static bool may_add_to(const menu_addition *addition)
{
    ULONG id = (ULONG)addition->item->lInsertionPointID;

    if (id == 0 || id == CCM_INSERTIONPOINTID_ROOT_MENU)
        return false;
    if (!(id & CCM_INSERTIONPOINTID_MASK_SHARED))
        return true;
    return (id & (addition->adder == MENU_PRIMARY ? CCM_INSERTIONPOINTID_MASK_ADD_PRIMARY
                                                  : CCM_INSERTIONPOINTID_MASK_ADD_3RDPARTY)) != 0;
}

static HRESULT check_point(const context_menu *menu, const menu_addition *addition)
{
    LONG id = addition->item->lInsertionPointID;
    size_t index;

    if (addition->adder == MENU_CREATOR)
        return menu_rules_find_point(menu, id, addition->adder, &index) ? S_OK : E_INVALIDARG;
    if (!breach_expect(is_allowed(addition), CHECK_MENU_ALLOWED,
                       "an item was added at %08lx, which only %lx was allowed of", (ULONG)id,
                       (ULONG)addition->allowed))
        return E_FAIL;
    if (!breach_expect(
            may_add_to(addition) && menu_rules_find_point(menu, id, addition->adder, &index),
            CHECK_MENU_POINT, "an item was added at %08lx, where there is none for it", (ULONG)id))
        return E_FAIL;
    return S_OK;
}

static HRESULT check_command(const menu_addition *addition)
{
    ULONG id = (ULONG)addition->item->lCommandID;
    ULONG reserved =
        is_plain(addition->item) ? CCM_COMMANDID_MASK_RESERVED : CCM_INSERTIONPOINTID_MASK_RESERVED;

    return breach_expect((id & reserved) == 0, CHECK_MENU_COMMAND_ID,
                         "the id %08lx has bits that are reserved", id)
               ? S_OK
               : E_INVALIDARG;
}

static HRESULT check_words(const menu_addition *addition)
{
    const CONTEXTMENUITEM2 *item = addition->item;

    if (addition->item->fSpecialFlags & CCM_SPECIAL_INSERTION_POINT)
        return S_OK;
    if (!breach_expect(has_name(item), CHECK_MENU_NAME, "the item %lx has no name",
                       (ULONG)item->lCommandID))
        return E_INVALIDARG;
    breach_expect(item->strStatusBarText && *item->strStatusBarText, CHECK_MENU_STATUS_TEXT,
                  "'%ls' has no text for the status bar", item->strName);
    if (!addition->is_by_second) {
        breach(CHECK_MENU_SECOND_CALLBACK,
               "'%ls' came by IContextMenuCallback, and so has no language-independent name",
               item->strName);
        return S_OK;
    }
    return breach_expect(item->strLanguageIndependentName && *item->strLanguageIndependentName,
                         CHECK_MENU_LANGUAGE_INDEPENDENT, "'%ls' has no language-independent name",
                         item->strName)
               ? S_OK
               : E_INVALIDARG;
}

static HRESULT check_flags(const menu_addition *addition)
{
    const CONTEXTMENUITEM2 *item = addition->item;

    return breach_expect(!(item->fFlags & (MF_BITMAP | MF_OWNERDRAW)), CHECK_MENU_FLAGS,
                         "'%ls' asks to be drawn by its owner, or as a bitmap",
                         item->strName ? item->strName : L"")
               ? S_OK
               : E_INVALIDARG;
}

/* Among what the same snap-in added: Command tells no more than the id. */
static void check_unique(const context_menu *menu, const menu_addition *addition)
{
    const CONTEXTMENUITEM2 *item = addition->item;
    const wchar_t *word = addition->is_by_second ? item->strLanguageIndependentName : NULL;

    for (size_t index = 0; index < menu->count; index++) {
        const menu_item *other = &menu->items[index];

        if (other->adder != addition->adder || other->kind == MENU_SEPARATOR)
            continue;
        if (is_plain(item) && other->kind == MENU_COMMAND)
            breach_expect(other->id != item->lCommandID, CHECK_MENU_UNIQUE_ID,
                          "'%ls' and '%ls' have the same id %lx", other->name, item->strName,
                          (ULONG)item->lCommandID);
        if (word && other->word)
            breach_expect(wcscmp(word, other->word) != 0, CHECK_MENU_UNIQUE_WORD,
                          "'%ls' is the language-independent name of two items", word);
    }
}

HRESULT menu_rules_check(const context_menu *menu, const menu_addition *addition)
{
    HRESULT result;

    if (menu->count >= ITEMS_MAX)
        return E_OUTOFMEMORY;
    result = check_point(menu, addition);
    if (FAILED(result) || addition->adder == MENU_CREATOR)
        return result;
    if (is_separator(addition->item)) {
        breach(CHECK_MENU_SEPARATOR, "a snap-in added a separator, which is the creator's to add");
        return S_OK;
    }
    result = check_command(addition);
    if (SUCCEEDED(result))
        result = check_flags(addition);
    if (SUCCEEDED(result))
        result = check_words(addition);
    if (SUCCEEDED(result))
        check_unique(menu, addition);
    return result;
}
