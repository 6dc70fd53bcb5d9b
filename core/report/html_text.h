/*
 * HTML that is put together in memory; for core/report only.
 *
 * What comes from elsewhere goes in by tr_html_add_text alone: it can neither
 * be markup, nor turn the reading direction of what stands around it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef struct tr_html_text {
    char *bytes;
    size_t size;
    size_t room;
    bool has_failed; /* out of memory: what was added since is lost */
} tr_html_text;

void tr_html_text_clear(tr_html_text *html);

/** Markup of our own. */
void tr_html_add(tr_html_text *html, const char *markup);

/** Text from anywhere: escaped, and with what cannot be seen made visible, as on a terminal. */
void tr_html_add_text(tr_html_text *html, const char *text);

/** The same, isolated from the reading direction of its surroundings. */
void tr_html_add_isolated(tr_html_text *html, const char *text);

/** A number with its digits in groups: 1,234,567. */
void tr_html_add_count(tr_html_text *html, long long number);
