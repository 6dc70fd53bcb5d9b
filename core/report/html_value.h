/*
 * Members of a record as a list that people can read; for core/report only.
 */
#pragma once

#include <jansson.h>

#include "core/report/html_kind.h"
#include "core/report/html_text.h"

/** "What if" out of "what_if", and the names that certificates' members have. */
void tr_html_add_label(tr_html_text *html, const char *key);

/** A word such as "wrong-store" as it begins a line: "Wrong store". */
void tr_html_add_word(tr_html_text *html, const char *word);

/** A member's value of any kind; a text is isolated. */
void tr_html_add_value(tr_html_text *html, const char *key, const json_t *value);

/** Whether there is anything to say of a value: not null, and no empty list or text. */
bool tr_html_has_value(const json_t *value);

/** All members that the kind does not show by itself; with kind NULL, all. */
void tr_html_add_members(tr_html_text *html, const json_t *object, const tr_html_kind *kind);
