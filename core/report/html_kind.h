/*
 * How the kinds of record are shown on a page for people; for core/report only.
 */
#pragma once

#include <stdbool.h>

#include <jansson.h>

#include "core/report/html_state.h"

/** Lists of members are separated by blanks; the first that a record has is taken. */
typedef struct tr_html_kind {
    const char *type;     /* "" for any other */
    const char *title;    /* of many: "Files" */
    const char *heading;  /* of one: "File" */
    const char *subject;  /* members that name it; "": its heading does */
    const char *addition; /* members that say more of what it is; each is shown */
    const char *why;      /* members that explain how it stands; each is shown */
    const char *remedy;   /* members that say what to do; each is shown */
    const char *commands; /* members that are commands to type */
    const char *number;   /* the member that others name it by */
    const char *causes;   /* the member with the numbers of those to be mended before it */
    tr_html_state (*state_of)(const json_t *record, bool is_strict);
} tr_html_kind;

/** The kind of a record, by its type; there always is one. */
const tr_html_kind *tr_html_kind_of(const json_t *record);

/** Whether a member is in one of the kind's lists, so that it is no detail any more. */
bool tr_html_kind_shows(const tr_html_kind *kind, const char *key);

/** What a report of a command is called: "Signatures of files". */
const char *tr_html_title_of(const char *command);
