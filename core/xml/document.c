#include "core/xml/document.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>

#define DEPTH_MAX      16
#define ATTRIBUTES_MAX 64

/* Names that libxml2 would take instructions from, such as a schema to load. */
#define INSTANCE_NAMESPACE "http://www.w3.org/2001/XMLSchema-instance"

#if LIBXML_VERSION >= 21200
typedef const xmlError *xml_error;
#else
typedef xmlError *xml_error;
#endif

struct tr_xml_document {
    xmlDoc *tree;
    xmlDict *texts; /* all that was handed out */
};

/* One reading; of its faults the first one is told. */
typedef struct xml_reading {
    const char *name;
    tr_status status;
    tr_error *err;
} xml_reading;

static void fail(xml_reading *reading, tr_status status, long line, const char *what)
{
    if (reading->status != TR_OK)
        return;
    reading->status = tr_error_set(reading->err, status, 0, "cannot use '%s': line %ld: %s",
                                   reading->name, line, what);
}

/* Where libxml2's "Element 'a': [facet 'b'] The value ..." has to become part of a sentence. */
static bool may_be_lowered(const char *start, const char *at)
{
    bool is_at_start = at == start || (at - start >= 2 && at[-1] == ' ' && at[-2] == ':');

    return is_at_start && at[0] >= 'A' && at[0] <= 'Z' && at[1] >= 'a' && at[1] <= 'z';
}

/* The first line, without facet and full stop; what is not ASCII may be there to deceive. */
static void make_phrase(char *out, size_t room, const char *message)
{
    size_t used = 0;

    for (const char *next = message; *next && *next != '\n' && used + 1 < room; next++) {
        const char *facet_end = strncmp(next, "[facet '", 8) == 0 ? strstr(next, "'] ") : NULL;

        if (facet_end)
            next = facet_end + 3;
        out[used] = (unsigned char)*next < 0x80 ? *next : '?';
        if (may_be_lowered(message, next) || (facet_end && *next == 'T'))
            out[used] = (char)(*next - 'A' + 'a');
        used++;
    }
    while (used > 0 && (out[used - 1] == ' ' || out[used - 1] == '.'))
        used--;
    out[used] = '\0';
}

static void fail_with(xml_reading *reading, xml_error error)
{
    char what[600];

    if (error->level < XML_ERR_ERROR)
        return;
    if (error->code == XML_ERR_NO_MEMORY) {
        fail(reading, TR_ERR_MEMORY, error->line, "no memory to read it");
        return;
    }
    make_phrase(what, sizeof(what), error->message ? error->message : "it is not well-formed XML");
    fail(reading, TR_ERR_FORMAT, error->line, what);
}

static void on_schema_error(void *context, xml_error error)
{
    fail_with(context, error);
}

static void on_parser_error(void *context, xml_error error)
{
    xmlParserCtxt *parser = context;

    fail_with(parser->_private, error);
}

static void stop(xmlParserCtxt *parser, const char *what)
{
    fail(parser->_private, TR_ERR_FORMAT, parser->input ? parser->input->line : 0, what);
    xmlStopParser(parser);
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *public_id,
                       const xmlChar *system_id)
{
    (void)name, (void)public_id, (void)system_id;
    stop(context, "a DOCTYPE is not allowed here");
}

static void on_element(void *context, const xmlChar *name, const xmlChar *prefix,
                       const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
                       int attribute_count, int defaulted_count, const xmlChar **attributes)
{
    xmlParserCtxt *parser = context;

    if (parser->nameNr > DEPTH_MAX) {
        stop(parser, "elements are nested too deeply");
        return;
    }
    for (int index = 0; index < attribute_count; index++) {
        const xmlChar *attribute_uri = attributes[5 * index + 2];

        if (attribute_uri && xmlStrEqual(attribute_uri, BAD_CAST INSTANCE_NAMESPACE)) {
            stop(parser, "attributes of the schema instance namespace are not allowed here");
            return;
        }
    }
    xmlSAX2StartElementNs(parser, name, prefix, uri, namespace_count, namespaces, attribute_count,
                          defaulted_count, attributes);
}

