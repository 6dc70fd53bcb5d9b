#include "shellext/window/status.h"

#include <stdlib.h>

#include <commctrl.h>

#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

wchar_t *status_of_progress(const job_progress *at)
{
    wchar_t *files = text_of_number(at->files);
    wchar_t *current = text_of_number(at->files < at->all_files ? at->files + 1 : at->files);
    wchar_t *all_files = text_of_number(at->all_files);
    wchar_t *size = text_of_size(at->bytes);
    wchar_t *text = NULL;

    if (current && all_files && size && at->all_files > 0)
        text = text_of(IDS_STATUS_WORKING, current, all_files, size);
    else if (files && size && at->files > 0)
        text = text_of(IDS_STATUS_COUNTING, files, size);
    else
        text = text_of(IDS_STATUS_READING);
    free(files);
    free(current);
    free(all_files);
    free(size);
    return text;
}

void status_show_progress(HWND bar, const job_progress *at)
{
    bool is_known = at->all_files > 0;
    uint64_t done = at->files * 1000 + at->parts;
    LONG_PTR style = GetWindowLongPtrW(bar, GWL_STYLE);

    if (is_known == !(style & PBS_MARQUEE)) {
        SendMessageW(bar, PBM_SETPOS, is_known ? (WPARAM)(done / at->all_files) : 0, 0);
        return;
    }
    SetWindowLongPtrW(bar, GWL_STYLE, is_known ? style & ~PBS_MARQUEE : style | PBS_MARQUEE);
    SendMessageW(bar, PBM_SETMARQUEE, !is_known, 0);
}

/* What was found of files that were judged. */
static wchar_t *verdicts_text(const model *rows)
{
    const uint64_t *tones = rows->tones;
    wchar_t *files = text_of_number(rows->shown_count);
    wchar_t *good = text_of_number(tones[TONE_GOOD]);
    wchar_t *bad = text_of_number(tones[TONE_BAD]);
    wchar_t *doubt = text_of_number(tones[TONE_DOUBT] + tones[TONE_PLAIN]);
    wchar_t *text =
        files && good && bad && doubt ? text_of(IDS_STATUS_DONE, files, good, bad, doubt) : NULL;

    free(files);
    free(good);
    free(bad);
    free(doubt);
    return text;
}

/* What is planned for renamed files, or was done. */
static wchar_t *renamed_text(const model *rows)
{
    bool is_plan = rows->restored == 0 && (rows->count == 0 || rows->rows[0]->is_plan);
    uint64_t good_count = is_plan ? rows->restorable : rows->restored;
    wchar_t *files = text_of_number(rows->shown_count);
    wchar_t *good = text_of_number(good_count);
    wchar_t *rest = text_of_number(rows->shown_count - good_count);
    wchar_t *text = NULL;

    if (files && good && rest)
        text = text_of(is_plan ? IDS_STATUS_PLAN : IDS_STATUS_RESTORED, files, good, rest);
    free(files);
    free(good);
    free(rest);
    return text;
}

static wchar_t *counts_text(const status_outcome *how)
{
    if (how->rows->shown_count == 0 && !how->was_stopped)
        return text_of(how->is_about_renamed ? IDS_STATUS_NO_RENAMED : IDS_STATUS_EMPTY);
    return how->is_about_renamed ? renamed_text(how->rows) : verdicts_text(how->rows);
}

/* Put a text into another one as %1; both are taken. */
static wchar_t *wrapped(UINT id, wchar_t *text, wchar_t *second)
{
    wchar_t *whole = text ? text_of(id, text, second ? second : L"") : NULL;

    free(text);
    free(second);
    return whole;
}

wchar_t *status_of_outcome(const status_outcome *how)
{
    wchar_t *text = counts_text(how);

    if (how->failure->status != TR_OK) {
        free(text);
        text = text_from_utf8(how->failure->message);
    }
    if (how->was_stopped)
        text = wrapped(IDS_STATUS_STOPPED, text, NULL);
    if (how->left_out > 0)
        text = wrapped(IDS_STATUS_LEFT_OUT, text, text_of_number(how->left_out));
    return text;
}
