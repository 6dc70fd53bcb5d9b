/*
 * The window program as a person has it: started as Explorer's menu starts it,
 * driven by keys, read from its controls. All from outside, by another process.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>

#include "shellext/window/layout.h"
#include "shellext/window/row.h"

#define TEXT_CAPACITY 16384

typedef struct subject {
    HANDLE process;
    HWND window;
} subject;

/**
 * Start the program with a selection, and wait until its window is in front.
 *
 * @param arguments  behind the program's name, such as L"verify --selection"
 * @param paths      of the selection
 * @param left       bytes of it that are not written: it breaks off
 */
bool subject_start(subject *out, const wchar_t *program, const wchar_t *arguments,
                   const wchar_t *const *paths, size_t count, size_t left);

/** Take over the program that somebody else starts; false if no window comes. */
bool subject_adopt(subject *out);

/** Start it by a token from now on; NULL: by this process's own. */
void subject_act_for(HANDLE token);

/** End it, if it has not ended. */
void subject_end(subject *who);

/** Wait until it has ended by itself; its exit code, or -1. */
int subject_wait(const subject *who);

bool subject_is_busy(const subject *who);

/** Wait until it is not busy; false after half a minute. */
bool subject_rest(const subject *who);

HWND subject_part(const subject *who, part which);

/** What a part says. Borrowed until the next call. */
const wchar_t *subject_text(const subject *who, part which);

int subject_row_count(const subject *who);

/** What a row says in a column. Borrowed until the next call. */
const wchar_t *subject_cell(const subject *who, int index, column in);

/** The row with this name; -1: none. */
int subject_find(const subject *who, const wchar_t *name);

/** The focused row. */
int subject_focused_row(const subject *who);

/** Press a key, with others held. */
void subject_press(WORD key, bool control, bool shift, bool alt);

/** Type a text. */
void subject_type(const wchar_t *text);

/** Wait until a part has the focus; false after two seconds. */
bool subject_wait_for_focus(const subject *who, part wanted);

/** Bring a dialog of the window's to the front, so that keys go there; false if none comes. */
bool subject_turn_to_dialog(const subject *who);

/** How long the window takes to answer a message that asks for nothing, in milliseconds. */
double subject_answer(const subject *who);

/** Milliseconds since some time. */
double now(void);
