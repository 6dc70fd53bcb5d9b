/*
 * Where the parts of the window are: the list above, below it the details and the
 * certificates side by side, and at the bottom the status and the buttons. A bar
 * between list and details can be dragged.
 */
#pragma once

#include <windows.h>

/** In the order of the Tab key. A label stands before what it names, as screen readers expect. */
typedef enum part {
    PART_FILES_LABEL,
    PART_LIST,
    PART_DETAILS_LABEL,
    PART_DETAILS,
    PART_CHAIN_LABEL,
    PART_CHAIN,
    PART_STATUS,
    PART_PROGRESS,
    PART_RESTORE,
    PART_INSTALL,
    PART_UNDO,
    PART_EXPORT,
    PART_CLOSE,
    PART_COUNT
} part;

typedef struct layout {
    HWND parts[PART_COUNT];
    UINT dpi;
    int share; /* of the list, in thousandths of what it has together with the details */
    RECT bar;  /* where the bar between them is */
} layout;

/** Put all parts in their places; hidden buttons take no room. */
void layout_place(layout *all, HWND window);

/** Put those of the line at the bottom in their places, of which some were hidden or shown. */
void layout_place_buttons(const layout *all, HWND window);

/** Move the bar to a height in the window. */
void layout_drag(layout *all, HWND window, int top);

/** The least size of the window's inside. */
SIZE layout_least(UINT dpi);
