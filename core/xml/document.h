/*
 * XML documents that people bring (XML 1.0), read against a schema of ours
 * (XML Schema 1.0).
 *
 * Reading is hardened, for a file from elsewhere may be hostile: UTF-8 only,
 * no network and no other file, no DOCTYPE and so no entities, no schema but
 * the one given, bounded size, depth and number of attributes. A document
 * that breaks its schema is refused as a whole, with the line and what is
 * wrong there.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/bytes.h"
#include "core/error.h"

#define TR_XML_SIZE_MAX ((size_t)4 * 1024 * 1024)

typedef struct tr_xml_document tr_xml_document;

/** An element; it and its texts belong to the document. */
typedef struct tr_xml_element tr_xml_element;

/**
 * Read and validate. May be called by several threads at once.
 *
 * @param schema  an XML Schema of ours, which is trusted
 * @param name    the file's, for messages
 * @return TR_ERR_FORMAT if it is not well-formed or not valid, TR_ERR_UNSUPPORTED if too large
 */
tr_status tr_xml_document_parse(tr_xml_document **out, tr_bytes xml, tr_bytes schema,
                                const char *name, tr_error *err);

void tr_xml_document_free(tr_xml_document *document); /* NULL is fine */

const tr_xml_element *tr_xml_document_root(const tr_xml_document *document);

/** The first child of this name, and the next sibling of this name; NULL if there is none. */
const tr_xml_element *tr_xml_element_child(const tr_xml_element *element, const char *name);
const tr_xml_element *tr_xml_element_next(const tr_xml_element *element, const char *name);

/** The line that it stands in. */
long tr_xml_element_line(const tr_xml_element *element);

/**
 * The text of the first child of this name, blanks collapsed; *out is NULL if
 * there is no such child.
 *
 * @return false when out of memory
 */
bool tr_xml_element_text(const char **out, tr_xml_document *document, const tr_xml_element *element,
                         const char *child);

/** The text of an element itself, in the same way. */
bool tr_xml_element_own_text(const char **out, tr_xml_document *document,
                             const tr_xml_element *element);

/** The value of an attribute, in the same way. */
bool tr_xml_element_attribute(const char **out, tr_xml_document *document,
                              const tr_xml_element *element, const char *name);
