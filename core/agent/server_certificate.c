#include "core/agent/server_certificate.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/x509v3.h>

#include "core/platform/file.h"
#include "core/platform/path_search.h"
#include "core/registry/certificates.h"
#include "core/trust/certificate.h"
#include "core/trust/pem.h"

/* A certificate takes one or two thousand bytes. */
#define LARGEST_FILE ((size_t)256 << 10)

static bool holds_ntsg(const char *name)
{
    char part[5];

    for (; strlen(name) >= 4; name++) {
        memcpy(part, name, 4);
        part[4] = '\0';
        if (tr_name_equal(part, "NTSG"))
            return true;
    }
    return false;
}

tr_certificate_family tr_certificate_family_of(const X509 *certificate)
{
    char *name = tr_certificate_common_name(certificate);
    tr_certificate_family family = TR_FAMILY_UNSAID;

    if (name && holds_ntsg(name))
        family = TR_FAMILY_SERVER;
    else if (name && tr_name_equal(name, "ofcsslagent"))
        family = TR_FAMILY_AGENT_TLS;
    else if (X509_check_ca((X509 *)certificate) == 1 ||
             tr_certificate_usage(certificate, NID_code_sign) == TR_USAGE_HAS)
        family = TR_FAMILY_SIGNING;
    else if (tr_certificate_usage(certificate, NID_server_auth) == TR_USAGE_HAS)
        family = TR_FAMILY_WEB_HOST;
    free(name);
    return family;
}

const char *tr_certificate_family_word(tr_certificate_family family)
{
    static const char *const words[] = {
        [TR_FAMILY_SERVER] = "server",     [TR_FAMILY_UNSAID] = "unsaid",
        [TR_FAMILY_SIGNING] = "signing",   [TR_FAMILY_AGENT_TLS] = "agent-tls",
        [TR_FAMILY_WEB_HOST] = "web-host",
    };

    assert((size_t)family < sizeof(words) / sizeof(words[0]));
    return words[family];
}

const char *tr_certificate_family_meaning(tr_certificate_family family)
{
    switch (family) {
    case TR_FAMILY_SERVER:
        return "The certificate by which the server proves to its agents that commands are its "
               "own (family B).";
    case TR_FAMILY_UNSAID:
        break;
    case TR_FAMILY_SIGNING:
        return "An authority's certificate, or one that signs programs (family A). It decides "
               "whether files verify; it is not the cause when agents do not obey their server.";
    case TR_FAMILY_AGENT_TLS:
        return "The certificate that encrypts the agent's own port (ofcsslagent, family C). "
               "Scanners find fault with its name; it is not the cause when agents do not obey "
               "their server.";
    case TR_FAMILY_WEB_HOST:
        return "A web server's certificate, such as that of the console (family D). It is not "
               "the cause when agents do not obey their server.";
    }
    return "Its name says nothing of what it is for; the server's certificate is called "
           "'OfficeScan "
           "Server NTSG' or the like.";
}

void tr_server_certificate_clear(tr_server_certificate *of)
{
    X509_free(of->certificate);
    free(of->place);
    *of = (tr_server_certificate){ .certificate = NULL };
}

static tr_status no_memory(const char *place, tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the certificate of '%s'", place);
}

/* One certificate's DER. */
static tr_status take(tr_server_certificate *out, tr_bytes der, const char *place, tr_error *err)
{
    tr_server_certificate found = { .certificate = NULL };
    tr_status status = tr_certificate_parse(&found.certificate, der, err);

    if (status == TR_OK)
        status = tr_thumbprint_of(&found.thumbprint, found.certificate, err);
    if (status == TR_OK && !(found.place = strdup(place)))
        status = no_memory(place, err);
    if (status == TR_OK) {
        found.family = tr_certificate_family_of(found.certificate);
        *out = found;
    } else {
        tr_server_certificate_clear(&found);
    }
    return status;
}