/*
 * What libxml2 would take too long over, or read in another way than we do.
 *
 * It compares each attribute of an element to all others. Every attribute has
 * its '=', and no '<' can stand between two attributes of one element.
 */
static void check_bytes(xml_reading *reading, tr_bytes xml)
{
    long line = 1;
    int equal_signs = 0;

    for (size_t index = 0; index < xml.size && reading->status == TR_OK; index++) {
        switch (xml.data[index]) {
        case '\0':
            fail(reading, TR_ERR_FORMAT, line, "it is not UTF-8 text");
            break;
        case '\n':
            line++;
            break;
        case '<':
            equal_signs = 0;
            break;
        case '=':
            if (++equal_signs > ATTRIBUTES_MAX)
                fail(reading, TR_ERR_FORMAT, line, "too many attributes");
            break;
        default:
            break;
        }
    }
}

static xmlDoc *read_tree(xml_reading *reading, tr_bytes xml)
{
    /* The line of a node is else cut to 16 bits; the rest keeps text in one piece. */
    const int options = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES |
                        XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xmlDoc *tree = NULL;
    xmlParserCtxt *parser = xmlNewParserCtxt();

    if (!parser) {
        fail(reading, TR_ERR_MEMORY, 1, "no memory to read it");
        return NULL;
    }
    parser->_private = reading;
    parser->sax->serror = on_parser_error;
    parser->sax->internalSubset = on_doctype;
    parser->sax->startElementNs = on_element;
    parser->sax->comment = NULL;
    parser->sax->processingInstruction = NULL;
    tree = xmlCtxtReadMemory(parser, (const char *)xml.data, (int)xml.size, NULL, "UTF-8", options);
    if (!tree)
        fail(reading, TR_ERR_FORMAT, 1, "it is not well-formed XML");
    xmlFreeParserCtxt(parser);
    return tree;
}

static xmlSchema *read_schema(xml_reading *reading, tr_bytes schema)
{
    xmlSchema *result = NULL;
    xmlSchemaParserCtxt *parser =
        xmlSchemaNewMemParserCtxt((const char *)schema.data, (int)schema.size);

    if (parser) {
        xmlSchemaSetParserStructuredErrors(parser, on_schema_error, reading);
        result = xmlSchemaParse(parser);
    }
    if (!result)
        fail(reading, TR_ERR_MEMORY, 1, "no memory to read its schema");
    xmlSchemaFreeParserCtxt(parser);
    return result;
}

static void validate(xml_reading *reading, xmlDoc *tree, xmlSchema *schema)
{
    xmlSchemaValidCtxt *validator = xmlSchemaNewValidCtxt(schema);

    if (!validator) {
        fail(reading, TR_ERR_MEMORY, 1, "no memory to validate it");
        return;
    }
    xmlSchemaSetValidStructuredErrors(validator, on_schema_error, reading);
    if (xmlSchemaValidateDoc(validator, tree) != 0)
        fail(reading, TR_ERR_FORMAT, 1, "it is not valid by its schema");
    xmlSchemaFreeValidCtxt(validator);
}

/*
 * libxml2 sets its table of schema types up at first use, and without a lock.
 * It takes microseconds, so whoever comes meanwhile may wait on the spot.
 */
static void set_up_libxml2(void)
{
    enum { NOT_YET, UNDER_WAY, DONE };
    static atomic_int state = NOT_YET;
    int expected = NOT_YET;

    if (atomic_compare_exchange_strong(&state, &expected, UNDER_WAY)) {
        xmlInitParser();
        xmlSchemaInitTypes();
        atomic_store(&state, DONE);
    }
    while (atomic_load(&state) != DONE)
        continue;
}

