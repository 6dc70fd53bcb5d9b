/*
 * How each kind of record stands; for core/report only.
 */
#pragma once

#include <stdbool.h>

#include <jansson.h>

/** Whether somebody has to do something. */
typedef enum tr_standing {
    TR_STANDS_WELL,
    TR_STANDS_NOTED,
    TR_STANDS_DOUBTFUL, /* somebody should */
    TR_STANDS_FAULTY
} tr_standing;

/** How a record stands, and the word for it. */
typedef struct tr_html_state {
    tr_standing standing;
    const char *word; /* borrowed from the record, or constant; NULL: there is none */
} tr_html_state;

/* is_strict: the strict verdict counts, not Windows'. */
tr_html_state tr_html_state_of_file(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_renamed(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_required(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_installed(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_import(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_step(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_change(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_undo(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_finding(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_overlooked(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_pasted(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_transfer(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_symptom(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_hit(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_any(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_certificate(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_installation(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_replacement(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_agent(const json_t *record, bool is_strict);
tr_html_state tr_html_state_of_line(const json_t *record, bool is_strict);
