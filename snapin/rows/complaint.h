/*
 * What a program says on standard error: its last line is what the user is told.
 */
#pragma once

#include <stddef.h>

#define COMPLAINT_LONGEST 1024

/** { 0 } is none. */
typedef struct complaint {
    char line[COMPLAINT_LONGEST]; /* that is still being said */
    size_t size;
    char last[COMPLAINT_LONGEST];
} complaint;

void complaint_add(complaint *out, const char *bytes, size_t size);

/** The last line that says anything, without the program's name, as UTF-8, to free(); NULL if there
 *  is none. What comes later is another line. */
char *complaint_text(complaint *of);
