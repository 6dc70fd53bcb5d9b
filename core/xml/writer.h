/*
 * XML 1.0 that is written element by element, in constant memory and UTF-8.
 *
 * XML cannot carry most control characters, nor U+FFFE and U+FFFF: they become
 * U+FFFD, as do bytes that are not UTF-8. Each function gives false when out
 * of memory, or if the stream takes no more, which ferror() tells.
 */
#pragma once

#include <stdbool.h>
#include <stdio.h>

typedef struct tr_xml_writer tr_xml_writer;

/** Begin a document. out is borrowed. NULL when out of memory. */
tr_xml_writer *tr_xml_writer_open(FILE *out);

/** Write what is left open, and hand all to the stream. */
bool tr_xml_writer_end(tr_xml_writer *writer);

void tr_xml_writer_close(tr_xml_writer *writer); /* NULL is fine */

/** Begin an element: a name as XML has them, in the namespace of the one around it if NULL. */
bool tr_xml_writer_start_element(tr_xml_writer *writer, const char *name, const char *namespace);
bool tr_xml_writer_end_element(tr_xml_writer *writer);

/** An attribute of the element that was just begun. */
bool tr_xml_writer_attribute(tr_xml_writer *writer, const char *name, const char *text);

/** The text of an element. If XML cannot carry it, the attribute "bytes" has it in hexadecimal. */
bool tr_xml_writer_text(tr_xml_writer *writer, const char *text);
