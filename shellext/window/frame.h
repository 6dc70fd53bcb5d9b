/*
 * The window: what it is made of, and what it is doing. frame.c answers its
 * messages, frame_work.c starts and ends work, frame_install.c that on certificates,
 * frame_commands.c does the rest.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

#include "core/error.h"
#include "shellext/window/actions.h"
#include "shellext/window/arguments.h"
#include "shellext/window/job.h"
#include "shellext/window/layout.h"
#include "shellext/window/model.h"
#include "shellext/window/supply.h"
#include "shellext/window/targets.h"
#include "shellext/window/theme.h"

typedef enum activity {
    IDLE,
    LOOKING, /* rows are coming; it may be left to itself */
    WRITING, /* the rows are exported; nothing of them may change */
    RESTORING,
    UNDOING,
    SEEKING, /* certificates that files lack */
    ACTING   /* they are installed, or taken out again */
} activity;

#define FRAME_INSTALLED_MAX 64

typedef struct frame {
    HWND window;
    arguments given;
    targets *all;
    layout parts;
    HFONT font;
    theme colours;
    HACCEL keys;
    HWND focus; /* that had it when another program came to the front */
    model rows;
    const row *shown; /* in the details */
    int shown_others;
    activity doing;
    job *work; /* NULL while idle */
    bool was_stopped;
    bool is_closing; /* as soon as what is being changed is in order */
    bool is_dragging;
    unsigned looks;
    tr_error failure;                       /* of the last work as a whole */
    supply *lacking;                        /* while it is sought */
    actions *asked;                         /* while they are done */
    int64_t installed[FRAME_INSTALLED_MAX]; /* changes that installing made */
    size_t installed_count;
} frame;

/** Show the window and start to work; NULL if that cannot be done. Takes what given holds. */
HWND frame_open(arguments *given, int show);

/** Go on with a message; true if it was for the window and is done. */
BOOL frame_translate(HWND window, MSG *message);

/** Say something in a box: a text that is taken. */
void frame_tell(HWND owner, wchar_t *text, UINT icon);

HWND frame_part(const frame *self, part which);

/** A failure of core's in a sentence of ours. */
void frame_tell_failure(const frame *self, UINT id, const tr_error *failure);

/** Show what is to be said of the selected file, if that is another one than before. */
void frame_show_current(frame *self);

/* frame_work.c */

/** Show that a job is under way; NULL: there is no memory for it, which is told. */
void frame_start(frame *self, activity what, job *work);
void frame_look_again(frame *self);

/** Let those commands be chosen that the file which is shown is good for. */
void frame_show_choice(const frame *self);

/** End the work: looking at once, and what is found stays; writing as soon as it can. */
void frame_stop(frame *self);
void frame_write_report(frame *self);

/** Restore what the plan says, and take back what was restored; no more than what is enabled. */
void frame_restore(frame *self);
void frame_undo(frame *self);

/** Close now, or, where files are being renamed, when that has come to an end. */
void frame_close(frame *self);
void frame_on_timer(frame *self);
void frame_on_job_ended(frame *self, WPARAM number);

/* frame_install.c */

/** Look for the certificates that the selected files lack, and ask whether to install them. */
void frame_install(frame *self);
void frame_undo_installed(frame *self);
void frame_end_seeking(frame *self, const tr_error *failure);
void frame_end_acting(frame *self, const tr_error *failure);

/* frame_commands.c */

void frame_on_command(frame *self, UINT command);

/** Show the list's own menu: by the mouse at its place; by a key (-1, -1) at the selected file. */
void frame_on_context_menu(frame *self, HWND which, POINT at);
void frame_show_properties(frame *self);
