/*
 * A console file (.msc) of MMC 2.0 and 3.0: XML with the root MMC_ConsoleFile.
 *
 * Read and written is what a console of one folder needs: the snap-ins with their
 * names and saved states, the views with what is selected in each, the string
 * tables and the columns' settings. Microsoft has not documented the form; this is
 * what files of the console have in them. How it keeps columns is not known, so
 * that those stand here in a form of our own, below ColumnSettingsCache.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>

typedef struct saved_bytes {
    BYTE *bytes; /* NULL: nothing was saved */
    size_t size;
} saved_bytes;

typedef struct saved_component {
    int view; /* ID of a saved_view */
    saved_bytes state;
} saved_component;

typedef struct saved_snap_in {
    int id; /* of its static node */
    CLSID class_id;
    wchar_t *name;
    saved_bytes state;
    saved_component *components;
    size_t component_count;
} saved_snap_in;

typedef struct saved_view {
    int id;
    int selected;   /* the id of a snap-in, or CONSOLE_FILE_ROOT */
    wchar_t **path; /* the names of the nodes below it, down to the one that is selected */
    size_t path_length;
} saved_view;

#define CONSOLE_FILE_ROOT 1 /* the id of the folder that all snap-ins are in */

typedef struct console_file {
    saved_snap_in *snap_ins;
    size_t snap_in_count;
    saved_view *views;
    size_t view_count;
} console_file;

/**
 * Read a file; the string tables and column settings go to string_pool and
 * column_store. False if it is none, and why goes to message.
 */
bool console_file_load(console_file *out, const wchar_t *path, const char **message);

/** Write a file, with the string tables and column settings that there are. */
bool console_file_save(const console_file *file, const wchar_t *path);

void console_file_free(console_file *file);
