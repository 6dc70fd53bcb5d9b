#include "tests/console/notification.h"

#include "tests/console/breach.h"

#define NAMED(event)                                                                               \
    {                                                                                              \
#event, "IComponent::Notify(" #event ")", "IComponentData::Notify(" #event ")"             \
    }

static const struct {
    const char *name;
    const char *to_component;
    const char *to_data;
} names[] = {
    NAMED(MMCN_ACTIVATE),
    NAMED(MMCN_ADD_IMAGES),
    NAMED(MMCN_BTN_CLICK),
    NAMED(MMCN_CLICK),
    NAMED(MMCN_COLUMN_CLICK),
    NAMED(MMCN_CONTEXTMENU),
    NAMED(MMCN_CUTORMOVE),
    NAMED(MMCN_DBLCLICK),
    NAMED(MMCN_DELETE),
    NAMED(MMCN_DESELECT_ALL),
    NAMED(MMCN_EXPAND),
    NAMED(MMCN_HELP),
    NAMED(MMCN_MENU_BTNCLICK),
    NAMED(MMCN_MINIMIZED),
    NAMED(MMCN_PASTE),
    NAMED(MMCN_PROPERTY_CHANGE),
    NAMED(MMCN_QUERY_PASTE),
    NAMED(MMCN_REFRESH),
    NAMED(MMCN_REMOVE_CHILDREN),
    NAMED(MMCN_RENAME),
    NAMED(MMCN_SELECT),
    NAMED(MMCN_SHOW),
    NAMED(MMCN_VIEW_CHANGE),
    NAMED(MMCN_SNAPINHELP),
    NAMED(MMCN_CONTEXTHELP),
    NAMED(MMCN_INITOCX),
    NAMED(MMCN_FILTER_CHANGE),
    NAMED(MMCN_FILTERBTN_CLICK),
    NAMED(MMCN_RESTORE_VIEW),
    NAMED(MMCN_PRINT),
    NAMED(MMCN_PRELOAD),
    NAMED(MMCN_LISTPAD),
    NAMED(MMCN_EXPANDSYNC),
    NAMED(MMCN_COLUMNS_CHANGED),
    NAMED(MMCN_CANPASTE_OUTOFPROC),
};

static const char unknown[] = "a notification that nobody knows";

static bool is_known(MMC_NOTIFY_TYPE event)
{
    return (int)event >= MMCN_ACTIVATE && (int)event < MMCN_ACTIVATE + (int)ARRAYSIZE(names);
}

const char *notification_name(MMC_NOTIFY_TYPE event)
{
    return is_known(event) ? names[event - MMCN_ACTIVATE].name : unknown;
}

const char *notification_call(MMC_NOTIFY_TYPE event, bool is_data)
{
    if (!is_known(event))
        return is_data ? "IComponentData::Notify" : "IComponent::Notify";
    return is_data ? names[event - MMCN_ACTIVATE].to_data
                   : names[event - MMCN_ACTIVATE].to_component;
}

void notification_check(MMC_NOTIFY_TYPE event, HRESULT outcome)
{
    bool is_refusal = event == MMCN_COLUMNS_CHANGED && outcome == E_UNEXPECTED;

    breach_expect(outcome == S_OK || outcome == S_FALSE || outcome == E_NOTIMPL || is_refusal,
                  is_known(event) ? CHECK_NOTIFY_RESULT : CHECK_NOTIFY_UNKNOWN,
                  "%s was answered with %08lx", notification_name(event), outcome);
}
