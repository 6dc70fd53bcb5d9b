/*
 * Dialogs and property pages as a table of their parts. They are measured when
 * they are shown: in any language, font and resolution each part has the room
 * that its text needs.
 *
 * Parts stand below each other in the order of the Tab key, a label right before
 * what it names, as screen readers expect; the commands stand in a line at the
 * bottom. A hidden part takes no room.
 */
#pragma once

#include <windows.h>

typedef enum form_kind {
    FORM_HEADING, /* a text in bold */
    FORM_TEXT,    /* a text that is wrapped */
    FORM_LABEL,
    FORM_EDIT,    /* one line to write */
    FORM_PASSAGE, /* text to read, and to copy */
    FORM_LIST,    /* rows with columns */
    FORM_TREE,
    FORM_PROGRESS,
    FORM_BESIDE, /* a button to the right of the part before */
    FORM_COMMAND,
    FORM_DEFAULT /* the command that Enter gives */
} form_kind;

/** All the room that is left; one part may have it. */
#define FORM_REST (-1)

typedef struct form_part {
    form_kind kind;
    WORD id;
    UINT text; /* string id; 0: none */
    int lines; /* the height of passages, lists and trees */
} form_part;

typedef struct form {
    HWND window;
    const form_part *parts;
    size_t count;
    UINT dpi;
    HFONT font;
    HFONT bold;
    int line; /* the height of one */
} form;

/** Make the controls of a dialog, for WM_INITDIALOG; parts are borrowed. */
void form_make(form *out, HWND window, const form_part *parts, size_t count);

/** Put all in their places, as after WM_SIZE. */
void form_place(form *all);

/** The least size of the window's inside that shows every part. */
SIZE form_least(const form *all);

/** Give a dialog an inside of that many characters and lines, or what it needs, in the middle of
 *  its owner; and the product's name as its title. */
void form_fit(form *all, int characters, int lines);

/** What a dialog does by itself, such as when its size changes; FALSE: nothing. */
BOOL form_handle(form *all, UINT message, LPARAM lparam);

void form_show(form *all, WORD id, BOOL is_shown);

/** Say a text, which is freed; NULL is none. */
void form_say(const form *all, WORD id, wchar_t *text);

/** The text of a part, to free(). */
wchar_t *form_text(const form *all, WORD id);

/** Add a column to a list, of so many characters. */
void form_add_column(const form *all, WORD id, int index, UINT title, int characters);

void form_clear(form *all);

/** A dialog without any part, which WM_INITDIALOG fills: one that can be resized. */
INT_PTR form_run(HWND owner, DLGPROC procedure, LPARAM context);

/** The template of a property page without any part, of the size that Windows wants. */
const DLGTEMPLATE *form_page_template(void);
