/*
 * A data object as Explorer gives it to menus, or a hostile one: it hands out the
 * blocks it was made with, counts what was done with them, and fails when told to.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <shlobj.h>

typedef struct block {
    BYTE *bytes; /* NULL if the data object does not have the format */
    SIZE_T size;
    HGLOBAL shared; /* what media hold of it, unless they hold copies */
} block;

typedef struct data_object {
    IDataObject IDataObject_iface;
    IUnknown medium_iface; /* released with each medium; one reference for each that is out */
    LONG references;
    LONG media;
    LONG calls;
    DWORD thread; /* the one that may call */
    bool was_called_elsewhere;
    HRESULT answer;       /* of GetData; S_OK unless it shall fail */
    bool gives_copies;    /* a block of its own for each medium, as Explorer does */
    bool gives_no_memory; /* S_OK with an empty medium: a hostile one */
    block drop_list;
    block item_list;
} data_object;

/** A DROPFILES block. */
typedef struct drop_form {
    bool is_narrow;
    bool is_odd;          /* the names begin at an odd address */
    bool is_unterminated; /* it ends within the last name */
} drop_form;

block drop_block(const wchar_t *const *names, size_t count, drop_form form);

/** A CFSTR_SHELLIDLIST block of existing or made-up paths, or, with names NULL, of a count alone.
 */
block item_block(const wchar_t *const *names, UINT count);

/** One reference; takes the blocks. */
data_object *data_object_new(block drop_list, block item_list);

/** One of some files, with both formats. */
data_object *data_object_of(const wchar_t *const *names, size_t count);

/** Give up the test's reference; false if somebody still holds the object or a medium of it. */
bool data_object_let_go(data_object *object);
