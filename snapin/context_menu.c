#include "snapin/context_menu.h"

#include <stdlib.h>

#include "core/platform/win32/text.h"
#include "snapin/mmc_guids.h"
#include "snapin/strings.h"

/* The part of the console's menu that a command belongs in. */
typedef struct insertion {
    LONG point;
    LONG allowed; /* the bit that permits it */
} insertion;

static insertion insertion_of(action_id id)
{
    switch (id) {
    case ACTION_FIND:
    case ACTION_FIND_NEXT:
    case ACTION_SHOW_ALL:
    case ACTION_SHOW_FAULTS:
    case ACTION_STOP:
        return (insertion){ (LONG)CCM_INSERTIONPOINTID_PRIMARY_VIEW, CCM_INSERTIONALLOWED_VIEW };
    case ACTION_REPORT:
    case ACTION_COPY_COMMAND:
    case ACTION_EXPORT_CERTIFICATE:
    case ACTION_VIEW_CERTIFICATE:
        return (insertion){ (LONG)CCM_INSERTIONPOINTID_PRIMARY_TASK, CCM_INSERTIONALLOWED_TASK };
    default:
        return (insertion){ (LONG)CCM_INSERTIONPOINTID_PRIMARY_TOP, CCM_INSERTIONALLOWED_TOP };
    }
}

/* Of a place, the snap-in itself has the commands, and a view those of its own menu; of rows, the
 * view has all. */
static bool is_ours(action_id id, const action_scene *scene, const item *about)
{
    bool is_view = insertion_of(id).allowed == CCM_INSERTIONALLOWED_VIEW;

    return about->row_count > 0 ? scene->view != NULL : is_view == (scene->view != NULL);
}

static HRESULT add_named(IContextMenuCallback2 *out, const CONTEXTMENUITEM *command, action_id id)
{
    wchar_t *name = tr_text_to_utf16(action_name(id));
    CONTEXTMENUITEM2 named = { .strName = command->strName,
                               .strStatusBarText = command->strStatusBarText,
                               .lCommandID = command->lCommandID,
                               .lInsertionPointID = command->lInsertionPointID,
                               .fFlags = command->fFlags,
                               .fSpecialFlags = command->fSpecialFlags,
                               .strLanguageIndependentName = name };
    HRESULT result = name ? IContextMenuCallback2_AddItem(out, &named) : E_OUTOFMEMORY;

    free(name);
    return result;
}

/* Consoles since MMC 2.0 take a name that is the same in every language. */
static HRESULT add(IContextMenuCallback *out, CONTEXTMENUITEM *command, action_id id)
{
    IContextMenuCallback2 *second;
    HRESULT result;

    if (FAILED(
            IContextMenuCallback_QueryInterface(out, &IID_IContextMenuCallback2, (void **)&second)))
        return IContextMenuCallback_AddItem(out, command);
    result = add_named(second, command, id);
    IContextMenuCallback2_Release(second);
    return result;
}

static HRESULT add_action(IContextMenuCallback *out, const action_scene *scene, action_id id)
{
    wchar_t *name = text_of(action_of(id)->text);
    wchar_t *help = text_of(action_of(id)->help);
    CONTEXTMENUITEM command = { .strName = name,
                                .strStatusBarText = help,
                                .lCommandID = (LONG)id,
                                .lInsertionPointID = insertion_of(id).point };
    HRESULT result = name && help ? S_OK : E_OUTOFMEMORY;

    if (action_is_chosen(id, scene))
        command.fFlags = MF_CHECKED;
    if (id == ACTION_PROPERTIES)
        command.fSpecialFlags = CCM_SPECIAL_DEFAULT_ITEM;
    if (SUCCEEDED(result))
        result = add(out, &command, id);
    free(name);
    free(help);
    return result;
}

HRESULT context_menu_add(IContextMenuCallback *out, const action_scene *scene, const item *about,
                         LONG allowed)
{
    action_prospect prospect;
    HRESULT result = S_OK;

    action_prospect_read(&prospect, about);
    for (int id = 0; id < ACTION_COUNT && SUCCEEDED(result); id++) {
        if ((allowed & insertion_of((action_id)id).allowed) &&
            is_ours((action_id)id, scene, about) &&
            action_is_possible((action_id)id, scene, &prospect.subject))
            result = add_action(out, scene, (action_id)id);
    }
    action_prospect_clear(&prospect);
    return FAILED(result) ? result : S_OK;
}
