/*
 * What Trustmend changed on a machine, for people (text) and as records
 * (docs/history.schema.json, docs/undo.schema.json). Where records are NULL,
 * it goes to out as text.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "core/journal/change.h"
#include "core/report/record.h"

/**
 * Write a change.
 *
 * @param what  in one line, as its kind describes it
 * @return false when out of memory
 */
bool tr_history_write(FILE *out, tr_records *records, const tr_change *change, const char *what);

/** What stands behind the last one. is_complete: all could be read. */
void tr_history_end(FILE *out, tr_records *records, uint64_t count, bool is_complete);

/** How taking a change back went. */
typedef struct tr_undone {
    const tr_change *change;
    const char *what;    /* as above */
    bool is_plan;        /* nothing was tried */
    bool is_undone;      /* or would be */
    const char *message; /* why not; NULL if it is */
} tr_undone;

/** Write how taking a change back went. False when out of memory. */
bool tr_undone_write(FILE *out, tr_records *records, const tr_undone *undone);

void tr_undone_end(FILE *out, tr_records *records, uint64_t undone, uint64_t refused, bool is_plan,
                   bool is_complete);
