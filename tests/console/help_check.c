#include "tests/console/help_check.h"

#include <shlwapi.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/malloc_spy.h"
#include "tests/console/output.h"

static void press_f1(view *at)
{
    component *owner = NULL;
    MMC_COOKIE cookie;
    DATA_OBJECT_TYPES type;
    IDataObject *data = view_selected_data(at, &owner, &cookie, &type);

    if (owner)
        component_notify_click(owner, data, MMCN_CONTEXTHELP, 0, 0);
    if (data && !IS_SPECIAL_DATAOBJECT(data))
        IDataObject_Release(data);
}

/* ISnapinHelp2 begins with the method of the first one. */
static ISnapinHelp *helper_of(snap_in *of)
{
    ISnapinHelp *helper = NULL;

    if (FAILED(IComponentData_QueryInterface(of->object, &IID_ISnapinHelp2, (void **)&helper)) &&
        FAILED(IComponentData_QueryInterface(of->object, &IID_ISnapinHelp, (void **)&helper)))
        return NULL;
    return helper;
}

static void take_topic(wchar_t *topic)
{
    bool is_ours = malloc_spy_owns(topic);

    breach_expect(is_ours, CHECK_MEMORY, "GetHelpTopic gave a text that is no task memory");
    breach_expect(!PathIsRelativeW(topic) && PathFileExistsW(topic), CHECK_HELP_FILE,
                  "the help file '%s' is not there, or has no full path", shown(topic));
    if (is_ours)
        CoTaskMemFree(topic);
}

void help_check(view *at)
{
    ISnapinHelp *helper = helper_of(at->shown->data);
    wchar_t *topic = NULL;
    HRESULT outcome;
    call now;

    press_f1(at);
    if (!helper)
        return;
    call_begin(&now, CALL_ANY, "ISnapinHelp::GetHelpTopic");
    outcome = ISnapinHelp_GetHelpTopic(helper, &topic);
    call_end(&now);
    if (outcome == S_OK && topic)
        take_topic(topic);
    ISnapinHelp_Release(helper);
}
