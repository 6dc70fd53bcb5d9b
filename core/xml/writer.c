#include "core/xml/writer.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlwriter.h>

#include "core/utf8.h"
#include "core/trust/certificate.h"

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* What libxml2 has, under our name. */
static xmlTextWriter *own(tr_xml_writer *writer)
{
    return (xmlTextWriter *)writer;
}

static int write_bytes(void *context, const char *bytes, int size)
{
    return fwrite(bytes, 1, (size_t)size, context) == (size_t)size ? size : -1;
}

static bool may_carry(uint32_t character)
{
    if (character < 0x20)
        return character == '\t' || character == '\n' || character == '\r';
    return character != 0xFFFE && character != 0xFFFF && character != TR_UTF8_INVALID;
}

static bool can_carry(const char *text)
{
    uint32_t character;

    for (size_t size; (size = tr_utf8_next(&character, text)) > 0; text += size) {
        if (!may_carry(character))
            return false;
    }
    return true;
}

/* A copy without what XML cannot carry, to free(). */
static char *repaired(const char *text)
{
    char *copy = malloc(strlen(REPLACEMENT) * strlen(text) + 1);
    char *end = copy;
    uint32_t character;

    if (!copy)
        return NULL;
    for (size_t size; (size = tr_utf8_next(&character, text)) > 0; text += size) {
        bool is_good = may_carry(character);
        size_t length = is_good ? size : strlen(REPLACEMENT);

        memcpy(end, is_good ? text : REPLACEMENT, length);
        end += length;
    }
    *end = '\0';
    return copy;
}

tr_xml_writer *tr_xml_writer_open(FILE *out)
{
    xmlOutputBuffer *buffer = xmlOutputBufferCreateIO(write_bytes, NULL, out, NULL);
    xmlTextWriter *writer = buffer ? xmlNewTextWriter(buffer) : NULL;

    if (!writer) {
        if (buffer)
            xmlOutputBufferClose(buffer);
        return NULL;
    }
    xmlTextWriterSetIndent(writer, 1);
    if (xmlTextWriterStartDocument(writer, "1.0", "UTF-8", NULL) < 0) {
        xmlFreeTextWriter(writer);
        return NULL;
    }
    return (tr_xml_writer *)writer;
}

bool tr_xml_writer_end(tr_xml_writer *writer)
{
    return xmlTextWriterEndDocument(own(writer)) >= 0 && xmlTextWriterFlush(own(writer)) >= 0;
}

void tr_xml_writer_close(tr_xml_writer *writer)
{
    if (writer)
        xmlFreeTextWriter(own(writer));
}

bool tr_xml_writer_start_element(tr_xml_writer *writer, const char *name, const char *namespace)
{
    if (!namespace)
        return xmlTextWriterStartElement(own(writer), BAD_CAST name) >= 0;
    return xmlTextWriterStartElementNS(own(writer), NULL, BAD_CAST name, BAD_CAST namespace) >= 0;
}

bool tr_xml_writer_end_element(tr_xml_writer *writer)
{
    return xmlTextWriterEndElement(own(writer)) >= 0;
}

bool tr_xml_writer_attribute(tr_xml_writer *writer, const char *name, const char *text)
{
    char *copy = repaired(text);
    bool is_good =
        copy && xmlTextWriterWriteAttribute(own(writer), BAD_CAST name, BAD_CAST copy) >= 0;

    free(copy);
    return is_good;
}

static bool write_bytes_of(tr_xml_writer *writer, const char *text)
{
    size_t size = strlen(text);
    char *bytes = malloc(2 * size + 1);
    bool is_good = false;

    if (bytes) {
        tr_hex(bytes, (const unsigned char *)text, size);
        is_good = tr_xml_writer_attribute(writer, "bytes", bytes);
    }
    free(bytes);
    return is_good;
}

bool tr_xml_writer_text(tr_xml_writer *writer, const char *text)
{
    char *copy;
    bool is_good;

    if (can_carry(text))
        return xmlTextWriterWriteString(own(writer), BAD_CAST text) >= 0;
    copy = repaired(text);
    is_good = copy && write_bytes_of(writer, text) &&
              xmlTextWriterWriteString(own(writer), BAD_CAST copy) >= 0;
    free(copy);
    return is_good;
}
