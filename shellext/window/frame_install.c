#include "shellext/window/frame.h"

#include <stdlib.h>

#include <commctrl.h>

#include "shellext/window/install_dialog.h"
#include "shellext/window/list.h"
#include "shellext/window/parts.h"
#include "shellext/window/passage.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

/* What the selected files lack; NULL, and told, if that is nothing that could be installed. */
static supply *lacking(const frame *self)
{
    HWND list = frame_part(self, PART_LIST);
    const row *which = list_current(list, &self->rows);
    supply *all = which && which->judged_by ? supply_new(which->judged_by) : NULL;
    bool is_good = all != NULL;
    int index = -1;

    while (is_good && (which = list_next_selected(&index, list, &self->rows)))
        is_good = supply_add(all, which);
    if (is_good && supply_plan(all)->count > 0)
        return all;
    supply_release(all);
    frame_tell(self->window, text_of(IDS_INSTALL_NONE), MB_ICONINFORMATION);
    return NULL;
}

static void seek(frame *self, const char *place)
{
    parts_set_text(&self->parts, PART_STATUS, text_of(IDS_STATUS_SEEKING));
    frame_start(self, SEEKING, supply_start(self->window, self->lacking, place));
    if (self->doing == SEEKING)
        return;
    supply_release(self->lacking);
    self->lacking = NULL;
}

void frame_install(frame *self)
{
    if (self->doing != IDLE)
        return;
    self->lacking = lacking(self);
    if (self->lacking)
        seek(self, NULL);
}

static void start_acting(frame *self, tr_request *request, UINT status)
{
    self->asked = actions_new(request);
    parts_set_text(&self->parts, PART_STATUS, text_of(status));
    frame_start(self, ACTING,
                self->asked ? actions_start(self->window, &self->given, self->asked) : NULL);
    if (self->doing == ACTING)
        return;
    actions_release(self->asked);
    self->asked = NULL;
}

/* The question is asked while nothing else is going on; the window may be closed under it. */
void frame_end_seeking(frame *self, const tr_error *failure)
{
    supply *found = self->lacking;
    tr_request request;
    char *place = NULL;
    install_answer answer = INSTALL_NOT;

    self->lacking = NULL;
    if (failure->status != TR_OK)
        frame_tell_failure(self, IDS_INSTALL_FAILED, failure);
    else
        answer = install_dialog_ask(self->window, supply_plan(found), &place);
    if (answer == INSTALL_LOOK_ELSEWHERE) {
        self->lacking = found;
        seek(self, place);
    } else {
        if (answer == INSTALL_NOW && supply_request(&request, found))
            start_acting(self, &request, IDS_STATUS_INSTALLING);
        supply_release(found);
    }
    free(place);
}

void frame_undo_installed(frame *self)
{
    tr_request request = { .action = TR_ACTION_UNDO };
    bool is_good = true;

    for (size_t left = self->installed_count; left > 0 && is_good; left--)
        is_good = tr_request_add_change(&request, self->installed[left - 1]);
    if (is_good && tr_request_seal(&request))
        start_acting(self, &request, IDS_STATUS_UNDOING);
    tr_request_clear(&request);
}

/* What was installed can be taken back, what was taken back cannot once more. */
static void remember(frame *self, const actions *done)
{
    const tr_request *request = actions_request(done);

    if (request->action == TR_ACTION_UNDO && actions_count(done, TR_OUTCOME_DONE) > 0)
        self->installed_count = 0;
    for (uint32_t index = 0; index < request->count; index++) {
        const action_result *result = actions_result(done, index);

        if (request->action == TR_ACTION_INSTALL && result->outcome == TR_OUTCOME_DONE &&
            result->change > 0 && self->installed_count < ARRAYSIZE(self->installed))
            self->installed[self->installed_count++] = result->change;
    }
}

/* One line for each that was not done. */
static wchar_t *refusals(const actions *done)
{
    passage all = { 0 };

    for (uint32_t index = 0; index < actions_request(done)->count; index++) {
        const action_result *result = actions_result(done, index);

        if (result->outcome != TR_OUTCOME_DONE && result->outcome != TR_OUTCOME_NOTHING)
            passage_add_line(&all, text_from_utf8(result->text ? result->text : "?"));
    }
    return all.text;
}

static void tell_outcome(const frame *self, const actions *done, const tr_error *failure)
{
    wchar_t *refused = refusals(done);

    if (actions_were_declined(done))
        frame_tell(self->window, text_of(IDS_DECLINED), MB_ICONINFORMATION);
    else if (failure->status != TR_OK)
        frame_tell_failure(self, IDS_INSTALL_FAILED, failure);
    else if (refused)
        frame_tell(self->window, text_of(IDS_INSTALL_FAILED, refused), MB_ICONERROR);
    else
        frame_tell(self->window,
                   text_of(actions_request(done)->action == TR_ACTION_INSTALL ? IDS_INSTALL_DONE
                                                                              : IDS_UNINSTALL_DONE),
                   MB_ICONINFORMATION);
    free(refused);
}

/* Files are judged by the certificates that are there now. */
void frame_end_acting(frame *self, const tr_error *failure)
{
    actions *done = self->asked;
    bool is_changed = actions_count(done, TR_OUTCOME_DONE) > 0;

    self->asked = NULL;
    remember(self, done);
    tell_outcome(self, done, failure);
    actions_release(done);
    if (is_changed)
        frame_look_again(self);
}
