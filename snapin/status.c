#include "snapin/status.h"

#include <stdlib.h>

#include "com/users_format.h"
#include "snapin/mmc_guids.h"
#include "snapin/resource.h"
#include "snapin/strings.h"

static wchar_t *text_of_count(UINT id, size_t count, size_t all)
{
    wchar_t *some = users_number(count);
    wchar_t *whole = users_number(all);
    wchar_t *text = some && whole ? text_of(id, some, whole) : NULL;

    free(whole);
    free(some);
    return text;
}

static wchar_t *text_of_state(listing *shown)
{
    size_t count = row_set_count(listing_rows(shown));
    size_t all = row_set_count_all(listing_rows(shown));

    switch (listing_state_of(shown)) {
    case LISTING_READING:
        return text_of_count(IDS_STATUS_READING, listing_progress(shown), 0);
    case LISTING_STOPPED:
        return text_of_count(IDS_STATUS_STOPPED, count, all);
    default:
        return text_of_count(count < all ? IDS_STATUS_SOME_ROWS : IDS_STATUS_ROWS, count, all);
    }
}

/* What is wrong, and what to press; NULL if nothing is. */
static wchar_t *text_of_findings(listing *shown)
{
    row_set *rows = listing_rows(shown);
    size_t faults = 0;
    size_t warnings = 0;

    for (size_t index = 0; index < row_set_count(rows); index++) {
        row_tone tone = row_set_at(rows, index)->tone;

        faults += tone == ROW_FAULT;
        warnings += tone == ROW_WARNING;
    }
    return faults + warnings > 0 ? text_of_count(IDS_SUMMARY, faults, warnings) : NULL;
}

/* Of the overview what is wrong; then what could not be read; else why there is no row, or what the
 * list is of. */
static wchar_t *description(listing *shown)
{
    const node *place = row_set_node(listing_rows(shown));
    const wchar_t *failure = listing_failure(shown);
    bool is_read = listing_state_of(shown) == LISTING_READ;
    wchar_t *findings = place->id == NODE_OVERVIEW && is_read ? text_of_findings(shown) : NULL;
    wchar_t *both;

    if (findings && failure) {
        both = text_of(IDS_SENTENCES, findings, failure);
        free(findings);
        return both;
    }
    if (findings)
        return findings;
    if (failure)
        return _wcsdup(failure);
    return text_of(is_read && row_set_count_all(listing_rows(shown)) == 0 ? place->empty
                                                                          : place->description);
}

void status_say(IConsole2 *console, IResultData *list, listing *shown)
{
    wchar_t *state = text_of_state(shown);
    wchar_t *above = description(shown);

    if (state)
        IConsole2_SetStatusText(console, state);
    if (above)
        IResultData_SetDescBarText(list, above);
    free(above);
    free(state);
}

void status_clear(IConsole2 *console)
{
    wchar_t nothing[] = L"";

    IConsole2_SetStatusText(console, nothing);
}

HRESULT status_show_message(IConsole2 *console, const listing *shown)
{
    bool has_failed = listing_has_failed(shown);
    const wchar_t *failure = listing_failure(shown);
    wchar_t *title = text_of(has_failed ? IDS_FAILED : IDS_NOTHING_OPENED);
    wchar_t *body = has_failed ? text_of(IDS_FAILED_HOW, failure ? failure : L"")
                               : text_of(IDS_NOTHING_OPENED_HOW);
    IUnknown *view = NULL;
    IMessageView *message = NULL;
    HRESULT result = title && body ? S_OK : E_OUTOFMEMORY;

    if (SUCCEEDED(result))
        result = IConsole2_QueryResultView(console, &view);
    if (SUCCEEDED(result))
        result = IUnknown_QueryInterface(view, &IID_IMessageView, (void **)&message);
    if (SUCCEEDED(result)) {
        IMessageView_SetTitleText(message, title);
        IMessageView_SetBodyText(message, body);
        IMessageView_SetIcon(message, has_failed ? Icon_Error : Icon_Information);
        IMessageView_Release(message);
    }
    if (view)
        IUnknown_Release(view);
    free(body);
    free(title);
    return result;
}
