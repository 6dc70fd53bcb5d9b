/*
 * What the program was asked for:
 *
 *     trustmend-window.exe verify|restore [--selection] [--anchors PATH]...
 *                          [--state FOLDER] [--language WORD] [PATH...]
 *
 * The menu gives --selection, and the paths by a pipe (shellext/selection.h). The
 * other options mean what they mean on the command line (docs/command-line.md).
 */
#pragma once

#include <stdbool.h>

#include "shellext/window/path_list.h"

typedef enum window_mode { MODE_VERIFY, MODE_RESTORE } window_mode;

typedef struct arguments {
    window_mode mode;
    bool has_selection; /* paths come by standard input */
    path_list anchors;  /* empty: the machine's own certificates */
    char *state;        /* NULL: the folder by default */
    char *language;     /* NULL: the user's */
    path_list paths;
} arguments;

/** Read the command line; false if it is wrong, or out of memory. */
bool arguments_read(arguments *out);

void arguments_clear(arguments *given);
