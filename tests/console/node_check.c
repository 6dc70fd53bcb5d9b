#include "tests/console/node_check.h"

#include <ole2.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/data_object_check.h"
#include "tests/console/notification.h"

#define COMPARED_MAX 4

static void let_go(IDataObject *data)
{
    if (data && !IS_SPECIAL_DATAOBJECT(data))
        IDataObject_Release(data);
}

void node_check_selected(view *at)
{
    component *owner;
    MMC_COOKIE cookie;
    DATA_OBJECT_TYPES type;

    let_go(view_selected_data(at, &owner, &cookie, &type));
}

static void compare(view *at, IDataObject *one, IDataObject *other, bool is_same)
{
    HRESULT outcome;
    call now;

    if (IS_SPECIAL_DATAOBJECT(one) || IS_SPECIAL_DATAOBJECT(other))
        return;
    call_begin(&now, CALL_ANY, "IComponent::CompareObjects");
    outcome = IComponent_CompareObjects(at->shown->object, one, other);
    call_end(&now);
    if (!breach_expect(outcome == S_OK || outcome == S_FALSE, CHECK_COMPARE,
                       "CompareObjects gave %08lx", outcome))
        return;
    breach_expect((outcome == S_OK) == is_same, CHECK_COMPARE_RIGHT, "CompareObjects says that %s",
                  is_same ? "one row is not itself" : "two rows are the same");
}

/* Two objects are asked for each row, so that it is the rows that are compared. */
static void check_comparing(view *at)
{
    IDataObject *first[COMPARED_MAX] = { 0 };
    IDataObject *second[COMPARED_MAX] = { 0 };
    int nodes = view_node_row_count(at);
    int count = 0;

    for (int index = nodes; index < at->list.row_count && count < COMPARED_MAX; index++, count++) {
        MMC_COOKIE cookie = at->list.is_virtual ? index : at->list.rows[index]->cookie;

        first[count] = component_data(at->shown, cookie, CCT_RESULT);
        second[count] = component_data(at->shown, cookie, CCT_RESULT);
        if (!first[count] || !second[count])
            break;
    }
    for (int one = 0; one < count; one++) {
        for (int other = 0; other < count; other++)
            compare(at, first[one], second[other], one == other);
    }
    for (int index = 0; index < COMPARED_MAX; index++) {
        let_go(first[index]);
        let_go(second[index]);
    }
}

/* What the window's title asks for, and few snap-ins have: a failure leaves nothing behind. */
static void check_window_cookie(view *at)
{
    IDataObject *data = (IDataObject *)(LONG_PTR)0x5EEDBAD5;
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "IComponent::QueryDataObject");
    outcome =
        IComponent_QueryDataObject(at->shown->object, MMC_WINDOW_COOKIE, CCT_UNINITIALIZED, &data);
    call_end(&now);
    if (SUCCEEDED(outcome))
        let_go(data);
    else
        breach_expect(!data, CHECK_OUT_NULL,
                      "IComponent::QueryDataObject gave %08lx and left its out pointer", outcome);
}

/* Those whose arguments are simple, and which ask for nothing to be changed. */
static void check_notifications(view *at)
{
    IDataObject *data = snap_in_data(at->selected, CCT_SCOPE);
    component *of = at->shown;
    BOOL restored = FALSE;
    MMC_RESTORE_VIEW restore = { .dwSize = sizeof(restore),
                                 .cookie = at->selected->is_static ? 0 : at->selected->cookie,
                                 .pViewType = at->kind_text,
                                 .lViewOptions = at->options };

    if (!data)
        return;
    component_notify(of, data, MMCN_ACTIVATE, TRUE, 0);
    component_notify(of, data, MMCN_ACTIVATE, FALSE, 0);
    component_notify(of, data, MMCN_ACTIVATE, TRUE, 0);
    component_notify(of, data, MMCN_MINIMIZED, TRUE, 0);
    component_notify(of, data, MMCN_MINIMIZED, FALSE, 0);
    component_notify(of, data, MMCN_RESTORE_VIEW, (LPARAM)&restore, (LPARAM)&restored);
    component_notify(of, data, (MMC_NOTIFY_TYPE)0x8100, 0, 0);
    component_notify(of, data, (MMC_NOTIFY_TYPE)0x9fff, 0, 0);
    snap_in_notify(of->data, data, (MMC_NOTIFY_TYPE)0x8100, 0, 0);
    if (at->list.is_virtual && breach_level() == LEVEL_STRICT) /* without a data object */
        component_notify(of, NULL, MMCN_DESELECT_ALL, 0, 0);
    let_go(data);
}

void node_check(view *at)
{
    check_comparing(at);
    check_window_cookie(at);
    check_notifications(at);
}
