#include "core/ini/document.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/ini/document_bytes.h"

/* Half a character, at the end of UTF-16. */
#define HALF_UNIT UINT32_MAX

#define CONTROL_Z 0x1a /* ended a text in DOS */

size_t tr_ini_document_unit_size(const tr_ini_document *document)
{
    return document->encoding >= TR_INI_UTF16_LE ? 2 : 1;
}

static void detect_encoding(tr_ini_document *document)
{
    const unsigned char *head = document->data;

    if (document->size >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0) {
        document->encoding = TR_INI_UTF8;
        document->mark = 3;
    } else if (document->size >= 2 && memcmp(head, "\xff\xfe", 2) == 0) {
        document->encoding = TR_INI_UTF16_LE;
        document->mark = 2;
    } else if (document->size >= 2 && memcmp(head, "\xfe\xff", 2) == 0) {
        document->encoding = TR_INI_UTF16_BE;
        document->mark = 2;
    } else if (document->size >= 4 && head[0] && !head[1] && head[2] && !head[3]) {
        document->encoding = TR_INI_UTF16_LE;
    } else if (document->size >= 4 && !head[0] && head[1] && !head[2] && head[3]) {
        document->encoding = TR_INI_UTF16_BE;
    }
}

tr_status tr_ini_document_parse(tr_ini_document **out, tr_bytes bytes, tr_error *err)
{
    tr_ini_document *document = calloc(1, sizeof(*document));

    if (!document || !(document->data = malloc(bytes.size + 1))) {
        free(document);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for an INI file");
    }
    if (bytes.size > 0)
        memcpy(document->data, bytes.data, bytes.size);
    document->size = bytes.size;
    detect_encoding(document);
    *out = document;
    return TR_OK;
}

void tr_ini_document_free(tr_ini_document *document)
{
    if (!document)
        return;
    free(document->data);
    free(document);
}

tr_bytes tr_ini_document_bytes(const tr_ini_document *document)
{
    return (tr_bytes){ document->data, document->size };
}

tr_ini_encoding tr_ini_document_encoding(const tr_ini_document *document)
{
    return document->encoding;
}

tr_bytes tr_ini_document_at(const tr_ini_document *document, tr_ini_span span)
{
    assert(span.offset <= document->size && span.size <= document->size - span.offset);
    return (tr_bytes){ document->data + span.offset, span.size };
}

/* The byte or UTF-16 unit at offset, which is before the end. */
static uint32_t unit_at(const tr_ini_document *document, size_t offset)
{
    const unsigned char *at = document->data + offset;

    if (tr_ini_document_unit_size(document) == 1)
        return at[0];
    if (document->size - offset < 2)
        return HALF_UNIT;
    return document->encoding == TR_INI_UTF16_LE ? (uint32_t)(at[0] | at[1] << 8)
                                                 : (uint32_t)(at[0] << 8 | at[1]);
}

/* Past the unit at offset. */
static size_t past(const tr_ini_document *document, size_t offset)
{
    size_t left = document->size - offset;
    size_t step = tr_ini_document_unit_size(document);

    return offset + (left < step ? left : step);
}

static bool is_blank(uint32_t unit)
{
    return unit == ' ' || unit == '\t';
}

static size_t end_of(tr_ini_span span)
{
    return span.offset + span.size;
}

/* Of all spans the units are whole, but for half of one at the end of the document. */
static size_t last_of(const tr_ini_document *document, tr_ini_span span)
{
    size_t odd = span.size % tr_ini_document_unit_size(document);

    return end_of(span) - (odd ? odd : tr_ini_document_unit_size(document));
}

static tr_ini_span trimmed(const tr_ini_document *document, size_t start, size_t end)
{
    tr_ini_span span;

    while (start < end && is_blank(unit_at(document, start)))
        start = past(document, start);
    span = (tr_ini_span){ start, end - start };
    while (span.size > 0 && is_blank(unit_at(document, last_of(document, span))))
        span.size = last_of(document, span) - start;
    return span;
}

/* Where a unit stands first between start and end; end if nowhere. */
static size_t find_unit(const tr_ini_document *document, size_t start, size_t end, uint32_t unit)
{
    while (start < end && unit_at(document, start) != unit)
        start = past(document, start);
    return start < end ? start : end;
}

static bool unquote(tr_ini_span *value, const tr_ini_document *document)
{
    const size_t size = tr_ini_document_unit_size(document);
    uint32_t quote;

    if (value->size < 2 * size)
        return false;
    quote = unit_at(document, value->offset);
    if ((quote != '"' && quote != '\'') || unit_at(document, last_of(document, *value)) != quote)
        return false;
    *value = (tr_ini_span){ value->offset + size, value->size - 2 * size };
    return true;
}

