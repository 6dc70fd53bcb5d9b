#include "shellext/window/frame.h"

#include <stdlib.h>

#include <commctrl.h>

#include "shellext/window/commands.h"
#include "shellext/window/export.h"
#include "shellext/window/judging.h"
#include "shellext/window/list.h"
#include "shellext/window/parts.h"
#include "shellext/window/renaming.h"
#include "shellext/window/resource.h"
#include "shellext/window/status.h"
#include "shellext/window/strings.h"

#define TIMER        1
#define TIMER_PERIOD 100 /* milliseconds between two looks at what a worker found */
#define SORT_PERIOD  5   /* looks, after which new rows are given their place */

static void set_button(const frame *self, part which, UINT command, bool is_shown, bool can_be)
{
    HWND button = frame_part(self, which);

    if (!can_be && GetFocus() == button)
        SetFocus(frame_part(self, PART_LIST));
    ShowWindow(button, is_shown ? SW_SHOWNA : SW_HIDE);
    EnableWindow(button, can_be);
    commands_enable(GetMenu(self->window), command, can_be);
}

/* How many files are to be restored is said before, on the button itself. */
static void name_restore_button(const frame *self)
{
    wchar_t *count = text_of_number(self->rows.restorable);

    parts_set_text(&self->parts, PART_RESTORE, count ? text_of(IDS_BUTTON_RESTORE, count) : NULL);
    free(count);
}

/* Whether the file that the details are about lacks a certificate. */
void frame_show_choice(const frame *self)
{
    const tr_verification *file = self->shown ? self->shown->verification : NULL;
    bool lacks = file && file->verdict != TR_TRUSTED && file->missing_count > 0;

    set_button(self, PART_INSTALL, CMD_INSTALL, true, self->doing == IDLE && lacks);
}

static void show_activity(frame *self)
{
    bool is_idle = self->doing == IDLE;
    bool is_restore = self->given.mode == MODE_RESTORE;
    HMENU menu = GetMenu(self->window);

    ShowWindow(frame_part(self, PART_PROGRESS), is_idle ? SW_HIDE : SW_SHOWNA);
    parts_set_text(&self->parts, PART_CLOSE, text_of(is_idle ? IDS_BUTTON_CLOSE : IDS_BUTTON_STOP));
    name_restore_button(self);
    set_button(self, PART_EXPORT, CMD_EXPORT, true, is_idle && self->rows.count > 0);
    set_button(self, PART_RESTORE, CMD_RESTORE, is_restore, is_idle && self->rows.restorable > 0);
    set_button(self, PART_UNDO, CMD_UNDO, is_restore || self->installed_count > 0,
               is_idle && (self->rows.restored > 0 || self->installed_count > 0));
    frame_show_choice(self);
    commands_enable(menu, CMD_AGAIN, is_idle);
    commands_enable(menu, CMD_STOP, !is_idle);
    layout_place_buttons(&self->parts, self->window);
}

static void take_rows(frame *self)
{
    job_progress at = job_progress_of(self->work);

    if (!model_add(&self->rows, job_take(self->work)))
        tr_error_set(&self->failure, TR_ERR_MEMORY, 0, "no memory for what was found");
    if (++self->looks % SORT_PERIOD == 0 && model_sort(&self->rows))
        InvalidateRect(frame_part(self, PART_LIST), NULL, FALSE);
    list_refresh(frame_part(self, PART_LIST), &self->rows);
    status_show_progress(frame_part(self, PART_PROGRESS), &at);
    parts_set_text(&self->parts, PART_STATUS, status_of_progress(&at));
}

static void show_outcome(frame *self)
{
    const status_outcome how = { &self->rows, &self->failure, targets_left_out(self->all),
                                 self->was_stopped, self->given.mode == MODE_RESTORE };

    parts_set_text(&self->parts, PART_STATUS, status_of_outcome(&how));
}

void frame_start(frame *self, activity what, job *work)
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

/* The job is over, and what it said of itself is returned. */
static tr_error end_job(frame *self)
{
    tr_error failure = job_failure(self->work);

    KillTimer(self->window, TIMER);
    job_release(self->work);
    self->work = NULL;
    self->doing = IDLE;
    return failure;
}

