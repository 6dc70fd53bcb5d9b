#include "core/trust/trust_catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/file.h"
#include "core/trust/certificate.h"
#include "core/trust/required_certificates.h"
#include "core/xml/document.h"

/* A longer line of issuers is no chain that a signature could have. */
#define ISSUERS_MAX 16

#define SERIAL_MAX 21

typedef struct catalogue_entry {
    tr_required required;
    char serial[2 * SERIAL_MAX + 1];
    long line;
} catalogue_entry;

struct tr_trust_catalogue {
    tr_xml_document *document; /* owns the texts */
    catalogue_entry *entries;
    size_t count;
    const catalogue_entry **by_id;
    const catalogue_entry **by_sha1;
};

static tr_status broken(const char *name, long line, const char *id, const char *what,
                        tr_error *err)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "cannot use '%s': line %ld: certificate '%s': %s",
                        name, line, id, what);
}

static tr_status no_memory(const char *name, tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", name);
}

static bool read_texts(tr_required *required, tr_xml_document *document,
                       const tr_xml_element *element)
{
    return tr_xml_element_attribute(&required->id, document, element, "id") &&
           tr_xml_element_attribute(&required->issuer_id, document, element, "issuer") &&
           tr_xml_element_text(&required->common_name, document, element, "common-name") &&
           tr_xml_element_text(&required->subject, document, element, "subject") &&
           tr_xml_element_text(&required->purpose, document, element, "purpose") &&
           tr_xml_element_text(&required->products, document, element, "products") &&
           tr_xml_element_text(&required->since, document, element, "since") &&
           tr_xml_element_text(&required->evidence, document, element, "evidence") &&
           tr_xml_element_text(&required->values, document, element, "values") &&
           tr_xml_element_text(&required->source, document, element, "source") &&
           tr_xml_element_text(&required->note, document, element, "note") &&
           tr_xml_element_text(&required->url, document, element, "url");
}

/* A fixed number of octets from a child that may be absent. False when out of memory. */
static bool read_octets(unsigned char *out, size_t size, bool *is_there, tr_xml_document *document,
                        const tr_xml_element *element, const char *child)
{
    const char *text;

    if (!tr_xml_element_text(&text, document, element, child))
        return false;
    *is_there = text && tr_hex_parse(out, size, text);
    return true;
}

static bool read_thumbprints(tr_required *required, bool *has_sha1, tr_xml_document *document,
                             const tr_xml_element *element)
{
    return read_octets(required->sha1, TR_SHA1_SIZE, has_sha1, document, element, "sha1") &&
           read_octets(required->sha256, TR_SHA256_SIZE, &required->has_sha256, document, element,
                       "sha256") &&
           read_octets(required->key_id, TR_SHA1_SIZE, &required->has_key_id, document, element,
                       "key-id");
}

static bool read_serial(catalogue_entry *entry, tr_xml_document *document,
                        const tr_xml_element *element)
{
    unsigned char octets[SERIAL_MAX];
    const char *text;
    size_t digits = 0;

    if (!tr_xml_element_text(&text, document, element, "serial"))
        return false;
    for (const char *next = text; next && *next; next++)
        digits += *next != ' ' && *next != ':';
    if (digits > 0 && digits / 2 <= SERIAL_MAX && tr_hex_parse(octets, digits / 2, text)) {
        tr_hex(entry->serial, octets, digits / 2);
        entry->required.serial = entry->serial;
    }
    return true;
}

/* A time that may be absent, and is then 0. */
static tr_status read_time(time_t *out, tr_xml_document *document, const tr_xml_element *element,
                           const char *child, const char *name, const char *id, tr_error *err)
{
    const char *text;

    *out = 0;
    if (!tr_xml_element_text(&text, document, element, child))
        return no_memory(name, err);
    if (text && !tr_time_parse(out, text))
        return broken(name, tr_xml_element_line(tr_xml_element_child(element, child)), id,
                      "there is no such time", err);
    return TR_OK;
}