tr_status tr_xml_document_parse(tr_xml_document **out, tr_bytes xml, tr_bytes schema,
                                const char *name, tr_error *err)
{
    xml_reading reading = { .name = name, .status = TR_OK, .err = err };
    xmlSchema *rules = NULL;
    tr_xml_document *document = NULL;

    if (xml.size > TR_XML_SIZE_MAX)
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0, "cannot use '%s': larger than %zu bytes",
                            name, TR_XML_SIZE_MAX);
    if (xml.size == 0)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "cannot use '%s': line 1: it is empty", name);
    set_up_libxml2();

    check_bytes(&reading, xml);
    if (reading.status != TR_OK)
        goto done;
    document = calloc(1, sizeof(*document));
    if (document)
        document->texts = xmlDictCreate();
    if (!document || !document->texts) {
        fail(&reading, TR_ERR_MEMORY, 1, "no memory to read it");
        goto done;
    }
    document->tree = read_tree(&reading, xml);
    if (reading.status != TR_OK)
        goto done;
    rules = read_schema(&reading, schema);
    if (reading.status != TR_OK)
        goto done;
    validate(&reading, document->tree, rules);
    if (reading.status == TR_OK) {
        *out = document;
        document = NULL;
    }
done:
    xmlSchemaFree(rules);
    tr_xml_document_free(document);
    return reading.status;
}

void tr_xml_document_free(tr_xml_document *document)
{
    if (!document)
        return;
    xmlFreeDoc(document->tree);
    if (document->texts)
        xmlDictFree(document->texts);
    free(document);
}

static const xmlNode *node_of(const tr_xml_element *element)
{
    return (const xmlNode *)element;
}

static const tr_xml_element *first_of(const xmlNode *node, const char *name)
{
    for (; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, BAD_CAST name))
            break;
    }
    return (const tr_xml_element *)node;
}

const tr_xml_element *tr_xml_document_root(const tr_xml_document *document)
{
    return (const tr_xml_element *)xmlDocGetRootElement(document->tree);
}

const tr_xml_element *tr_xml_element_child(const tr_xml_element *element, const char *name)
{
    return first_of(node_of(element)->children, name);
}

const tr_xml_element *tr_xml_element_next(const tr_xml_element *element, const char *name)
{
    return first_of(node_of(element)->next, name);
}

long tr_xml_element_line(const tr_xml_element *element)
{
    return xmlGetLineNo(node_of(element));
}

/* What XML Schema does to a token: blanks become one, and none stays at the ends. */
static void collapse(xmlChar *text)
{
    xmlChar *end = text;

    for (const xmlChar *next = text; *next; next++) {
        bool is_blank = *next == ' ' || *next == '\t' || *next == '\n' || *next == '\r';

        if (!is_blank)
            *end++ = *next;
        else if (end > text && end[-1] != ' ')
            *end++ = ' ';
    }
    if (end > text && end[-1] == ' ')
        end--;
    *end = '\0';
}

/* Hand a text out, and free it; NULL is what libxml2 gives when out of memory. */
static bool keep(const char **out, tr_xml_document *document, xmlChar *text)
{
    if (!text)
        return false;
    collapse(text);
    *out = (const char *)xmlDictLookup(document->texts, text, -1);
    xmlFree(text);
    return *out != NULL;
}

bool tr_xml_element_own_text(const char **out, tr_xml_document *document,
                             const tr_xml_element *element)
{
    return keep(out, document, xmlNodeGetContent(node_of(element)));
}

bool tr_xml_element_text(const char **out, tr_xml_document *document, const tr_xml_element *element,
                         const char *child)
{
    const tr_xml_element *found = tr_xml_element_child(element, child);

    *out = NULL;
    return !found || tr_xml_element_own_text(out, document, found);
}

bool tr_xml_element_attribute(const char **out, tr_xml_document *document,
                              const tr_xml_element *element, const char *name)
{
    *out = NULL;
    return !xmlHasProp(node_of(element), BAD_CAST name) ||
           keep(out, document, xmlGetNoNsProp(node_of(element), BAD_CAST name));
}
