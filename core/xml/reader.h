/*
 * XML that is read element by element, in constant memory: lists of any size
 * out of files that may be hostile.
 *
 * No DOCTYPE and so no entities, no other file, no network; bounded depth and
 * number of attributes. Input that breaks XML is TR_ERR_FORMAT.
 */
#pragma once

#include <stddef.h>

#include "core/error.h"

/** Where the bytes come from: fill buffer; *got is 0 at the end only. */
typedef tr_status tr_xml_pull(void *context, unsigned char *buffer, size_t room, size_t *got,
                              tr_error *err);

typedef struct tr_xml_reader tr_xml_reader;

/** @param context  for pull; must outlive *out */
tr_status tr_xml_reader_open(tr_xml_reader **out, tr_xml_pull *pull, void *context, tr_error *err);
void tr_xml_reader_close(tr_xml_reader *reader); /* NULL is fine */

/**
 * Go on to the next element that begins.
 *
 * @param name  its local name, borrowed until the next call; NULL at the end
 */
tr_status tr_xml_reader_next(const char **name, tr_xml_reader *reader, tr_error *err);

/** How deep the element is; 0 for the outermost one. */
int tr_xml_reader_depth(const tr_xml_reader *reader);

/** The namespace of the element, borrowed until the next call; "" if it has none. */
const char *tr_xml_reader_namespace(const tr_xml_reader *reader);

/** The value of an attribute without namespace, to free(); *out is NULL if it is not there. */
tr_status tr_xml_reader_attribute(char **out, tr_xml_reader *reader, const char *name,
                                  tr_error *err);
