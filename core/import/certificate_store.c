#include "core/import/certificate_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "core/platform/file.h"
#include "core/platform/path.h"
#include "core/platform/removal.h"
#include "core/platform/state_folder.h"
#include "core/platform/trust_store.h"
#include "core/trust/certificate.h"
#include "core/trust/certificate_file.h"

bool tr_certificate_store_is_system(const char *place)
{
    return strncmp(place, "LocalMachine\\", 13) == 0 || strncmp(place, "CurrentUser\\", 12) == 0;
}

static tr_status no_memory(const char *place, tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the certificates of '%s'", place);
}

static char *file_of(const char *folder, const unsigned char *sha1)
{
    char name[2 * TR_SHA1_SIZE + 5];

    tr_hex(name, sha1, TR_SHA1_SIZE);
    strcpy(name + 2 * TR_SHA1_SIZE, ".pem");
    return tr_path_join(folder, name);
}

static tr_status look_at(tr_store_content *out, X509 *certificate, const tr_thumbprint *sought,
                         tr_error *err)
{
    tr_thumbprint found;
    tr_status status = tr_thumbprint_of(&found, certificate, err);

    if (status == TR_OK)
        *out = memcmp(&found, sought, sizeof(found)) == 0 ? TR_STORE_HAS_IT : TR_STORE_HAS_OTHER;
    return status;
}

typedef struct file_look {
    tr_store_content content;
    const tr_thumbprint *sought;
} file_look;

static bool visit(void *context, X509 *certificate, const tr_error *failure)
{
    file_look *look = context;

    (void)failure;
    if (!certificate || look_at(&look->content, certificate, look->sought, NULL) != TR_OK)
        look->content = TR_STORE_HAS_OTHER;
    return false;
}

static tr_status look_in_folder(tr_store_content *out, const char *folder,
                                const tr_thumbprint *thumbprint, tr_error *err)
{
    char *path = file_of(folder, thumbprint->sha1);
    file_look look = { TR_STORE_HAS_OTHER, thumbprint };
    tr_status status = TR_OK;

    if (!path)
        return no_memory(folder, err);
    if (tr_file_exists(path))
        status = tr_certificates_load(path, visit, &look, err);
    else
        look.content = TR_STORE_HAS_NONE;
    if (status == TR_ERR_FORMAT || status == TR_ERR_UNSUPPORTED)
        status = TR_OK;
    if (status == TR_OK)
        *out = look.content;
    free(path);
    return status;
}

static tr_status look_in_system(tr_store_content *out, const char *place,
                                const tr_thumbprint *thumbprint, tr_error *err)
{
    tr_bytes der = { NULL, 0 };
    unsigned char *bytes = NULL;
    X509 *certificate = NULL;
    tr_error ignored;
    tr_status status = tr_trust_store_load(&bytes, &der.size, place, thumbprint->sha1, &ignored);

    if (status == TR_ERR_NOT_FOUND) {
        *out = TR_STORE_HAS_NONE;
        return TR_OK;
    }
    if (status != TR_OK) {
        if (err)
            *err = ignored;
        return status;
    }
    der.data = bytes;
    status = tr_certificate_parse(&certificate, der, err);
    if (status == TR_OK)
        status = look_at(out, certificate, thumbprint, err);
    X509_free(certificate);
    free(bytes);
    return status;
}

tr_status tr_certificate_store_look(tr_store_content *out, const char *place,
                                    const tr_thumbprint *thumbprint, tr_error *err)
{
    if (tr_certificate_store_is_system(place))
        return look_in_system(out, place, thumbprint, err);
    return look_in_folder(out, place, thumbprint, err);
}

/* The certificate as PEM, in *out. */
static tr_status write_pem(BIO *out, X509 *certificate, const char *place, tr_error *err)
{
    if (PEM_write_bio_X509(out, certificate))
        return TR_OK;
    ERR_clear_error();
    return no_memory(place, err);
}

static tr_status add_to_folder(const char *folder, X509 *certificate, tr_error *err)
{
    BIO *pem = BIO_new(BIO_s_mem());
    tr_thumbprint thumbprint;
    char *path = NULL;
    char *text;
    long size;
    tr_status status = pem ? write_pem(pem, certificate, folder, err) : no_memory(folder, err);

    if (status == TR_OK)
        status = tr_thumbprint_of(&thumbprint, certificate, err);
    if (status == TR_OK && !(path = file_of(folder, thumbprint.sha1)))
        status = no_memory(folder, err);
    if (status == TR_OK)
        status = tr_state_folder_make(folder, err);
    if (status == TR_OK) {
        size = BIO_get_mem_data(pem, &text);
        status =
            tr_state_file_write(path, (tr_bytes){ (const unsigned char *)text, (size_t)size }, err);
    }
    free(path);
    BIO_free(pem);
    return status;
}

tr_status tr_certificate_store_add(const char *place, tr_bytes der, tr_error *err)
{
    X509 *certificate = NULL;
    tr_status status;

    if (tr_certificate_store_is_system(place))
        return tr_trust_store_add(place, der.data, der.size, err);
    status = tr_certificate_parse(&certificate, der, err);
    if (status == TR_OK)
        status = add_to_folder(place, certificate, err);
    X509_free(certificate);
    return status;
}

static tr_status remove_from_folder(const char *folder, const tr_thumbprint *thumbprint,
                                    tr_error *err)
{
    char *path = file_of(folder, thumbprint->sha1);
    tr_status status = path ? tr_file_remove(path, err) : no_memory(folder, err);

    free(path);
    return status;
}

tr_status tr_certificate_store_remove(const char *place, const tr_thumbprint *thumbprint,
                                      tr_error *err)
{
    tr_store_content content = TR_STORE_HAS_NONE;
    tr_status status = tr_certificate_store_look(&content, place, thumbprint, err);

    if (status != TR_OK)
        return status;
    if (content != TR_STORE_HAS_IT)
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0, "the certificate is not in '%s' any more",
                            place);
    if (tr_certificate_store_is_system(place))
        return tr_trust_store_remove(place, thumbprint->sha1, err);
    return remove_from_folder(place, thumbprint, err);
}
