/*
 * The buttons of a toolbar, or of a row of menu buttons, and the control that
 * shows them once there is a window to show them in.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>
#include <commctrl.h>
#include <mmc.h>

typedef struct bar_button {
    int id;
    int image;
    UINT state; /* ENABLED, CHECKED, … of MMC_BUTTON_STATE */
    BYTE type;  /* TBSTYLE_… */
    wchar_t *text;
    wchar_t *tip;
} bar_button;

/** Begin with all zero. */
typedef struct bar {
    bar_button *buttons;
    size_t count;
    bool is_of_menus;
    bool is_attached;
    HIMAGELIST images;
    int image_count;
    HWND window; /* a toolbar control, or NULL */
} bar;

/** Insert a button, whose texts are copied, before the one at index. */
HRESULT bar_insert(bar *self, size_t index, const bar_button *button);

void bar_remove(bar *self, size_t index);

/** The button of an id, of which the low word counts; NULL if there is none. */
bar_button *bar_find(const bar *self, int id);

/** Add images from a bitmap; those of the mask's colour are transparent. */
HRESULT bar_add_images(bar *self, HBITMAP bitmap, int count, SIZE each, COLORREF mask);

/** Show the bar, if it is attached, as a child of parent; with NULL its control is destroyed. */
void bar_show(bar *self, HWND parent);

/** The control shows what the buttons are; to be called after each change. */
void bar_refresh(bar *self);

void bar_clear(bar *self);
