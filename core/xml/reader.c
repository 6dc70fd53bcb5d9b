#include "core/xml/reader.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlreader.h>

#include "core/words/words.h"

#define DEPTH_MAX      16
#define ATTRIBUTES_MAX 64

/* A tag is held in memory, so that it has to end somewhere. */
#define TAG_MAX 65536

struct tr_xml_reader {
    xmlTextReader *text;
    tr_xml_pull *pull;
    void *context;
    tr_status status; /* of the first failure while bytes were pulled */
    tr_error failure;
    size_t tag_size; /* bytes since the last '<' */
    int equal_signs; /* among them; each attribute has one */
};

static tr_status fail(tr_xml_reader *reader, const char *what)
{
    if (reader->status == TR_OK)
        reader->status = tr_error_set(&reader->failure, TR_ERR_FORMAT, 0, "%s", what);
    return reader->status;
}

/* libxml2 compares each attribute to all others of its element. */
static void check_bytes(tr_xml_reader *reader, const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        reader->tag_size++;
        if (bytes[i] == '<') {
            reader->tag_size = 0;
            reader->equal_signs = 0;
        } else if (bytes[i] == '=' && ++reader->equal_signs > ATTRIBUTES_MAX) {
            fail(reader, TR_WORDS("an element has too many attributes"));
        }
        if (reader->tag_size > TAG_MAX)
            fail(reader, TR_WORDS("an element is too long"));
    }
}

static int pull_bytes(void *context, char *buffer, int room)
{
    tr_xml_reader *reader = context;
    size_t got = 0;

    if (reader->status == TR_OK)
        reader->status = reader->pull(reader->context, (unsigned char *)buffer, (size_t)room, &got,
                                      &reader->failure);
    if (reader->status == TR_OK)
        check_bytes(reader, (const unsigned char *)buffer, got);
    return reader->status == TR_OK ? (int)got : -1;
}

static void on_error(void *context, const char *message, xmlParserSeverities severity,
                     xmlTextReaderLocatorPtr locator)
{
    (void)context, (void)message, (void)severity, (void)locator;
}

tr_status tr_xml_reader_open(tr_xml_reader **out, tr_xml_pull *pull, void *context, tr_error *err)
{
    const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    tr_xml_reader *reader = calloc(1, sizeof(*reader));

    if (!reader)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read XML");
    reader->pull = pull;
    reader->context = context;
    xmlInitParser();
    reader->text = xmlReaderForIO(pull_bytes, NULL, reader, NULL, NULL, options);
    if (!reader->text) {
        tr_status status = reader->status;

        if (status == TR_OK)
            status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read XML");
        else if (err)
            *err = reader->failure;
        free(reader);
        return status;
    }
    xmlTextReaderSetErrorHandler(reader->text, on_error, NULL);
    *out = reader;
    return TR_OK;
}

void tr_xml_reader_close(tr_xml_reader *reader)
{
    if (!reader)
        return;
    xmlFreeTextReader(reader->text);
    free(reader);
}

tr_status tr_xml_reader_next(const char **name, tr_xml_reader *reader, tr_error *err)
{
    int result = 1;
    int type = XML_READER_TYPE_NONE;

    while (reader->status == TR_OK && result == 1 && type != XML_READER_TYPE_ELEMENT) {
        result = xmlTextReaderRead(reader->text);
        if (result < 0)
            fail(reader, TR_WORDS("it is not well-formed XML"));
        type = result == 1 ? xmlTextReaderNodeType(reader->text) : XML_READER_TYPE_NONE;
        if (type == XML_READER_TYPE_DOCUMENT_TYPE || type == XML_READER_TYPE_ENTITY_REFERENCE)
            fail(reader, TR_WORDS("it has a DOCTYPE, which is not allowed here"));
        if (xmlTextReaderDepth(reader->text) > DEPTH_MAX)
            fail(reader, TR_WORDS("its elements are nested too deeply"));
    }
    if (reader->status != TR_OK) {
        if (err)
            *err = reader->failure;
        return reader->status;
    }
    *name = result == 1 ? (const char *)xmlTextReaderConstLocalName(reader->text) : NULL;
    return TR_OK;
}

int tr_xml_reader_depth(const tr_xml_reader *reader)
{
    return xmlTextReaderDepth(reader->text);
}

const char *tr_xml_reader_namespace(const tr_xml_reader *reader)
{
    const xmlChar *uri = xmlTextReaderConstNamespaceUri(reader->text);

    return uri ? (const char *)uri : "";
}

tr_status tr_xml_reader_attribute(char **out, tr_xml_reader *reader, const char *name,
                                  tr_error *err)
{
    xmlChar *value = xmlTextReaderGetAttribute(reader->text, BAD_CAST name);

    *out = NULL;
    if (!value)
        return TR_OK;
    *out = strdup((const char *)value);
    xmlFree(value);
    return *out ? TR_OK : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read XML");
}
