/*
 * One log file after the other, searched by rules in constant memory. For
 * core/symptoms; log_search.h is what others call.
 */
#pragma once

#include "core/symptoms/log_search.h"

typedef struct tr_log_scanner tr_log_scanner;

/** Called for each hit; returns false to stop. */
typedef bool tr_log_scanner_visit(void *context, size_t rule, const tr_log_hit *hit);

/** Called for a rule that takes too long, and is not looked for in the rest of the file. */
typedef void tr_log_scanner_give_up(void *context, size_t rule, const char *path);

typedef struct tr_log_scanner_calls {
    tr_log_scanner_visit *visit;
    tr_log_scanner_give_up *give_up;
    bool (*is_stopped)(void *context); /* asked now and then */
    void *context;
} tr_log_scanner_calls;

/** @param rules  borrowed; must not change meanwhile */
tr_status tr_log_scanner_new(tr_log_scanner **out, const tr_symptom_rules *rules,
                             const tr_log_scanner_calls *calls, tr_error *err);
void tr_log_scanner_free(tr_log_scanner *scanner); /* NULL is fine */

/**
 * Search a file.
 *
 * @param bytes  set to how many were read, also on failure
 */
tr_status tr_log_scanner_run(tr_log_scanner *scanner, uint64_t *bytes, const char *path,
                             tr_error *err);
