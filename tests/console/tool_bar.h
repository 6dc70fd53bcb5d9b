/* IToolbar: the buttons that a snap-in puts beside those of the console. */
#pragma once

#include "tests/console/bar.h"
#include "tests/console/hosted.h"

typedef struct tool_bar {
    IToolbar IToolbar_iface;
    hosted base;
    bar bar;
} tool_bar;

/** A new one; it lives until the program ends. NULL without memory. */
tool_bar *tool_bar_new(console *owner);

void tool_bar_close(tool_bar *self);
