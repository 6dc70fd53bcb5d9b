/*
 * What Trustmend changed on a machine, for people (text), programs (JSON
 * Lines) and spreadsheets (CSV, RFC 4180).
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "core/journal/change.h"

typedef enum tr_history_format {
    TR_HISTORY_TEXT,
    TR_HISTORY_JSON,
    TR_HISTORY_CSV
} tr_history_format;

/** What stands before the first change, if anything does. */
void tr_history_begin(FILE *out, tr_history_format format);

/**
 * Write a change.
 *
 * @param what  in one line, as its kind describes it
 * @return false when out of memory
 */
bool tr_history_write(FILE *out, tr_history_format format, const tr_change *change,
                      const char *what);

/** What stands behind the last one. is_complete: all could be read. */
void tr_history_end(FILE *out, tr_history_format format, uint64_t count, bool is_complete);

/** How taking a change back went. */
typedef struct tr_undone {
    const tr_change *change;
    const char *what;    /* as above */
    bool is_plan;        /* nothing was tried */
    bool is_undone;      /* or would be */
    const char *message; /* why not; NULL if it is */
} tr_undone;

/** Write how taking a change back went; as text or JSON. False when out of memory. */
bool tr_undone_write(FILE *out, tr_history_format format, const tr_undone *undone);

void tr_undone_end(FILE *out, tr_history_format format, uint64_t undone, uint64_t refused,
                   bool is_plan, bool is_complete);
