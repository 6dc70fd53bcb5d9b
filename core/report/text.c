#include "core/report/text.h"

#include <stdlib.h>
#include <string.h>

#include "core/report/printable.h"
#include "core/trust/certificate.h"

/* However narrow the terminal is said to be. */
#define NARROWEST ((size_t)30)

void tr_text_print(tr_report *report, const char *text)
{
    if (text)
        tr_text_cell(report, TR_TONE_PLAIN, text, 0);
}

void tr_text_print_owned(tr_report *report, char *text)
{
    if (!text)
        tr_report_out_of_memory(report);
    tr_text_print(report, text);
    free(text);
}

static const char *escape_of(tr_text_tone tone)
{
    static const char *const escapes[] = {
        [TR_TONE_PLAIN] = "",         [TR_TONE_GOOD] = "\x1b[32m",   [TR_TONE_BAD] = "\x1b[1;31m",
        [TR_TONE_DOUBT] = "\x1b[33m", [TR_TONE_HEADING] = "\x1b[1m",
    };

    return escapes[tone];
}

void tr_text_cell(tr_report *report, tr_text_tone tone, const char *text, size_t width)
{
    FILE *out = report->options.out;
    bool is_coloured = report->options.has_colour && tone != TR_TONE_PLAIN;
    char *printable = tr_printable(text);
    size_t used;

    if (!printable) {
        tr_report_out_of_memory(report);
        return;
    }
    used = tr_printable_width(printable);
    if (is_coloured)
        fputs(escape_of(tone), out);
    fputs(printable, out);
    if (is_coloured)
        fputs("\x1b[0m", out);
    if (used < width)
        fprintf(out, "%*s", (int)(width - used), "");
    free(printable);
}

/* The columns that a paragraph's lines may fill. */
static size_t room_beside(const tr_report *report, size_t indent)
{
    size_t columns = (size_t)report->options.columns;

    if (report->options.columns <= 0)
        return SIZE_MAX;
    return columns > indent + NARROWEST ? columns - indent - 1 : NARROWEST;
}

void tr_text_paragraph(tr_report *report, size_t indent, const char *text)
{
    FILE *out = report->options.out;
    size_t room = room_beside(report, indent);
    size_t used = 0;
    char *printable = text ? tr_printable(text) : NULL;

    if (text && !printable)
        tr_report_out_of_memory(report);
    for (char *word = printable ? strtok(printable, " ") : NULL; word; word = strtok(NULL, " ")) {
        size_t width = tr_printable_width(word);

        if (used == 0 || used + 1 + width > room) {
            fprintf(out, "%s%*s", used > 0 ? "\n" : "", (int)indent, "");
            used = 0;
        } else {
            putc(' ', out);
            used++;
        }
        fputs(word, out);
        used += width;
    }
    if (used > 0)
        putc('\n', out);
    free(printable);
}

void tr_text_hex(tr_report *report, const unsigned char *bytes, size_t size)
{
    for (size_t index = 0; index < size; index++)
        fprintf(report->options.out, "%02x", bytes[index]);
}

tr_text_tone tr_text_tone_of(tr_verdict verdict)
{
    switch (tr_verdict_class_of(verdict)) {
    case TR_CLASS_TRUSTED:
        return TR_TONE_GOOD;
    case TR_CLASS_UNSIGNED:
    case TR_CLASS_UNSUPPORTED:
        return TR_TONE_DOUBT;
    case TR_CLASS_UNTRUSTED:
    case TR_CLASS_TAMPERED:
    case TR_CLASS_MALFORMED:
        break;
    }
    return TR_TONE_BAD;
}
