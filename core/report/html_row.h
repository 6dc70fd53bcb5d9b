/*
 * A record as a row of a table; for core/report only.
 */
#pragma once

#include "core/report/html_kind.h"
#include "core/report/html_text.h"

/** Add a row: what it is, how it stands, and why. */
void tr_html_add_row(tr_html_text *html, const json_t *record, const tr_html_kind *kind,
                     tr_html_state state, bool has_details);

/** The head of the table that such rows are in. */
void tr_html_add_row_head(tr_html_text *html, const tr_html_kind *kind);

/** The word for how something stands, marked by its colour. */
void tr_html_add_state(tr_html_text *html, tr_html_state state);