static tr_status read_entry(catalogue_entry *entry, tr_xml_document *document,
                            const tr_xml_element *element, const char *name, tr_error *err)
{
    tr_required *required = &entry->required;
    const char *profile, *store;
    bool has_sha1;
    tr_status status;

    entry->line = tr_xml_element_line(element);
    if (!read_texts(required, document, element) || !read_serial(entry, document, element) ||
        !read_thumbprints(required, &has_sha1, document, element) ||
        !tr_xml_element_attribute(&profile, document, element, "profile") ||
        !tr_xml_element_text(&store, document, element, "store"))
        return no_memory(name, err);
    if (!has_sha1)
        return broken(name, entry->line, required->id, "its SHA-1 thumbprint is malformed", err);
    required->profile = strcmp(profile, "named") == 0 ? TR_PROFILE_NAMED : TR_PROFILE_EXTENDED;
    required->store = strcmp(store, "Root") == 0 ? TR_REQUIRED_IN_ROOT : TR_REQUIRED_IN_CA;

    status =
        read_time(&required->not_before, document, element, "not-before", name, required->id, err);
    if (status == TR_OK)
        status = read_time(&required->not_after, document, element, "not-after", name, required->id,
                           err);
    if (status == TR_OK && required->not_after != 0 && required->not_after < required->not_before)
        status = broken(name, entry->line, required->id, "its validity ends before it begins", err);
    return status;
}

static tr_status read_entries(tr_trust_catalogue *catalogue, const char *name, tr_error *err)
{
    const tr_xml_element *root = tr_xml_document_root(catalogue->document);
    const tr_xml_element *element;
    size_t count = 0;
    tr_status status = TR_OK;

    for (element = tr_xml_element_child(root, "certificate"); element;
         element = tr_xml_element_next(element, "certificate"))
        count++;
    catalogue->entries = calloc(count + 1, sizeof(catalogue->entries[0]));
    catalogue->by_id = calloc(count + 1, sizeof(catalogue->by_id[0]));
    catalogue->by_sha1 = calloc(count + 1, sizeof(catalogue->by_sha1[0]));
    if (!catalogue->entries || !catalogue->by_id || !catalogue->by_sha1)
        return no_memory(name, err);

    for (element = tr_xml_element_child(root, "certificate"); element && status == TR_OK;
         element = tr_xml_element_next(element, "certificate")) {
        catalogue_entry *next = &catalogue->entries[catalogue->count];

        status = read_entry(next, catalogue->document, element, name, err);
        catalogue->by_id[catalogue->count] = next;
        catalogue->by_sha1[catalogue->count++] = next;
    }
    return status;
}

/* Both orders end at the line, so that of two entries the second one is told of. */
static int order_of_lines(const catalogue_entry *a, const catalogue_entry *b)
{
    return (a > b) - (a < b);
}

static int compare_ids(const void *a, const void *b)
{
    const catalogue_entry *const *first = a;
    const catalogue_entry *const *second = b;
    int order = strcmp((*first)->required.id, (*second)->required.id);

    return order != 0 ? order : order_of_lines(*first, *second);
}

static int compare_sha1(const void *a, const void *b)
{
    const catalogue_entry *const *first = a;
    const catalogue_entry *const *second = b;
    int order = memcmp((*first)->required.sha1, (*second)->required.sha1, TR_SHA1_SIZE);

    return order != 0 ? order : order_of_lines(*first, *second);
}

static tr_status index_entries(tr_trust_catalogue *catalogue, const char *name, tr_error *err)
{
    const catalogue_entry **by_id = catalogue->by_id;
    const catalogue_entry **by_sha1 = catalogue->by_sha1;

    qsort(by_id, catalogue->count, sizeof(by_id[0]), compare_ids);
    qsort(by_sha1, catalogue->count, sizeof(by_sha1[0]), compare_sha1);
    for (size_t index = 1; index < catalogue->count; index++) {
        if (strcmp(by_id[index - 1]->required.id, by_id[index]->required.id) == 0)
            return broken(name, by_id[index]->line, by_id[index]->required.id,
                          "another one has the same id", err);
        if (memcmp(by_sha1[index - 1]->required.sha1, by_sha1[index]->required.sha1,
                   TR_SHA1_SIZE) == 0)
            return broken(name, by_sha1[index]->line, by_sha1[index]->required.id,
                          "another one has the same SHA-1 thumbprint", err);
    }
    return TR_OK;
}

