/*
 * INI files: the lines are all of the file, an edit is found again, and what
 * was set and taken back is as it was. Seeds: small files of each encoding.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/ini/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static tr_ini_document *parse(tr_bytes bytes)
{
    tr_ini_document *document = NULL;

    if (tr_ini_document_parse(&document, bytes, NULL) != TR_OK)
        abort();
    return document;
}

static void hold(bool is_so)
{
    if (!is_so)
        abort();
}

static void write_lines(tr_bytes input)
{
    tr_ini_document *document = parse(input);
    tr_ini_line line = { 0 };
    size_t at = 0;

    while (tr_ini_document_next(&line, document)) {
        size_t end = line.text.offset + line.text.size;

        hold(line.number == 1 ? line.text.offset <= 3 : line.text.offset == at);
        hold(line.name.size == 0 ||
             (line.name.offset >= line.text.offset && line.name.offset + line.name.size <= end));
        hold(line.value.size == 0 ||
             (line.value.offset >= line.text.offset && line.value.offset + line.value.size <= end));
        at = end + line.end;
    }
    hold(line.number == 0 || at == input.size);
    hold(tr_bytes_equal(tr_ini_document_bytes(document), input));
    tr_ini_document_free(document);
}

/* The parts before and behind the line are the same. */
static void compare_around(tr_bytes before, tr_bytes after, const tr_ini_line *line)
{
    size_t behind = after.size - (line->text.offset + line->text.size + line->end);

    hold(line->text.offset <= before.size + 16);
    hold(behind <= before.size &&
         memcmp(before.data + before.size - behind, after.data + after.size - behind, behind) == 0);
    if (line->text.offset <= before.size)
        hold(memcmp(before.data, after.data, line->text.offset) == 0 || line->end == 0);
}

static void set_and_take_back(tr_bytes input)
{
    tr_ini_document *document = parse(input);
    tr_ini_document *again = NULL;
    tr_ini_edit edit;
    tr_ini_entry entry;
    unsigned char *line = NULL;
    size_t size = 0;

    tr_ini_document_find(&entry, document, "s", "k");
    if (entry.key_count > 0) {
        tr_bytes text = tr_ini_document_at(document, entry.line.text);

        size = text.size;
        line = malloc(size + 1);
        hold(line != NULL);
        memcpy(line, text.data, size);
    }
    if (tr_ini_document_set(&edit, document, "s", "k", "0", NULL) != TR_OK) {
        hold(tr_bytes_equal(tr_ini_document_bytes(document), input));
    } else {
        again = parse(tr_ini_document_bytes(document));
        tr_ini_document_find(&entry, again, "s", "k");
        hold(entry.key_count > 0 && tr_ini_document_is(again, entry.line.value, "0"));
        hold(tr_ini_document_encoding(again) == tr_ini_document_encoding(document));
        if (edit.kind != TR_INI_EDIT_SECTION)
            compare_around(input, tr_ini_document_bytes(again), &entry.line);
        hold(tr_ini_document_take_back(again, &edit, "s", "k", (tr_bytes){ line, size }, NULL) ==
             TR_OK);
        hold(tr_bytes_equal(tr_ini_document_bytes(again), input));
    }
    free(line);
    tr_ini_document_free(again);
    tr_ini_document_free(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    write_lines((tr_bytes){ data, size });
    set_and_take_back((tr_bytes){ data, size });
    return 0;
}
