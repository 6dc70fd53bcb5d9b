/*
 * An INI file as the bytes it is made of: encoding, order, comments, blank and
 * broken lines, line ends and a last line without one all stay. An edit
 * touches one line, and taking it back gives the very same bytes.
 *
 * It is read as Windows' GetPrivateProfileString does: names without regard to
 * case, blanks around names and values left out, quotes around a value, the
 * first of several keys counts. But several sections of one name are searched
 * one after the other, since files that other programs wrote have them. A
 * value ends before a blank and a ';'.
 *
 * Files of a Windows code page may be Shift-JIS or the like, whose characters
 * may end in a byte that is ASCII otherwise ('\\', '[', ']'): no such byte
 * decides here, as what is looked for is ASCII and begins a line.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/bytes.h"
#include "core/error.h"

typedef enum tr_ini_encoding {
    TR_INI_CODE_PAGE, /* without a mark: any in which ASCII is ASCII, UTF-8 among them */
    TR_INI_UTF8,      /* with its mark */
    TR_INI_UTF16_LE,  /* with its mark, or known by its first two characters */
    TR_INI_UTF16_BE
} tr_ini_encoding;

typedef struct tr_ini_document tr_ini_document;

/** A run of a document's bytes. */
typedef struct tr_ini_span {
    size_t offset;
    size_t size;
} tr_ini_span;

typedef enum tr_ini_line_kind {
    TR_INI_BLANK,
    TR_INI_COMMENT,
    TR_INI_SECTION,
    TR_INI_KEY,
    TR_INI_BROKEN /* a '[' without ']' */
} tr_ini_line_kind;

typedef struct tr_ini_line {
    tr_ini_line_kind kind;
    size_t number;     /* from 1; 0 before the first one */
    tr_ini_span text;  /* all but its end */
    size_t end;        /* bytes of its end (CR LF, LF or CR); 0: the last line has none */
    tr_ini_span name;  /* of the section or key */
    bool has_equals;   /* a key may stand alone, without '=' and value */
    tr_ini_span value; /* inside its quotes, if it has some */
} tr_ini_line;

/** Take a copy of bytes. Never refuses any: TR_ERR_MEMORY only. */
tr_status tr_ini_document_parse(tr_ini_document **out, tr_bytes bytes, tr_error *err);

void tr_ini_document_free(tr_ini_document *document); /* NULL is fine */

/** All of it, for writing. Borrowed, until the next edit. */
tr_bytes tr_ini_document_bytes(const tr_ini_document *document);

tr_ini_encoding tr_ini_document_encoding(const tr_ini_document *document);

/** The bytes of a span. Borrowed, until the next edit. */
tr_bytes tr_ini_document_at(const tr_ini_document *document, tr_ini_span span);

/** Go on to the next line, the first if line is all zero. False at the end. */
bool tr_ini_document_next(tr_ini_line *line, const tr_ini_document *document);

/** Whether a span holds this ASCII text, in any case. */
bool tr_ini_document_is(const tr_ini_document *document, tr_ini_span span, const char *text);

/** A span as text, characters other than printable ASCII as '?', cut to fit. */
void tr_ini_document_text(char *out, size_t room, const tr_ini_document *document,
                          tr_ini_span span);

/** Where a key stands, or would. */
typedef struct tr_ini_entry {
    size_t section_count; /* sections of the name */
    size_t key_count;     /* keys of the name, in all of these */
    tr_ini_line section;  /* the one with the key, or the first one */
    tr_ini_line last;     /* its last line that is not blank; a new key goes behind it */
    tr_ini_line line;     /* the key's, the first one */
} tr_ini_entry;

void tr_ini_document_find(tr_ini_entry *out, const tr_ini_document *document, const char *section,
                          const char *key);

typedef enum tr_ini_edit_kind {
    TR_INI_EDIT_VALUE,  /* the line was there */
    TR_INI_EDIT_KEY,    /* the line is new */
    TR_INI_EDIT_SECTION /* the section, too */
} tr_ini_edit_kind;

/** What an edit did, to take it back. */
typedef struct tr_ini_edit {
    tr_ini_edit_kind kind;
    bool ends_last; /* the last line had no end, and was given one */
} tr_ini_edit;

/**
 * Give a key a value. All texts are ASCII; none may be broken into lines.
 *
 * @return TR_ERR_FORMAT, and nothing changed, where a line cannot go: behind
 *         half a character of UTF-16
 */
tr_status tr_ini_document_set(tr_ini_edit *out, tr_ini_document *document, const char *section,
                              const char *key, const char *value, tr_error *err);

/**
 * Take an edit back. Other lines may have changed since.
 *
 * @param line  what the line was before, without end; for TR_INI_EDIT_VALUE only
 * @return TR_ERR_NOT_FOUND if the key is not there
 */
tr_status tr_ini_document_take_back(tr_ini_document *document, const tr_ini_edit *edit,
                                    const char *section, const char *key, tr_bytes line,
                                    tr_error *err);
