#include "core/import/certificate_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/x509v3.h>

#include "core/authenticode/verify.h"
#include "core/platform/directory.h"
#include "core/platform/file.h"
#include "core/trust/certificate.h"
#include "core/trust/certificate_file.h"

/* One source that is looked into. */
typedef struct looking {
    tr_certificate_search *search;
    const char *name;
    tr_status status;
    tr_error failure;
} looking;

void tr_sought_clear(tr_sought *sought)
{
    X509_free(sought->found);
    free(sought->found_in);
    sought->found = NULL;
    sought->found_in = NULL;
}

static bool is_of_name(const tr_sought *sought, X509 *certificate)
{
    const ASN1_OCTET_STRING *key_id = X509_get0_subject_key_id(certificate);
    char *subject = tr_certificate_subject(certificate);
    bool is_same = subject && sought->subject && strcmp(subject, sought->subject) == 0;

    free(subject);
    if (sought->is_root && X509_self_signed(certificate, 0) != 1)
        return false;
    if (!is_same || !sought->key_id || !key_id)
        return is_same;
    return ASN1_STRING_length(key_id) == TR_SHA1_SIZE &&
           memcmp(ASN1_STRING_get0_data(key_id), sought->key_id, TR_SHA1_SIZE) == 0;
}

static bool is_it(const tr_sought *sought, X509 *certificate, const tr_thumbprint *thumbprint)
{
    if (!sought->has_sha1 && !sought->has_sha256)
        return is_of_name(sought, certificate);
    return (!sought->has_sha1 ||
            memcmp(sought->thumbprint.sha1, thumbprint->sha1, TR_SHA1_SIZE) == 0) &&
           (!sought->has_sha256 ||
            memcmp(sought->thumbprint.sha256, thumbprint->sha256, TR_SHA256_SIZE) == 0);
}

static tr_status offer(tr_certificate_search *search, X509 *certificate, const char *name,
                       tr_error *err)
{
    tr_thumbprint thumbprint;
    tr_status status = tr_thumbprint_of(&thumbprint, certificate, err);

    for (size_t index = 0; index < search->count && status == TR_OK; index++) {
        tr_sought *sought = &search->items[index];

        if (sought->found || !is_it(sought, certificate, &thumbprint))
            continue;
        sought->found_in = strdup(name);
        if (!sought->found_in)
            return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look into '%s'", name);
        X509_up_ref(certificate);
        sought->found = certificate;
    }
    return status;
}

static void warn(const tr_certificate_search *search, const tr_error *failure)
{
    if (search->warn)
        search->warn(search->context, failure);
}

static bool visit(void *context, X509 *certificate, const tr_error *failure)
{
    looking *look = context;

    if (certificate)
        look->status = offer(look->search, certificate, look->name, &look->failure);
    else
        warn(look->search, failure);
    return look->status == TR_OK;
}

static tr_status end(looking *look, tr_status status, tr_error *err)
{
    if (look->status == TR_OK)
        return status;
    if (err)
        *err = look->failure;
    return look->status;
}

static tr_status offer_chain(looking *look, const tr_chain *chain, tr_error *err)
{
    tr_status status = TR_OK;

    for (size_t index = 0; index < chain->count && status == TR_OK; index++) {
        if (chain->links[index].certificate)
            status = offer(look->search, chain->links[index].certificate, look->name, err);
    }
    return status;
}

/* What a signed file carries of its chains. With an empty store, nothing comes from elsewhere. */
static tr_status look_into_signatures(looking *look, const tr_source *source, tr_error *err)
{
    tr_anchor_store *none = NULL;
    tr_verification *verification = NULL;
    tr_verify_options options = { .threads = 1 };
    tr_status status = tr_anchor_store_new(&none, err);

    options.store = none;
    if (status == TR_OK)
        status = tr_verify(&verification, source, &options, err);
    for (size_t index = 0; status == TR_OK && index < verification->signature_count; index++) {
        const tr_signature *signature = &verification->signatures[index];

        status = offer_chain(look, &signature->chain, err);
        for (size_t stamp = 0; stamp < signature->stamp_count && status == TR_OK; stamp++)
            status = offer_chain(look, &signature->stamps[stamp].chain, err);
    }
    if (status == TR_OK && verification->signature_count == 0)
        status = tr_error_set(err, TR_ERR_FORMAT, 0, "no certificate in '%s'", look->name);
    tr_verification_free(verification);
    tr_anchor_store_free(none);
    return status;
}

static tr_status look_into_file(tr_certificate_search *search, const char *path, tr_error *err)
{
    looking look = { .search = search, .name = path };
    tr_file *file = NULL;
    tr_source source;
    tr_status status = tr_certificates_load(path, visit, &look, err);

    /* Too large, or no certificate by itself: something else that may carry some. */
    if (status == TR_ERR_FORMAT || status == TR_ERR_UNSUPPORTED) {
        status = tr_file_open(&file, path, TR_FILE_READ, err);
        if (status == TR_OK) {
            source = tr_source_of_file(file);
            status = look_into_signatures(&look, &source, err);
        }
        tr_file_close(file);
    }
    return end(&look, status, err);
}

/* A folder: the rest goes on when one file cannot be read. */
static bool visit_file(void *context, const char *path, const tr_error *failure)
{
    looking *look = context;
    tr_error err;
    tr_status status;

    if (failure) {
        warn(look->search, failure);
        return true;
    }
    status = look_into_file(look->search, path, &err);
    if (status == TR_ERR_MEMORY) {
        look->status = status;
        look->failure = err;
    } else if (status != TR_OK && (status != TR_ERR_FORMAT)) {
        warn(look->search, &err);
    }
    return look->status == TR_OK;
}

tr_status tr_certificate_search_path(tr_certificate_search *search, const char *path, tr_error *err)
{
    looking look = { .search = search, .name = path };

    if (tr_path_kind_of(path) != TR_PATH_FOLDER)
        return look_into_file(search, path, err);
    return end(&look, tr_directory_walk(path, visit_file, &look, err), err);
}

tr_status tr_certificate_search_system(tr_certificate_search *search, tr_error *err)
{
    tr_anchor_store *store = NULL;
    tr_status status = tr_anchor_store_new(&store, err);

    if (status == TR_OK)
        status = tr_anchor_store_load_system(store, err);
    for (size_t index = 0; status == TR_OK && index < tr_anchor_store_count(store); index++) {
        const tr_anchor *anchor = tr_anchor_store_get(store, index);

        status = offer(search, anchor->certificate,
                       anchor->place_count > 0 ? anchor->places[0] : "system", err);
    }
    tr_anchor_store_free(store);
    return status;
}
