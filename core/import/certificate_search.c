#include "core/import/certificate_search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/x509v3.h>

#include "core/authenticode/verify.h"
#include "core/authenticode/zip_archive.h"
#include "core/authenticode/zip_reader.h"
#include "core/platform/directory.h"
#include "core/platform/file.h"
#include "core/trust/certificate.h"
#include "core/trust/certificate_file.h"

#define ARCHIVED_FILE_MAX ((size_t)1 << 20)
#define ARCHIVE_MAX       ((uint64_t)64 << 20)

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

/* The certificates of one file of an archive; other files than certificates are passed over. */
static tr_status look_into_entry(looking *look, const tr_zip_archive *archive, size_t index,
                                 tr_error *err)
{
    const tr_zip_entry *entry = tr_zip_archive_get(archive, index);
    size_t size = (size_t)entry->size;
    unsigned char *bytes = malloc(size + 1);
    tr_zip_reader *reader = NULL;
    size_t got = 0;
    tr_status status;

    if (!bytes)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look into '%s'", look->name);
    status = tr_zip_reader_open(&reader, archive, index, err);
    if (status == TR_OK)
        status = tr_zip_reader_read(&got, reader, bytes, size + 1, err);
    if (status == TR_OK)
        status = tr_certificates_parse((tr_bytes){ bytes, got }, look->name, visit, look, NULL);
    if (status == TR_ERR_FORMAT && reader && got > 0)
        status = TR_OK; /* it is no certificate */
    tr_zip_reader_close(reader);
    free(bytes);
    return status;
}

static void warn_of_entry(const looking *look, const char *name, const char *why)
{
    tr_error failure;

    tr_error_set(&failure, TR_ERR_FORMAT, 0, "cannot read '%.100s' in '%s': %.60s", name,
                 look->name, why);
    warn(look->search, &failure);
}

static void look_into_named_entry(looking *look, const tr_zip_archive *archive, size_t index,
                                  uint64_t *left)
{
    const tr_zip_entry *entry = tr_zip_archive_get(archive, index);
    char name[TR_ZIP_NAME_MAX + 1] = "?";
    tr_error failure = { .message = "" };

    tr_zip_archive_name(name, archive, index, NULL);
    if (entry->size == 0 || entry->size > ARCHIVED_FILE_MAX)
        return; /* a folder, or far too large for certificates */
    if (entry->size > *left) {
        warn_of_entry(look, name, "the archive is too large");
        look->status = TR_ERR_UNSUPPORTED;
        return;
    }
    *left -= entry->size;
    if (look_into_entry(look, archive, index, &failure) != TR_OK)
        warn_of_entry(look, name, failure.message);
}

static tr_status look_into_archive(looking *look, const tr_source *source, tr_error *err)
{
    tr_zip_archive *archive = NULL;
    uint64_t left = ARCHIVE_MAX;
    tr_error failure;
    tr_status status = tr_zip_archive_open(&archive, source, &failure);

    if (status == TR_ERR_FORMAT)
        return tr_error_set(err, status, 0, "cannot read '%s': the archive is damaged: %.100s",
                            look->name, failure.message);
    if (status != TR_OK) {
        if (err)
            *err = failure;
        return status;
    }
    for (size_t index = 0; index < tr_zip_archive_count(archive) && look->status == TR_OK; index++)
        look_into_named_entry(look, archive, index, &left);
    if (look->status == TR_ERR_UNSUPPORTED)
        look->status = TR_OK; /* told already */
    tr_zip_archive_close(archive);
    return end(look, TR_OK, err);
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

static tr_status look_into_open_file(looking *look, const tr_file *file, tr_error *err)
{
    const tr_source source = tr_source_of_file(file);
    unsigned char head[4] = { 0 };
    tr_status status = TR_ERR_FORMAT;

    if (source.size >= sizeof(head))
        status = tr_source_read(&source, head, sizeof(head), 0, err);
    else
        tr_error_set(err, TR_ERR_FORMAT, 0, "no certificate in '%s'", look->name);
    if (status != TR_OK)
        return status;
    if (memcmp(head, "PK\003\004", sizeof(head)) == 0)
        return look_into_archive(look, &source, err);
    return look_into_signatures(look, &source, err);
}

static tr_status look_into_file(tr_certificate_search *search, const char *path, tr_error *err)
{
    looking look = { .search = search, .name = path };
    tr_file *file = NULL;
    tr_status status = tr_certificates_load(path, visit, &look, err);

    /* Too large, or no certificate by itself: something else that may carry some. */
    if (status == TR_ERR_FORMAT || status == TR_ERR_UNSUPPORTED) {
        status = tr_file_open(&file, path, TR_FILE_READ, err);
        if (status == TR_OK)
            status = look_into_open_file(&look, file, err);
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
    } else if (status != TR_OK && (status != TR_ERR_FORMAT || strstr(err.message, "damaged"))) {
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
