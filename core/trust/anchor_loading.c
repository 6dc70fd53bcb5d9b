/* Filling an anchor store from files, folders and the system. */
#include "core/trust/anchor_store.h"

#include "core/platform/trust_store.h"
#include "core/trust/certificate_file.h"
#include "core/trust/crl_file.h"

/* Adding what a walk finds, until adding fails. */
typedef struct loading {
    tr_anchor_store *store;
    tr_anchor_role role;
    const char *place;
    tr_anchor_warning *warn;
    void *context;
    tr_status status;
    tr_error *err;
} loading;

static tr_status take_bytes(void *context, tr_bytes der, tr_error *err)
{
    loading *load = context;
    tr_status status = tr_anchor_store_add_bytes(load->store, der, load->role, load->place, err);

    if (status != TR_OK && status != TR_ERR_FORMAT)
        load->status = tr_error_set(load->err, status, err->code, "%s", err->message);
    return status;
}

static bool pass_warning(void *context, X509 *certificate, const tr_error *failure)
{
    loading *load = context;

    (void)certificate;
    if (load->warn)
        load->warn(load->context, failure);
    return true;
}

tr_status tr_anchor_store_load(tr_anchor_store *store, const char *path, tr_anchor_role role,
                               tr_anchor_warning *warn, void *context, tr_error *err)
{
    loading load = {
        .store = store, .role = role, .place = path, .warn = warn, .context = context, .err = err
    };
    tr_status status = tr_certificates_load_bytes(path, take_bytes, pass_warning, &load, err);

    return status == TR_OK ? load.status : status;
}

static bool add_system_certificate(void *context, tr_store_kind kind, const char *place,
                                   const unsigned char *der, size_t size)
{
    static const tr_anchor_role roles[] = {
        [TR_STORE_ROOT] = TR_ROLE_ANCHOR,
        [TR_STORE_CA] = TR_ROLE_INTERMEDIATE,
        [TR_STORE_DISALLOWED] = TR_ROLE_DISTRUSTED,
        [TR_STORE_PUBLISHER] = TR_ROLE_LISTED,
    };
    loading *load = context;
    tr_status status = tr_anchor_store_add_bytes(load->store, (tr_bytes){ der, size }, roles[kind],
                                                 place, load->err);

    /* What cannot be read the system itself cannot use either. */
    if (status != TR_ERR_FORMAT)
        load->status = status;
    return load->status == TR_OK;
}

tr_status tr_anchor_store_load_system(tr_anchor_store *store, tr_error *err)
{
    loading load = { .store = store, .err = err };
    tr_status status = tr_trust_store_walk(add_system_certificate, &load, err);

    return status == TR_OK ? load.status : status;
}

static bool add_crl(void *context, X509_CRL *crl, const tr_error *failure)
{
    loading *load = context;

    if (crl)
        load->status = tr_anchor_store_add_crl(load->store, crl, load->place, load->err);
    else if (load->warn)
        load->warn(load->context, failure);
    return load->status == TR_OK;
}

tr_status tr_anchor_store_load_crls(tr_anchor_store *store, const char *path,
                                    tr_anchor_warning *warn, void *context, tr_error *err)
{
    loading load = { .store = store, .place = path, .warn = warn, .context = context, .err = err };
    tr_status status = tr_crls_load(path, add_crl, &load, err);

    return status == TR_OK ? load.status : status;
}
