/*
 * The inside of tr_symptom_rules; for core/symptoms only.
 */
#pragma once

#include "core/symptoms/needle.h"
#include "core/symptoms/pattern.h"
#include "core/symptoms/rules.h"
#include "core/xml/document.h"

#define TR_RULE_PATTERNS_MAX 8
#define TR_RULE_NEEDLES_MAX  16

typedef struct tr_rule {
    tr_symptom symptom;
    long line;   /* in its file */
    char *texts; /* owned; NULL: the texts belong to a document */
    tr_pattern *patterns[TR_RULE_PATTERNS_MAX];
    size_t pattern_count;
    tr_needle needles[TR_RULE_NEEDLES_MAX];
    size_t needle_count; /* 0: every record has to be tried */
} tr_rule;

struct tr_symptom_rules {
    tr_rule **items; /* owned */
    size_t count;
    size_t room;
    tr_xml_document **documents; /* owned; of the texts */
    size_t document_count;
    size_t pattern_bytes; /* memory of all patterns */
};

/** A new rule at the end of the list; NULL when out of memory. */
tr_rule *tr_rule_list_add(tr_symptom_rules *rules);

/** Take the last rules away again, down to so many. */
void tr_rule_list_cut(tr_symptom_rules *rules, size_t count);

/** Give a rule a pattern. The message of a TR_ERR_FORMAT names no file and line. */
tr_status tr_rule_add_pattern(tr_rule *rule, tr_symptom_rules *rules, const char *text,
                              bool is_plain, tr_error *err);

/** Say what is wrong with a rule file, and where. */
tr_status tr_rule_list_broken(const char *name, long line, const char *what, tr_error *err);

/** Whether all ids are different. */
tr_status tr_rule_list_check_ids(const tr_symptom_rules *rules, const char *name, tr_error *err);