static bool is_certificate(const tr_pem_block *block)
{
    return tr_pem_is(block, "CERTIFICATE") || tr_pem_is(block, "X509 CERTIFICATE");
}

/* The one certificate of a text. */
static tr_status take_pem(tr_server_certificate *out, tr_bytes text, const char *place,
                          tr_error *err)
{
    tr_pem_reader reader = tr_pem_start(text);
    tr_pem_block block;
    tr_pem_block first;
    size_t count = 0;
    unsigned char *bytes = NULL;
    size_t size = 0;
    tr_status status;

    while (tr_pem_next(&block, &reader)) {
        if (is_certificate(&block) && count++ == 0)
            first = block;
    }
    if (count == 0)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "no certificate, neither DER nor PEM");
    if (count > 1)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "%zu certificates, not one", count);
    status = tr_pem_decode(&bytes, &size, &first, err);
    if (status == TR_OK)
        status = take(out, (tr_bytes){ bytes, size }, place, err);
    free(bytes);
    return status;
}

tr_status tr_server_certificate_parse(tr_server_certificate *out, tr_bytes bytes, const char *place,
                                      tr_error *err)
{
    tr_error why;
    tr_status status;

    if (bytes.size > 0 && bytes.data[0] == (V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED))
        status = take(out, bytes, place, &why);
    else
        status = take_pem(out, bytes, place, &why);
    if (status == TR_ERR_FORMAT)
        return tr_error_set(err, status, 0, "'%s' is no certificate: %s", place,
                            bytes.size == 0 ? "it is empty" : why.message);
    if (status != TR_OK && err)
        *err = why;
    return status;
}

tr_status tr_server_certificate_load(tr_server_certificate *out, const char *path, tr_error *err)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    tr_status status = tr_file_load(&bytes, &size, path, LARGEST_FILE, err);

    if (status == TR_ERR_UNSUPPORTED)
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            "'%s' is no certificate: it is too large, or no file", path);
    if (status == TR_OK)
        status = tr_server_certificate_parse(out, (tr_bytes){ bytes, size }, path, err);
    free(bytes);
    return status;
}

void tr_server_certificates_clear(tr_server_certificates *list)
{
    for (size_t index = 0; index < list->count; index++)
        tr_server_certificate_clear(&list->items[index]);
    free(list->items);
    *list = (tr_server_certificates){ NULL, 0 };
}

/* A store that is read. */
typedef struct store_reading {
    const char *place;
    tr_server_certificates list;
    tr_status status;
    tr_error *err;
} store_reading;

static bool add(void *context, tr_bytes der)
{
    store_reading *reading = context;
    tr_server_certificate found;
    tr_server_certificate *more;
    tr_status status = take(&found, der, reading->place, reading->err);

    if (status == TR_ERR_FORMAT)
        return true;
    if (status == TR_OK) {
        more = realloc(reading->list.items, (reading->list.count + 1) * sizeof(*more));
        if (more) {
            reading->list.items = more;
            more[reading->list.count++] = found;
        } else {
            tr_server_certificate_clear(&found);
            status = no_memory(reading->place, reading->err);
        }
    }
    reading->status = status;
    return status == TR_OK;
}

tr_status tr_server_certificates_load_store(tr_server_certificates *out,
                                            const tr_registry *registry, const char *store,
                                            tr_error *err)
{
    char key[128];
    char place[64];
    store_reading reading = { .place = place, .err = err };
    tr_status status;

    snprintf(key, sizeof(key), "SOFTWARE\\Microsoft\\SystemCertificates\\%s", store);
    snprintf(place, sizeof(place), "LocalMachine\\%s", store);
    status = tr_registry_walk_certificates(registry, key, add, &reading, err);
    if (status == TR_OK)
        status = reading.status;
    if (status == TR_OK)
        *out = reading.list;
    else
        tr_server_certificates_clear(&reading.list);
    return status;
}
