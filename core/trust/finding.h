/*
 * Findings: everything worth saying about a signature or file, each with the
 * verdict that it alone would lead to.
 *
 * A finding is an id and what it is about; its sentence comes from one table
 * (finding.def), so that a translation is one file.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/error.h"
#include "core/trust/verdict.h"
#include "core/words/language.h"

/** How a finding counts. */
typedef enum tr_severity {
    TR_NOTE,    /* worth knowing; changes no verdict */
    TR_WARNING, /* changes the strict verdict only */
    TR_FAULT    /* changes both verdicts */
} tr_severity;

typedef enum tr_finding_id {
#define TR_FINDING(id, word, text) id,
#include "core/trust/finding.def"
#undef TR_FINDING
    TR_FINDING_COUNT
} tr_finding_id;

typedef struct tr_finding {
    tr_finding_id id;
    tr_severity severity;
    tr_verdict verdict; /* TR_TRUSTED for a note */
    char *subject;      /* what {0} of the sentence stands for; may be NULL */
    char *detail;       /* {1}; may be NULL */
    uint64_t amount;    /* {n} */
} tr_finding;

/** A list that owns its findings; all zero is the empty list. */
typedef struct tr_findings {
    tr_finding *items;
    size_t count;
    size_t capacity;
} tr_findings;

/**
 * Add a finding. subject and detail are copied, and may be NULL.
 *
 * A list holds at most 256 findings, which hostile input could otherwise
 * multiply: past that a finding only replaces the one that counts least (by
 * severity, then by verdict), if it counts for more.
 */
tr_status tr_findings_add(tr_findings *list, tr_finding_id id, tr_severity severity,
                          tr_verdict verdict, const char *subject, const char *detail,
                          uint64_t amount, tr_error *err);

/** Add copies of all findings of from. */
tr_status tr_findings_append(tr_findings *list, const tr_findings *from, tr_error *err);

/** The first verdict in Windows' order among findings of at least this severity. */
tr_verdict tr_findings_verdict(const tr_findings *list, tr_severity least);

/** The finding with this id, borrowed; NULL if there is none. */
const tr_finding *tr_findings_find(const tr_findings *list, tr_finding_id id);

void tr_findings_clear(tr_findings *list);

/** The word of reports and documentation, such as "weak-digest". */
const char *tr_finding_word(tr_finding_id id);

/** "note", "warning" or "fault". */
const char *tr_severity_word(tr_severity severity);

/** The finding's sentence in English, the caller's to free(); NULL when out of memory. */
char *tr_finding_text(const tr_finding *finding);

/** The same in a language. */
char *tr_finding_text_in(const tr_finding *finding, tr_language language);
