/*
 * What an INI document is made of; for document.c and document_edit.c only.
 */
#pragma once

#include "core/ini/document.h"

struct tr_ini_document {
    unsigned char *data;
    size_t size;
    size_t mark; /* bytes of the byte order mark */
    tr_ini_encoding encoding;
};

/** Bytes of a character, or of half of one outside of Unicode's first plane. */
size_t tr_ini_document_unit_size(const tr_ini_document *document);

/** Put bytes, which are not the document's own, in the place of a span. */
tr_status tr_ini_document_splice(tr_ini_document *document, tr_ini_span span, tr_bytes bytes,
                                 tr_error *err);
