#include "core/trust/crl_file.h"

#include <limits.h>
#include <stdlib.h>

#include <openssl/err.h>

#include "core/platform/directory.h"
#include "core/platform/file.h"
#include "core/trust/pem.h"

#define FILE_MAX ((size_t)256 << 20) /* large authorities' lists have tens of megabytes */

static X509_CRL *parse_crl(tr_bytes der)
{
    const unsigned char *next = der.data;
    X509_CRL *crl = NULL;

    if (der.size > 0 && der.size <= LONG_MAX)
        crl = d2i_X509_CRL(NULL, &next, (long)der.size);
    ERR_clear_error();
    return crl;
}

/* Tell of one PEM block; false to stop. */
static bool visit_block(const tr_pem_block *block, const char *name, tr_crl_visit *visit,
                        void *context)
{
    unsigned char *bytes = NULL;
    tr_bytes der = { NULL, 0 };
    X509_CRL *crl = NULL;
    tr_error failure;
    bool go_on;

    if (tr_pem_decode(&bytes, &der.size, block, NULL) == TR_OK) {
        der.data = bytes;
        crl = parse_crl(der);
    }
    if (!crl)
        tr_error_set(&failure, TR_ERR_FORMAT, 0,
                     "cannot read the revocation list at line %zu of '%s'", block->line, name);
    go_on = visit(context, crl, crl ? NULL : &failure);
    X509_CRL_free(crl);
    free(bytes);
    return go_on;
}

tr_status tr_crls_parse(tr_bytes bytes, const char *name, tr_crl_visit *visit, void *context,
                        tr_error *err)
{
    X509_CRL *crl = parse_crl(bytes);
    tr_pem_reader reader = tr_pem_start(bytes);
    tr_pem_block block;
    bool found = crl != NULL, go_on = true;

    if (crl)
        go_on = visit(context, crl, NULL);
    X509_CRL_free(crl);
    while (!crl && go_on && tr_pem_next(&block, &reader)) {
        if (!tr_pem_is(&block, "X509 CRL"))
            continue;
        found = true;
        go_on = visit_block(&block, name, visit, context);
    }
    if (!found)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "no revocation list in '%s'", name);
    return TR_OK;
}

static tr_status load_file(const char *path, tr_crl_visit *visit, void *context, tr_error *err)
{
    unsigned char *data;
    size_t size;
    tr_status status = tr_file_load(&data, &size, path, FILE_MAX, err);

    if (status == TR_OK) {
        tr_bytes bytes = { data, size };

        status = tr_crls_parse(bytes, path, visit, context, err);
        free(data);
    }
    return status;
}

/* Loading a folder: whom to tell, and whether to go on. */
typedef struct folder_reading {
    tr_crl_visit *visit;
    void *context;
    bool is_stopped;
} folder_reading;

static bool visit_crl(void *context, X509_CRL *crl, const tr_error *failure)
{
    folder_reading *folder = context;

    folder->is_stopped = !folder->visit(folder->context, crl, failure);
    return !folder->is_stopped;
}

static bool visit_file(void *context, const char *path, const tr_error *failure)
{
    folder_reading *folder = context;
    tr_error err;
    tr_status status;

    if (failure)
        return visit_crl(folder, NULL, failure);
    status = load_file(path, visit_crl, folder, &err);
    if (status != TR_OK && status != TR_ERR_FORMAT && status != TR_ERR_UNSUPPORTED)
        return visit_crl(folder, NULL, &err);
    return !folder->is_stopped;
}

tr_status tr_crls_load(const char *path, tr_crl_visit *visit, void *context, tr_error *err)
{
    folder_reading folder = { .visit = visit, .context = context };

    if (tr_path_kind_of(path) == TR_PATH_FOLDER)
        return tr_directory_walk(path, visit_file, &folder, err);
    return load_file(path, visit, context, err);
}
