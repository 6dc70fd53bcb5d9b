/*
 * A call into the snap-in: what is being called is known while it lasts, so that a
 * crash or a call that never comes back can be named; and how long it took.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

typedef enum call_kind {
    CALL_ANY,
    CALL_DATA_OBJECT, /* QueryDataObject */
    CALL_DISPLAY,     /* GetDisplayInfo */
    CALL_SELECT,
    CALL_SHOW,
    CALL_CLICK, /* an answer to a click, which may show a dialog and take its time */
    CALL_KINDS
} call_kind;

typedef struct call {
    call_kind kind;
    LARGE_INTEGER started;
} call;

/** Begin a call, such as "IComponent::Notify(MMCN_SHOW)": the name lives for ever. */
void call_begin(call *self, call_kind kind, const char *name);
void call_end(call *self);

/** What is being called now, or "". Any thread may ask. */
const char *call_current(void);

/** Whether some call that lasts is an answer to a click. */
bool call_is_click(void);

/** Milliseconds that the outermost call lasts by now; 0 if there is none. */
DWORD call_lasting(void);

/** Forget the times that were measured. */
void call_reset_times(void);

/** Judge the times of all calls since the start. */
void call_judge_times(void);

/** Write the times that were measured as one line. */
void call_write_times(void);
