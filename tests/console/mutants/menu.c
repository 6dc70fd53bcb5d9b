/* The items of a context menu, for nodes and for rows. */
#include "tests/console/mutants/mutant.h"

enum { COMMAND_SHEET = 1, COMMAND_WIZARD, COMMAND_NOTHING, COMMAND_VIEW };

/* Adds by the newer callback where there is one, as snap-ins of MMC 2.0 do. */
typedef struct adding {
    mutation does;
    IContextMenuCallback *first;
    IContextMenuCallback2 *second; /* or NULL */
    LONG allowed;
} adding;

static HRESULT add(const adding *to, CONTEXTMENUITEM2 *item)
{
    CONTEXTMENUITEM narrow = {
        .strName = item->strName,
        .strStatusBarText = item->strStatusBarText,
        .lCommandID = item->lCommandID,
        .lInsertionPointID = item->lInsertionPointID,
        .fFlags = item->fFlags,
        .fSpecialFlags = item->fSpecialFlags,
    };

    return to->second ? IContextMenuCallback2_AddItem(to->second, item)
                      : IContextMenuCallback_AddItem(to->first, &narrow);
}

static CONTEXTMENUITEM2 item_of(const wchar_t *name, const wchar_t *word, LONG id, ULONG point)
{
    return (CONTEXTMENUITEM2){
        .strName = (LPWSTR)name,
        .strStatusBarText = (LPWSTR)L"What this command does",
        .lCommandID = id,
        .lInsertionPointID = (LONG)point,
        .strLanguageIndependentName = (LPWSTR)word,
    };
}

static void misuse(const adding *to, bool is_component)
{
    CONTEXTMENUITEM2 item =
        item_of(L"Another", L"Variant.Another", 20, CCM_INSERTIONPOINTID_PRIMARY_TOP);

    switch ((int)to->does) {
    case SETS_RESERVED_ID:
        item.lCommandID = 0x00010014;
        break;
    case ADDS_NOWHERE:
        item.lInsertionPointID = 77;
        break;
    case ADDS_UNALLOWED:
        if (is_component)
            return;
        item.lInsertionPointID = (LONG)CCM_INSERTIONPOINTID_PRIMARY_VIEW;
        break;
    case HAS_NO_NAME:
        item.strName = NULL;
        break;
    case HAS_NO_STATUS_TEXT:
        item.strStatusBarText = NULL;
        break;
    case HAS_NO_WORD:
        item.strLanguageIndependentName = NULL;
        break;
    case DRAWS_ITSELF:
        item.fFlags = MF_OWNERDRAW;
        break;
    case ADDS_SEPARATOR:
        item.fSpecialFlags = CCM_SPECIAL_SEPARATOR;
        break;
    case REPEATS_ID:
        item.lCommandID = COMMAND_NOTHING;
        break;
    case REPEATS_WORD:
        item.strLanguageIndependentName = (LPWSTR)L"Variant.Nothing";
        break;
    default:
        return;
    }
    if (to->allowed & CCM_INSERTIONALLOWED_TOP)
        add(to, &item);
}

static void add_task_items(const adding *to)
{
    CONTEXTMENUITEM2 sheet = item_of(L"Show a &sheet", L"Variant.Sheet", COMMAND_SHEET,
                                     CCM_INSERTIONPOINTID_PRIMARY_TASK);
    CONTEXTMENUITEM2 wizard = item_of(L"Show a &wizard", L"Variant.Wizard", COMMAND_WIZARD,
                                      CCM_INSERTIONPOINTID_PRIMARY_TASK);

    add(to, &sheet);
    add(to, &wizard);
}

static void add_items(const adding *to, bool is_component)
{
    CONTEXTMENUITEM2 nothing =
        item_of(L"&Nothing", L"Variant.Nothing", COMMAND_NOTHING, CCM_INSERTIONPOINTID_PRIMARY_TOP);
    CONTEXTMENUITEM2 view =
        item_of(L"Other &view", L"Variant.View", COMMAND_VIEW, CCM_INSERTIONPOINTID_PRIMARY_VIEW);

    if (to->allowed & CCM_INSERTIONALLOWED_TOP)
        add(to, &nothing);
    if (to->allowed & CCM_INSERTIONALLOWED_TASK)
        add_task_items(to);
    if (is_component && (to->allowed & CCM_INSERTIONALLOWED_VIEW))
        add(to, &view);
    misuse(to, is_component);
}

HRESULT mutant_menu_add(mutation does, IDataObject *data, IContextMenuCallback *callback,
                        LONG *allowed, bool is_component)
{
    static IContextMenuCallback *kept; /* by a variant that adds to a menu when it is too late */
    adding to = { does, callback, NULL, *allowed };

    (void)data;
    if (does != USES_FIRST_CALLBACK && does != IS_OF_MMC_1 &&
        FAILED(IContextMenuCallback_QueryInterface(callback, &IID_IContextMenuCallback2,
                                                   (void **)&to.second)))
        to.second = NULL;
    if (does == ADDS_TOO_LATE) {
        CONTEXTMENUITEM late = { .strName = (LPWSTR)L"Late", .lCommandID = 30 };

        if (kept)
            IContextMenuCallback_AddItem(kept, &late);
        kept = kept ? NULL : callback;
    }
    add_items(&to, is_component);
    if (to.second)
        IContextMenuCallback2_Release(to.second);
    if (does == KEEPS_CALLBACK)
        IContextMenuCallback_AddRef(callback);
    if (does == ALLOWS_ITSELF_MORE)
        *allowed |= 0x100;
    return S_OK;
}

HRESULT mutant_menu_command(mutation does, IUnknown *extender, LONG command, IDataObject *data)
{
    switch (command) {
    case COMMAND_SHEET:
        return mutant_pages_show(does, extender, data);
    case COMMAND_WIZARD:
        return mutant_pages_wizard(does, data);
    case COMMAND_NOTHING:
    case COMMAND_VIEW:
        return S_OK;
    default:
        return E_INVALIDARG;
    }
}
