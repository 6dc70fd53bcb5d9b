/*
 * A report as a page; for core/report only.
 */
#pragma once

#include "core/report/html_kind.h"
#include "core/report/html_text.h"
#include "core/report/record_writer.h"

#define TR_HTML_MOST_TABLES 8

/** Rows of one kind, in the order they came. */
typedef struct tr_html_table {
    const tr_html_kind *kind;
    tr_html_text rows;
    size_t count; /* of all such records */
} tr_html_table;

/** What is told together. */
typedef struct tr_html_section {
    tr_html_table tables[TR_HTML_MOST_TABLES];
    size_t table_count;
    size_t count;    /* of all records */
    size_t left_out; /* those that have no row */
} tr_html_section;

typedef struct tr_html_page {
    tr_html_section faulty; /* somebody has to see to it */
    tr_html_section others;
    json_t *summary; /* NULL as long as there is none */
} tr_html_page;

/** Write all of it. False when out of memory. */
bool tr_html_page_write(FILE *out, const tr_html_page *page, const tr_report_run *run);

/** Add the section that tells what it comes down to; core/report/html_summary.c. */
void tr_html_add_summary(tr_html_text *html, const tr_html_page *page);
