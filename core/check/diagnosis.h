/*
 * What was found on a machine, in order of cause: each finding with what it
 * rests on, what it follows from, and what mends it. And what could not be
 * looked at, so that nobody takes silence for health.
 *
 * Memory that runs out while something is added is noted, and said by
 * tr_diagnosis_status; what is added then is NULL, which all functions take.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/check/ailment.h"
#include "core/error.h"
#include "core/words/words.h"

/** A file, store or line that a finding rests on. */
typedef struct tr_evidence_place {
    char *path;
    uint64_t line; /* 0: none */
    char *text;    /* what is to be said of it; NULL: nothing */
} tr_evidence_place;

/** So many places are kept of each finding; the count goes on. */
#define TR_EVIDENCE_PLACES_MOST ((size_t)1000)

/** A finding. Texts are owned. */
typedef struct tr_ailment {
    const tr_ailment_kind *kind;
    size_t number; /* from 1, in order of cause */
    tr_severity severity;
    tr_family family;
    char *subject; /* what it is about; NULL: the kind says all */
    char *key;     /* the same for programs: id of a certificate, or a rule; NULL: none */
    uint64_t count;
    char **sentences; /* of this very case */
    size_t sentence_count;
    char **details; /* more of them, for those who want to know all */
    size_t detail_count;
    tr_evidence_place *places;
    size_t place_count;
    char *command;        /* that mends it, as it is typed; NULL: none does */
    bool is_mendable;     /* `check --fix` does, or tries to */
    size_t *follows_from; /* numbers of others, which are to be mended first */
    size_t follows_count;
} tr_ailment;

/** What was not looked at. */
typedef struct tr_overlooked {
    char *what;
    char *why;
    bool has_failed; /* it should have been; else it cannot be from here */
} tr_overlooked;

typedef struct tr_diagnosis {
    tr_language language; /* of all that is said */
    tr_ailment **items;
    size_t count;
    tr_overlooked *overlooked;
    size_t overlooked_count;
    uint64_t files; /* that were judged */
    bool is_out_of_memory;
} tr_diagnosis;

tr_status tr_diagnosis_new(tr_diagnosis **out, tr_language language, tr_error *err);
void tr_diagnosis_free(tr_diagnosis *diagnosis); /* NULL is fine */

/** TR_ERR_MEMORY if something is missing from it. */
tr_status tr_diagnosis_status(const tr_diagnosis *diagnosis, tr_error *err);

/** Add a finding, behind its causes. Borrowed. */
tr_ailment *tr_diagnosis_add(tr_diagnosis *diagnosis, tr_ailment_id id, const char *subject);

/** Say what it is about to programs. */
void tr_ailment_set_key(tr_diagnosis *diagnosis, tr_ailment *ailment, const char *key);

/** Add what cannot be looked at from here, in English, or by a name. */
void tr_diagnosis_overlook(tr_diagnosis *diagnosis, const char *what, const char *why);

/** Add what should have been looked at. */
void tr_diagnosis_fail(tr_diagnosis *diagnosis, const char *what, const tr_error *failure);

/** Whether something should have been looked at, and was not. */
bool tr_diagnosis_has_failed(const tr_diagnosis *diagnosis);

/** Add a sentence, which is given in English, with its values. */
void tr_ailment_say(tr_diagnosis *diagnosis, tr_ailment *ailment, const char *english,
                    const tr_word *values, size_t count);

/** The same for a sentence that can wait until somebody wants to know all. */
void tr_ailment_detail(tr_diagnosis *diagnosis, tr_ailment *ailment, const char *english,
                       const tr_word *values, size_t count);

/** Count a thing that it rests on. text may be NULL. */
void tr_ailment_place(tr_diagnosis *diagnosis, tr_ailment *ailment, const char *path, uint64_t line,
                      const char *text);

/** It follows from another one, which was added before. Twice is as good as once. */
void tr_ailment_follow(tr_diagnosis *diagnosis, tr_ailment *ailment, const tr_ailment *cause);

/**
 * Say what mends it. Takes command; NULL is noted as out of memory.
 *
 * @param is_mendable  `check --fix` does so, too
 */
void tr_ailment_mend_by(tr_diagnosis *diagnosis, tr_ailment *ailment, char *command,
                        bool is_mendable);

/** The title with its subject and count, to free(); NULL when out of memory. */
char *tr_ailment_title(const tr_ailment *ailment, tr_language language);

/** How many findings are of a severity. */
size_t tr_diagnosis_count(const tr_diagnosis *diagnosis, tr_severity severity);
