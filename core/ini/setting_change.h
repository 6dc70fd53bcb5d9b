/*
 * The kind of change that gives one key of an INI file another value:
 * "ini-edit". It touches one line, and taking it back makes that line what it
 * was, byte for byte, whatever else was written to the file meanwhile.
 *
 * In the journal, "before" and "after" are the line as it may be shown,
 * backup is a copy of the file as it was before, and proof says which line
 * it is and what it was, by digests.
 */
#pragma once

#include "core/error.h"
#include "core/ini/document.h"
#include "core/journal/change_kind.h"

/** Larger files are refused. */
#define TR_SETTING_MOST_BYTES ((size_t)64 << 20)

extern const tr_change_kind tr_setting_change;

/** A change that is planned. */
typedef struct tr_setting_plan {
    char proof[512];
    char before[256]; /* empty: the key is not there */
    char after[256];
} tr_setting_plan;

/**
 * Plan a change, and make it in document. Value and names are ASCII, and may
 * be shown; section and key hold neither brackets nor '='.
 */
tr_status tr_setting_plan_make(tr_setting_plan *out, tr_ini_document *document, const char *section,
                               const char *key, const char *value, tr_error *err);

/** What a change in the journal was about. */
typedef struct tr_setting_facts {
    tr_ini_edit edit;
    char section[128];
    char key[128];
    char value[32];
    char before[65]; /* digests of the line in hexadecimal; "-": it was not there */
    char after[65];
} tr_setting_facts;

/** Read a change of this kind. TR_ERR_FORMAT if it makes no sense. */
tr_status tr_setting_facts_read(tr_setting_facts *out, const tr_change *change, tr_error *err);

/** Whether the line of a change is as the change made it. */
tr_status tr_setting_is_standing(bool *out, const tr_setting_facts *facts,
                                 const tr_ini_document *document, tr_error *err);

/** Take a change back in a document. */
tr_status tr_setting_take_back(tr_ini_document *document, const tr_change *change,
                               const tr_journal *journal, tr_error *err);

/** Load and parse an INI file. TR_ERR_UNSUPPORTED if it is too large. */
tr_status tr_setting_load(tr_ini_document **out, const char *path, tr_error *err);
