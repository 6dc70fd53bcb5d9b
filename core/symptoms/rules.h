/*
 * Rules by which symptoms are known in logs, each with its cause, what to do,
 * and how that is known (resources/symptoms.xml, valid against its XSD).
 *
 * Rule files may be hostile: size, count and patterns are bounded. A file that
 * breaks its form is refused as a whole, with the line and what is wrong there.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/bytes.h"
#include "core/error.h"
#include "core/symptoms/family.h"
#include "core/symptoms/log_kind.h"

/** A symptom. All of it belongs to the rules. Texts not given are NULL. */
typedef struct tr_symptom {
    const char *id; /* "SIG01" */
    tr_family family;
    const char *title;
    const char *cause;
    const char *action;
    const char *command;  /* of trustmend, which mends it or shows more; may be NULL */
    const char *evidence; /* found, observed, inferred, background; own for rules from a CSV */
    const char *source;   /* where it is documented, or the rule file */
    const char *note;     /* may be NULL */
    unsigned logs;        /* bit 1 << tr_log_kind for each it is for; 0: all */
} tr_symptom;

typedef struct tr_symptom_rules tr_symptom_rules;

/** Rules without any in them. NULL when out of memory. */
tr_symptom_rules *tr_symptom_rules_new(void);
void tr_symptom_rules_free(tr_symptom_rules *rules); /* NULL is fine */

/** Add the rules that ship inside the program. */
tr_status tr_symptom_rules_add_shipped(tr_symptom_rules *rules, tr_error *err);

/**
 * Add the rules of a file: XML by resources/symptoms.xsd, or CSV lines of
 * "code,description,solution" whose codes are looked for as plain text.
 */
tr_status tr_symptom_rules_add_file(tr_symptom_rules *rules, const char *path, tr_error *err);

/** Add from bytes. name is the file's, for messages. On failure nothing was added. */
tr_status tr_symptom_rules_add_xml(tr_symptom_rules *rules, tr_bytes xml, const char *name,
                                   tr_error *err);
tr_status tr_symptom_rules_add_csv(tr_symptom_rules *rules, tr_bytes csv, const char *name,
                                   tr_error *err);

/** The shipped rules, and those of files; for tr_symptom_rules_free. */
tr_status tr_symptom_rules_load(tr_symptom_rules **out, const char *const *files, size_t count,
                                tr_error *err);

size_t tr_symptom_rules_count(const tr_symptom_rules *rules);
const tr_symptom *tr_symptom_rules_get(const tr_symptom_rules *rules, size_t index);
