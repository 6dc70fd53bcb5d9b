/* Editing an INI file, and taking an edit back. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/ini/document.h"
#include "core/ini/document_bytes.h"

#define CONTROL_Z "\x1a" /* ended a text in DOS: nothing goes behind it */

static size_t end_of(tr_ini_span span)
{
    return span.offset + span.size;
}

/* Text that is built up in the document's encoding, to be put into it. */
typedef struct insertion {
    const tr_ini_document *document;
    unsigned char bytes[1024];
    size_t size;
} insertion;

static void add_text(insertion *into, const char *text)
{
    const bool is_big = into->document->encoding == TR_INI_UTF16_BE;

    for (; *text; text++) {
        assert(into->size + 2 <= sizeof(into->bytes) && (unsigned char)*text < 0x80);
        if (is_big)
            into->bytes[into->size++] = 0;
        into->bytes[into->size++] = (unsigned char)*text;
        if (into->document->encoding == TR_INI_UTF16_LE)
            into->bytes[into->size++] = 0;
    }
}

/* The end that line has; else what the first line has, else what Windows writes. */
static void add_end(insertion *into, const tr_ini_line *line)
{
    const tr_ini_document *document = into->document;
    tr_ini_line first = *line;

    if (line->end == 0) {
        first = (tr_ini_line){ 0 };
        tr_ini_document_next(&first, document);
    }
    if (first.end == 0) {
        add_text(into, "\r\n");
        return;
    }
    assert(first.end <= 4);
    memcpy(into->bytes + into->size, document->data + end_of(first.text), first.end);
    into->size += first.end;
}

static void add_entry(insertion *into, const char *key, const char *value)
{
    add_text(into, key);
    add_text(into, "=");
    add_text(into, value);
}

/* Where a line may not go, as the document would be read as something else then. */
static const char *fault_at(const tr_ini_document *document, size_t offset)
{
    if ((offset - document->mark) % tr_ini_document_unit_size(document) != 0)
        return "the INI file ends within a character";
    if (tr_ini_document_unit_size(document) == 1 && offset < 4 && memchr(document->data, 0, offset))
        return "the INI file is too short to tell its encoding";
    return NULL;
}

static tr_status put(tr_ini_document *document, tr_ini_span span, const insertion *from,
                     tr_error *err)
{
    const char *fault = fault_at(document, span.offset);

    if (fault)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "%s", fault);
    return tr_ini_document_splice(document, span, (tr_bytes){ from->bytes, from->size }, err);
}

static tr_status set_value(tr_ini_document *document, const tr_ini_line *line, const char *value,
                           tr_error *err)
{
    insertion into = { .document = document };

    if (!line->has_equals)
        add_text(&into, "=");
    add_text(&into, value);
    return put(document, line->value, &into, err);
}

static tr_status add_key(tr_ini_edit *edit, tr_ini_document *document, const tr_ini_line *behind,
                         const char *key, const char *value, tr_error *err)
{
    insertion into = { .document = document };

    edit->ends_last = behind->end == 0;
    if (edit->ends_last)
        add_end(&into, behind);
    add_entry(&into, key, value);
    if (!edit->ends_last)
        add_end(&into, behind);
    return put(document, (tr_ini_span){ end_of(behind->text) + behind->end, 0 }, &into, err);
}

static tr_status add_section(tr_ini_edit *edit, tr_ini_document *document, const char *section,
                             const char *key, const char *value, tr_error *err)
{
    insertion into = { .document = document };
    tr_ini_line last = { 0 };
    size_t offset = document->size;

    while (tr_ini_document_next(&last, document))
        ;
    if (last.kind == TR_INI_BLANK && last.end == 0 &&
        tr_ini_document_is(document, last.text, CONTROL_Z)) {
        offset = last.text.offset;
        last.text.size = 0;
    }
    edit->ends_last = last.text.size > 0 && last.end == 0;
    if (edit->ends_last)
        add_end(&into, &last);
    add_text(&into, "[");
    add_text(&into, section);
    add_text(&into, "]");
    add_end(&into, &last);
    add_entry(&into, key, value);
    if (!edit->ends_last)
        add_end(&into, &last);
    return put(document, (tr_ini_span){ offset, 0 }, &into, err);
}

tr_status tr_ini_document_set(tr_ini_edit *out, tr_ini_document *document, const char *section,
                              const char *key, const char *value, tr_error *err)
{
    tr_ini_edit edit = { TR_INI_EDIT_VALUE, false };
    tr_ini_entry entry;
    tr_status status;

    assert(strlen(section) + strlen(key) + strlen(value) < 400);
    tr_ini_document_find(&entry, document, section, key);
    if (entry.key_count > 0) {
        status = set_value(document, &entry.line, value, err);
    } else if (entry.section_count > 0) {
        edit.kind = TR_INI_EDIT_KEY;
        status = add_key(&edit, document, &entry.last, key, value, err);
    } else {
        edit.kind = TR_INI_EDIT_SECTION;
        status = add_section(&edit, document, section, key, value, err);
    }
    if (status == TR_OK)
        *out = edit;
    return status;
}

/* With the line goes the end that the one before it was given for its sake. */
static tr_status remove_line(tr_ini_document *document, const tr_ini_line *line, bool ends_last,
                             tr_error *err)
{
    tr_ini_span span = { line->text.offset, line->text.size + line->end };
    tr_ini_line before = { 0 };

    if (ends_last && line->end == 0 && line->number > 1) {
        while (before.number + 1 < line->number && tr_ini_document_next(&before, document))
            ;
        span.offset -= before.end;
        span.size += before.end;
    }
    return tr_ini_document_splice(document, span, (tr_bytes){ 0 }, err);
}

static tr_status remove_section(tr_ini_document *document, const tr_ini_edit *edit,
                                const char *section, const char *key, tr_error *err)
{
    tr_ini_entry entry;

    tr_ini_document_find(&entry, document, section, key);
    if (entry.section_count == 0 || entry.last.number != entry.section.number)
        return TR_OK; /* it holds something else by now */
    return remove_line(document, &entry.section, edit->ends_last, err);
}

tr_status tr_ini_document_take_back(tr_ini_document *document, const tr_ini_edit *edit,
                                    const char *section, const char *key, tr_bytes line,
                                    tr_error *err)
{
    tr_ini_entry entry;
    tr_status status;

    tr_ini_document_find(&entry, document, section, key);
    if (entry.key_count == 0)
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0, "'%s' is not set in [%s]", key, section);
    if (edit->kind == TR_INI_EDIT_VALUE)
        return tr_ini_document_splice(document, entry.line.text, line, err);
    status = remove_line(document, &entry.line, edit->ends_last, err);
    if (status == TR_OK && edit->kind == TR_INI_EDIT_SECTION)
        status = remove_section(document, edit, section, key, err);
    return status;
}
