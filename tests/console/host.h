/* The whole console: its tree, the snap-ins in it and the views on it. */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <commctrl.h>
#include <mmc.h>

typedef struct snap_in snap_in;
typedef struct view view;
typedef struct scope_item scope_item;

#define HOST_SNAP_INS_MAX 64
#define HOST_VIEWS_MAX    16

typedef struct host {
    scope_item *root;                     /* "Console Root", which is nobody's */
    snap_in *snap_ins[HOST_SNAP_INS_MAX]; /* namespace extensions among them */
    size_t snap_in_count;
    view *views[HOST_VIEWS_MAX];
    size_t view_count;
    view *active;
    HWND frame; /* the main window, which may be hidden */
    HIMAGELIST scope_images;
    wchar_t *file; /* the .msc that is open, or NULL */
    bool is_closing;
    /** Told when something that windows show has changed; NULL without windows. */
    void (*changed)(struct host *self, int what);
} host;

enum {
    CHANGED_TREE = 1,
    CHANGED_ROWS = 2,
    CHANGED_COLUMNS = 4,
    CHANGED_SELECTION = 8,
    CHANGED_STATUS = 16,
    CHANGED_TOOLBAR = 32,
    CHANGED_VIEW = 64 /* another kind of result view, or another mode of the list */
};

/** The one console of this program. */
host *host_open(HWND frame);
void host_close(host *self);

/** Close all snap-ins, and all views but one, which shows the root. */
void host_empty(host *self);

void host_changed(host *self, int what);

/** Go on with messages for so many milliseconds, at least until there are none. */
void host_pump(DWORD milliseconds);
