#include "shellext/window/frame.h"

#include <stdlib.h>

#include <commctrl.h>

#include "shellext/window/commands.h"
#include "shellext/window/export.h"
#include "shellext/window/judging.h"
#include "shellext/window/list.h"
#include "shellext/window/parts.h"
#include "shellext/window/resource.h"
#include "shellext/window/status.h"
#include "shellext/window/strings.h"

#define TIMER        1
#define TIMER_PERIOD 50 /* milliseconds between two looks at what a worker found */
#define SORT_PERIOD  8  /* looks, after which new rows are given their place */

/* A failure of core's in a sentence of ours. */
static void tell_failure(const frame *self, UINT id, const tr_error *failure)
{
    wchar_t *reason = text_from_utf8(failure->message);

    frame_tell(self->window, reason ? text_of(id, reason) : NULL, MB_ICONERROR);
    free(reason);
}

static void show_activity(frame *self)
{
    bool is_idle = self->doing == IDLE;
    HMENU menu = GetMenu(self->window);

    ShowWindow(frame_part(self, PART_PROGRESS), is_idle ? SW_HIDE : SW_SHOWNA);
    parts_set_text(&self->parts, PART_CLOSE, text_of(is_idle ? IDS_BUTTON_CLOSE : IDS_BUTTON_STOP));
    EnableWindow(frame_part(self, PART_EXPORT), is_idle && self->rows.count > 0);
    commands_enable(menu, CMD_EXPORT, is_idle && self->rows.count > 0);
    commands_enable(menu, CMD_AGAIN, is_idle);
    commands_enable(menu, CMD_STOP, !is_idle);
    layout_place(&self->parts, self->window);
}

static void take_rows(frame *self)
{
    job_progress at = job_progress_of(self->work);

    if (!model_add(&self->rows, job_take(self->work)))
        tr_error_set(&self->failure, TR_ERR_MEMORY, 0, "no memory for what was found");
    if (++self->looks % SORT_PERIOD == 0)
        model_sort(&self->rows);
    list_refresh(frame_part(self, PART_LIST), &self->rows);
    status_show_progress(frame_part(self, PART_PROGRESS), &at);
    parts_set_text(&self->parts, PART_STATUS, status_of_progress(&at));
}

static void show_outcome(frame *self)
{
    const status_outcome how = { &self->rows, &self->failure, targets_left_out(self->all),
                                 self->was_stopped };

    parts_set_text(&self->parts, PART_STATUS, status_of_outcome(&how));
}

static void start(frame *self, activity what, job *work)
{
    if (!work) {
        frame_tell(self->window, text_of(IDS_NO_MEMORY), MB_ICONERROR);
        return;
    }
    self->work = work;
    self->doing = what;
    SetTimer(self->window, TIMER, TIMER_PERIOD, NULL);
    show_activity(self);
}

/* What was found stays; what is still under way ends by itself, and nobody waits for it. */
static void end_work(frame *self)
{
    KillTimer(self->window, TIMER);
    take_rows(self);
    model_sort(&self->rows);
    list_refresh(frame_part(self, PART_LIST), &self->rows);
    InvalidateRect(frame_part(self, PART_LIST), NULL, FALSE);
    if (self->failure.status == TR_OK)
        self->failure = job_failure(self->work);
    job_release(self->work);
    self->work = NULL;
    self->doing = IDLE;
    show_outcome(self);
    show_activity(self);
    frame_show_current(self);
}

static void end_writing(frame *self)
{
    tr_error failure = job_failure(self->work);

    KillTimer(self->window, TIMER);
    job_release(self->work);
    self->work = NULL;
    self->doing = IDLE;
    show_activity(self);
    show_outcome(self);
    if (failure.status != TR_OK)
        tell_failure(self, IDS_EXPORT_FAILED, &failure);
}

void frame_on_job_ended(frame *self, const job *ended)
{
    if (ended != self->work)
        return;
    if (self->doing == WRITING)
        end_writing(self);
    else
        end_work(self);
}

void frame_look_again(frame *self)
{
    if (self->doing != IDLE)
        return;
    ListView_SetItemCountEx(frame_part(self, PART_LIST), 0, 0);
    model_clear(&self->rows);
    frame_show_current(self);
    self->failure = (tr_error){ .status = TR_OK };
    self->was_stopped = false;
    start(self, LOOKING, judging_start(self->window, &self->given, self->all));
}

void frame_stop(frame *self)
{
    if (self->doing == IDLE)
        return;
    job_stop(self->work);
    if (self->doing == LOOKING) {
        self->was_stopped = true;
        end_work(self);
    }
}

void frame_write_report(frame *self)
{
    char *path;

    if (self->doing != IDLE || self->rows.count == 0)
        return;
    path = export_ask(self->window);
    if (path && self->doing == IDLE)
        start(self, WRITING,
              export_start(self->window, path, self->given.mode, self->all, &self->rows,
                           !self->was_stopped && self->failure.status == TR_OK));
}

void frame_on_timer(frame *self)
{
    if (self->doing == LOOKING)
        take_rows(self);
}
