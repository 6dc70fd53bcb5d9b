/*
 * Known symptoms in logs: files and folders are searched, and what was found
 * is grouped by symptom.
 *
 * A log is read once, in constant memory, however large it is and whatever it
 * is written in: UTF-8, UTF-16 with or without byte order mark, or a code page
 * of Windows. A record that goes over several lines is matched as one, and is
 * a hit of a symptom once at most. Secrets in its text are masked.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "core/error.h"
#include "core/symptoms/log_kind.h"
#include "core/symptoms/rules.h"

/**
 * A time as a log writes it: the wall clock of the machine that wrote it, of
 * no zone. Seconds since 1970 as if it were UTC.
 */
typedef struct tr_log_time {
    bool is_known;
    time_t seconds;
} tr_log_time;

/** A place where a symptom shows. Borrowed until the call that gave it returns. */
typedef struct tr_log_hit {
    const tr_symptom *symptom;
    const char *path;
    tr_log_kind kind;
    uint64_t line; /* from 1 */
    tr_log_time time;
    const char *text; /* UTF-8, at most some 400 bytes, secrets masked; not yet printable */
} tr_log_hit;

#define TR_LOG_EXAMPLES_MAX 5

/** All hits of one symptom. */
typedef struct tr_log_group {
    const tr_symptom *symptom;
    uint64_t hits;
    uint64_t files;    /* that have some */
    tr_log_time first; /* of the hits whose time is known */
    tr_log_time last;
    uint64_t undated; /* hits whose time is not known */
    size_t example_count;
    tr_log_hit examples[TR_LOG_EXAMPLES_MAX]; /* the first ones that were met */
} tr_log_group;

typedef struct tr_log_totals {
    uint64_t files; /* that were searched */
    uint64_t bytes;
    uint64_t hits;
    uint64_t passed_over; /* files in folders whose names are no logs' */
    uint64_t failures;
} tr_log_totals;

/** What to tell while searching; each may be NULL. */
typedef struct tr_log_watch {
    void (*hit)(void *context, const tr_log_hit *hit);

    /** A file that could not be read, or for which a rule that takes too long was switched off. */
    void (*failure)(void *context, const char *path, const tr_error *failure);

    /** A file was searched. */
    void (*file)(void *context, const char *path, uint64_t bytes);

    bool (*is_stopped)(void *context); /* asked now and then */
    void *context;
} tr_log_watch;

typedef struct tr_log_search tr_log_search;

/**
 * @param rules  borrowed; must outlive the search, and not change meanwhile
 * @param since  hits known to be older do not count
 * @param watch  copied; may be NULL
 */
tr_status tr_log_search_new(tr_log_search **out, const tr_symptom_rules *rules, tr_log_time since,
                            const tr_log_watch *watch, tr_error *err);
void tr_log_search_free(tr_log_search *search); /* NULL is fine */

/**
 * Search a file, whatever its name, or of all files below a folder those whose
 * names are logs' (links are not followed). What cannot be read is told to the
 * watch, and counted.
 *
 * @return TR_ERR_MEMORY
 */
tr_status tr_log_search_path(tr_log_search *search, const char *path, tr_error *err);

/** The symptoms found, in the order of the rules. Borrowed until the search goes on. */
size_t tr_log_search_group_count(const tr_log_search *search);
const tr_log_group *tr_log_search_group(const tr_log_search *search, size_t index);

tr_log_totals tr_log_search_totals(const tr_log_search *search);
