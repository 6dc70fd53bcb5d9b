/*
 * The pieces that reports for people are made of; for core/report only.
 * Whatever is printed goes through tr_printable.
 */
#pragma once

#include "core/report/report_kind.h"

/** What a word says by its colour. */
typedef enum tr_text_tone {
    TR_TONE_PLAIN,
    TR_TONE_GOOD,
    TR_TONE_BAD,
    TR_TONE_DOUBT,
    TR_TONE_HEADING
} tr_text_tone;

/** Columns of the word at the head of a line, with the blanks behind it. */
#define TR_TEXT_INDENT 13

/** Print a text; it stays on one line. NULL prints nothing. */
void tr_text_print(tr_report *report, const char *text);

/** As tr_text_print, and free the text; NULL is noted as out of memory. */
void tr_text_print_owned(tr_report *report, char *text);

/** Print a text in a tone, and blanks until it has filled width columns. */
void tr_text_cell(tr_report *report, tr_text_tone tone, const char *text, size_t width);

/** Print a paragraph on lines of its own, each indented, wrapped to the terminal. NULL: none. */
void tr_text_paragraph(tr_report *report, size_t indent, const char *text);

/** Lower-case hexadecimal. */
void tr_text_hex(tr_report *report, const unsigned char *bytes, size_t size);

/** The tone of a verdict's word. */
tr_text_tone tr_text_tone_of(tr_verdict verdict);

/** Reason, remedy and, in a verbose report, all signatures: what stands under a file's line. */
void tr_text_explain(tr_report *report, const tr_verification *verification);

/** All signatures with signers, timestamps, chains and findings. */
void tr_text_signatures(tr_report *report, const tr_verification *verification);

/** Parts of the text report; see tr_report_kind. */
void tr_text_comparison(tr_report *report, const tr_comparison_row *rows, size_t count);
void tr_text_azure_signing(tr_report *report, const tr_azure_signing *found);
void tr_text_installed(tr_report *report, const tr_comparison_base *base,
                       const tr_trust_catalogue *catalogue);
void tr_text_renamed(tr_report *report, const char *path, const tr_renamed_file *file,
                     bool is_plan);
void tr_text_import(tr_report *report, const tr_import *import, bool is_plan);
void tr_text_summary(tr_report *report, tr_report_subject subject, bool is_complete);