/* What was found stays; what is still under way ends by itself, and nobody waits for it. */
static void end_work(frame *self)
{
    tr_error failure;

    take_rows(self);
    model_sort(&self->rows);
    list_refresh(frame_part(self, PART_LIST), &self->rows);
    InvalidateRect(frame_part(self, PART_LIST), NULL, FALSE);
    failure = end_job(self);
    if (self->failure.status == TR_OK)
        self->failure = failure;
    show_outcome(self);
    show_activity(self);
    frame_show_current(self);
}

static void end_writing(frame *self)
{
    tr_error failure = end_job(self);

    show_activity(self);
    show_outcome(self);
    if (failure.status != TR_OK)
        frame_tell_failure(self, IDS_EXPORT_FAILED, &failure);
}

/* What is there now is looked at afresh. */
static void end_undoing(frame *self)
{
    tr_error failure = end_job(self);

    frame_look_again(self);
    if (failure.status != TR_OK)
        frame_tell_failure(self, IDS_UNDO_FAILED, &failure);
}

/* What follows may ask the user. */
static void end_asking(frame *self)
{
    activity what = self->doing;
    tr_error failure = end_job(self);

    show_activity(self);
    show_outcome(self);
    if (self->is_closing)
        return;
    if (what == SEEKING)
        frame_end_seeking(self, &failure);
    else
        frame_end_acting(self, &failure);
}

void frame_on_job_ended(frame *self, WPARAM number)
{
    if (!self->work || job_number(self->work) != number)
        return;
    if (self->doing == WRITING)
        end_writing(self);
    else if (self->doing == UNDOING && !self->is_closing)
        end_undoing(self);
    else if (self->doing == SEEKING || self->doing == ACTING)
        end_asking(self);
    else
        end_work(self);
    if (self->is_closing)
        DestroyWindow(self->window);
}

static void forget_rows(frame *self)
{
    model_clear(&self->rows);
    list_refresh(frame_part(self, PART_LIST), &self->rows);
    frame_show_current(self);
    self->failure = (tr_error){ .status = TR_OK };
    self->was_stopped = false;
}

void frame_look_again(frame *self)
{
    if (self->doing != IDLE)
        return;
    forget_rows(self);
    if (self->given.mode == MODE_RESTORE)
        frame_start(self, LOOKING, renaming_start_plan(self->window, &self->given, self->all));
    else
        frame_start(self, LOOKING, judging_start(self->window, &self->given, self->all));
}

void frame_restore(frame *self)
{
    if (self->doing != IDLE || self->rows.restorable == 0)
        return;
    forget_rows(self);
    frame_start(self, RESTORING, renaming_start_restoring(self->window, &self->given, self->all));
}

void frame_undo(frame *self)
{
    made_changes made;

    if (self->doing != IDLE)
        return;
    made.own = model_changes(&made.own_count, &self->rows, false);
    made.elevated = model_changes(&made.elevated_count, &self->rows, true);
    if (made.own || made.elevated) {
        parts_set_text(&self->parts, PART_STATUS, text_of(IDS_STATUS_UNDOING));
        frame_start(self, UNDOING, renaming_start_undoing(self->window, &self->given, &made));
    } else if (self->installed_count > 0) {
        frame_undo_installed(self);
    }
}

void frame_stop(frame *self)
{
    if (self->doing == IDLE)
        return;
    job_stop(self->work);
    if (self->doing == LOOKING || self->doing == RESTORING)
        self->was_stopped = true;
    if (self->doing == LOOKING)
        end_work(self);
}

void frame_close(frame *self)
{
    if (self->doing == RESTORING || self->doing == UNDOING || self->doing == ACTING) {
        self->is_closing = true;
        frame_stop(self);
    } else {
        DestroyWindow(self->window);
    }
}

void frame_write_report(frame *self)
{
    char *path;

    if (self->doing != IDLE || self->rows.count == 0)
        return;
    path = export_ask(self->window);
    if (path && self->doing == IDLE)
        frame_start(self, WRITING,
                    export_start(self->window, path, self->given.mode, self->all, &self->rows,
                                 !self->was_stopped && self->failure.status == TR_OK));
}

void frame_on_timer(frame *self)
{
    if (self->doing == LOOKING || self->doing == RESTORING)
        take_rows(self);
}
