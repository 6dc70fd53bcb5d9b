/*
 * The console as one part of a snap-in sees it: the IConsole that an
 * IComponentData is given, and the other one of each IComponent. All interfaces
 * of one console are one object (facets); what else the console gives away
 * belongs to the console that it was asked of.
 */
#pragma once

#include <windows.h>
#include <mmc.h>

#include "tests/console/hosted.h"

typedef struct snap_in snap_in;
typedef struct component component;

struct console {
    IConsole3 IConsole3_iface;
    hosted base;
    snap_in *data;     /* whose it is */
    component *viewed; /* NULL: it is that of the IComponentData */
    hosted *objects;   /* all that belong to it, base among them */
};

/** A new console with all its facets; it lives until the program ends. */
console *console_new(snap_in *data, component *viewed);

/** Its time is over, after Destroy: but for Release, calls of it are breaches. */
void console_end(console *self);

/** What it gave away must be released by now, after the last Release of whom it was given to. */
void console_close(console *self);

/** For the methods that show results: true unless it is the console of an IComponentData. */
bool console_is_for_results(console *self, const char *method);