static tr_status check_issuers(const tr_trust_catalogue *catalogue, const char *name, tr_error *err)
{
    for (size_t index = 0; index < catalogue->count; index++) {
        const catalogue_entry *subject = &catalogue->entries[index];
        const tr_required *above = &subject->required;

        for (int depth = 0; above->issuer_id; depth++) {
            if (depth == ISSUERS_MAX)
                return broken(name, subject->line, subject->required.id,
                              "its issuers go in a circle, or are too many", err);
            above = tr_trust_catalogue_find(catalogue, above->issuer_id);
            if (!above)
                return broken(name, subject->line, subject->required.id,
                              "its issuer is not in this catalogue", err);
        }
    }
    return TR_OK;
}

tr_status tr_trust_catalogue_parse(tr_trust_catalogue **out, tr_bytes xml, const char *name,
                                   tr_error *err)
{
    const tr_bytes schema = { tr_required_certificates_xsd, tr_required_certificates_xsd_size };
    tr_status status;
    tr_trust_catalogue *catalogue = calloc(1, sizeof(*catalogue));

    if (!catalogue)
        return no_memory(name, err);
    status = tr_xml_document_parse(&catalogue->document, xml, schema, name, err);
    if (status == TR_OK)
        status = read_entries(catalogue, name, err);
    if (status == TR_OK)
        status = index_entries(catalogue, name, err);
    if (status == TR_OK)
        status = check_issuers(catalogue, name, err);

    if (status == TR_OK)
        *out = catalogue;
    else
        tr_trust_catalogue_free(catalogue);
    return status;
}

tr_status tr_trust_catalogue_load(tr_trust_catalogue **out, const char *path, tr_error *err)
{
    const tr_bytes shipped = { tr_required_certificates_xml, tr_required_certificates_xml_size };
    unsigned char *data = NULL;
    size_t size = 0;
    tr_status status;

    if (!path)
        return tr_trust_catalogue_parse(out, shipped, "required-certificates.xml", err);
    status = tr_file_load(&data, &size, path, TR_XML_SIZE_MAX, err);
    if (status == TR_OK)
        status = tr_trust_catalogue_parse(out, (tr_bytes){ data, size }, path, err);
    free(data);
    return status;
}

void tr_trust_catalogue_free(tr_trust_catalogue *catalogue)
{
    if (!catalogue)
        return;
    free(catalogue->by_sha1);
    free(catalogue->by_id);
    free(catalogue->entries);
    tr_xml_document_free(catalogue->document);
    free(catalogue);
}

size_t tr_trust_catalogue_count(const tr_trust_catalogue *catalogue)
{
    return catalogue->count;
}

const tr_required *tr_trust_catalogue_get(const tr_trust_catalogue *catalogue, size_t index)
{
    return index < catalogue->count ? &catalogue->entries[index].required : NULL;
}

static int order_of_id(const void *id, const void *element)
{
    const catalogue_entry *const *candidate = element;

    return strcmp(id, (*candidate)->required.id);
}

const tr_required *tr_trust_catalogue_find(const tr_trust_catalogue *catalogue, const char *id)
{
    const catalogue_entry **found =
        bsearch(id, catalogue->by_id, catalogue->count, sizeof(catalogue->by_id[0]), order_of_id);

    return found ? &(*found)->required : NULL;
}

static int order_of_sha1(const void *sha1, const void *element)
{
    const catalogue_entry *const *candidate = element;

    return memcmp(sha1, (*candidate)->required.sha1, TR_SHA1_SIZE);
}

const tr_required *tr_trust_catalogue_find_sha1(const tr_trust_catalogue *catalogue,
                                                const unsigned char *sha1)
{
    const catalogue_entry **found = bsearch(sha1, catalogue->by_sha1, catalogue->count,
                                            sizeof(catalogue->by_sha1[0]), order_of_sha1);

    return found ? &(*found)->required : NULL;
}
