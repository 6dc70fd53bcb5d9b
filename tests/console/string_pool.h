/*
 * The strings that snap-ins keep in a console file: a table for each class, in
 * which a string has an identifier, and is there as often as it was added.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>
#include <mmc.h>

typedef struct pooled_string {
    MMC_STRING_ID id;
    unsigned references;
    wchar_t *text;
} pooled_string;

typedef struct string_pool {
    CLSID class_id;
    pooled_string *strings;
    size_t count;
    MMC_STRING_ID last;
    struct string_pool *next;
} string_pool;

/** The table of a class, made if there is none; NULL without memory. */
string_pool *string_pool_of(const CLSID *class_id);

/** All tables, for a file to be written. */
const string_pool *string_pool_first(void);

/** Forget them all: another console is opened. */
void string_pool_clear(void);

/** The identifier of a text, which counts once more; 0 without memory. */
MMC_STRING_ID string_pool_add(string_pool *self, const wchar_t *text);

/** Put a string back as a file had it. */
bool string_pool_restore(string_pool *self, MMC_STRING_ID id, unsigned references,
                         const wchar_t *text);

const pooled_string *string_pool_find(const string_pool *self, MMC_STRING_ID id);
const pooled_string *string_pool_find_text(const string_pool *self, const wchar_t *text);

/** Count a string once less; it goes with the last. False if there is none. */
bool string_pool_delete(string_pool *self, MMC_STRING_ID id);

void string_pool_delete_all(string_pool *self);