static tr_ini_span value_between(const tr_ini_document *document, size_t start, size_t end)
{
    tr_ini_span value = trimmed(document, start, end);
    bool was_blank = value.offset > start;

    if (unquote(&value, document))
        return value;
    for (size_t at = value.offset; at < end_of(value); at = past(document, at)) {
        uint32_t unit = unit_at(document, at);

        if (unit == ';' && was_blank)
            return at > value.offset ? trimmed(document, value.offset, at)
                                     : (tr_ini_span){ start, 0 };
        was_blank = is_blank(unit);
    }
    return value;
}

static void read_line(tr_ini_line *line, const tr_ini_document *document)
{
    tr_ini_span text = trimmed(document, line->text.offset, end_of(line->text));
    uint32_t first = text.size > 0 ? unit_at(document, text.offset) : 0;
    size_t equals;

    if (text.size == 0 ||
        (first == CONTROL_Z && text.size == tr_ini_document_unit_size(document))) {
        line->kind = TR_INI_BLANK;
    } else if (first == ';') {
        line->kind = TR_INI_COMMENT;
    } else if (first == '[') {
        size_t close = find_unit(document, text.offset, end_of(text), ']');

        line->kind = close < end_of(text) ? TR_INI_SECTION : TR_INI_BROKEN;
        line->name = trimmed(document, past(document, text.offset), close);
    } else {
        line->kind = TR_INI_KEY;
        equals = find_unit(document, text.offset, end_of(text), '=');
        line->has_equals = equals < end_of(text);
        line->name = trimmed(document, text.offset, equals);
        line->value = (tr_ini_span){ end_of(text), 0 };
        if (line->has_equals)
            line->value = value_between(document, past(document, equals), end_of(line->text));
    }
}

bool tr_ini_document_next(tr_ini_line *line, const tr_ini_document *document)
{
    size_t start = line->number == 0 ? document->mark : end_of(line->text) + line->end;
    size_t at = start;
    uint32_t unit = 0;

    if (start >= document->size)
        return false;
    while (at < document->size && (unit = unit_at(document, at)) != '\r' && unit != '\n')
        at = past(document, at);
    *line = (tr_ini_line){ .number = line->number + 1, .text = { start, at - start } };
    if (at < document->size) {
        size_t next = past(document, at);

        if (unit == '\r' && next < document->size && unit_at(document, next) == '\n')
            next = past(document, next);
        line->end = next - at;
    }
    read_line(line, document);
    return true;
}

static uint32_t lower(uint32_t unit)
{
    return unit >= 'A' && unit <= 'Z' ? unit - 'A' + 'a' : unit;
}

bool tr_ini_document_is(const tr_ini_document *document, tr_ini_span span, const char *text)
{
    size_t at = span.offset;

    if (span.size != strlen(text) * tr_ini_document_unit_size(document))
        return false;
    for (; *text; text++) {
        if (lower(unit_at(document, at)) != lower((unsigned char)*text))
            return false;
        at = past(document, at);
    }
    return true;
}

void tr_ini_document_text(char *out, size_t room, const tr_ini_document *document, tr_ini_span span)
{
    size_t count = 0;

    assert(room > 0);
    for (size_t at = span.offset; at < end_of(span) && count + 1 < room; at = past(document, at)) {
        uint32_t unit = unit_at(document, at);

        out[count++] = unit >= ' ' && unit < 0x7f ? (char)unit : '?';
    }
    out[count] = '\0';
}

/* A line of a section of the name, and whether the key was found in it before. */
static void note_line(tr_ini_entry *out, const tr_ini_document *document, const tr_ini_line *line,
                      const tr_ini_line *section, const char *key)
{
    bool is_key = line->kind == TR_INI_KEY && tr_ini_document_is(document, line->name, key);

    if (is_key && out->key_count++ == 0) {
        out->section = *section;
        out->line = *line;
    }
    if (section->number == out->section.number && line->kind != TR_INI_BLANK)
        out->last = *line;
}

void tr_ini_document_find(tr_ini_entry *out, const tr_ini_document *document, const char *section,
                          const char *key)
{
    tr_ini_line line = { 0 };
    tr_ini_line within = { 0 };

    memset(out, 0, sizeof(*out));
    while (tr_ini_document_next(&line, document)) {
        if (line.kind == TR_INI_SECTION) {
            within = (tr_ini_line){ 0 };
            if (!tr_ini_document_is(document, line.name, section))
                continue;
            within = line;
            if (out->section_count++ == 0)
                out->section = out->last = line;
        } else if (within.number > 0) {
            note_line(out, document, &line, &within, key);
        }
    }
}

tr_status tr_ini_document_splice(tr_ini_document *document, tr_ini_span span, tr_bytes bytes,
                                 tr_error *err)
{
    size_t tail = document->size - end_of(span);
    unsigned char *at;

    if (bytes.size > span.size) {
        unsigned char *larger =
            realloc(document->data, document->size + bytes.size - span.size + 1);

        if (!larger)
            return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to edit an INI file");
        document->data = larger;
    }
    at = document->data + span.offset;
    memmove(at + bytes.size, at + span.size, tail);
    if (bytes.size > 0)
        memcpy(at, bytes.data, bytes.size);
    document->size = span.offset + bytes.size + tail;
    return TR_OK;
}
