#include "core/platform/trust_store.h"

#include <stdio.h>

#include <windows.h>
#include <wincrypt.h>

#include "core/platform/system_error.h"

/*
 * One place in the registry that holds a part of a store. The system's own
 * view of a store gathers several of them, and CurrentUser's holds
 * LocalMachine's as well, so that it cannot tell where a certificate is installed.
 */
typedef struct location {
    DWORD flag;
    const char *before; /* the store's name */
    const char *behind;
} location;

static const location locations[] = {
    { CERT_SYSTEM_STORE_LOCAL_MACHINE, "LocalMachine", "" },
    { CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY, "LocalMachine", "\\.GroupPolicy" },
    { CERT_SYSTEM_STORE_LOCAL_MACHINE_ENTERPRISE, "LocalMachine", "\\.Enterprise" },
    { CERT_SYSTEM_STORE_CURRENT_USER, "CurrentUser", "" },
    { CERT_SYSTEM_STORE_CURRENT_USER_GROUP_POLICY, "CurrentUser", "\\.GroupPolicy" },
};

static const struct {
    const wchar_t *name;
    tr_store_kind kind;
} stores[] = {
    { L"Root", TR_STORE_ROOT },
    { L"AuthRoot", TR_STORE_ROOT },
    { L"CA", TR_STORE_CA },
    { L"Disallowed", TR_STORE_DISALLOWED },
};

/* What is passed on of the caller's, and whether it wants more. */
typedef struct walker {
    tr_trust_store_visit *visit;
    void *context;
    bool is_stopped;
} walker;

static void visit_store(walker *walk, HCERTSTORE store, tr_store_kind kind, const char *place)
{
    PCCERT_CONTEXT certificate = NULL;

    /* Each call frees the certificate of the last one. */
    while ((certificate = CertEnumCertificatesInStore(store, certificate)) != NULL) {
        if (!walk->visit(walk->context, kind, place, certificate->pbCertEncoded,
                         certificate->cbCertEncoded)) {
            CertFreeCertificateContext(certificate);
            walk->is_stopped = true;
            return;
        }
    }
}

static tr_status walk_store(walker *walk, const location *where, const wchar_t *name,
                            tr_store_kind kind, tr_error *err)
{
    HCERTSTORE store =
        CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0,
                      where->flag | CERT_STORE_READONLY_FLAG | CERT_STORE_OPEN_EXISTING_FLAG, name);
    DWORD code = GetLastError();
    char place[64];

    snprintf(place, sizeof(place), "%s\\%ls%s", where->before, name, where->behind);
    if (store) {
        visit_store(walk, store, kind, place);
        CertCloseStore(store, 0);
        return TR_OK;
    }
    if (code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND)
        return TR_OK;
    return tr_error_set_system(err, TR_ERR_IO, code, "cannot read the certificate store '%s'",
                               place);
}

tr_status tr_trust_store_walk(tr_trust_store_visit *visit, void *context, tr_error *err)
{
    const size_t location_count = sizeof(locations) / sizeof(locations[0]);
    const size_t store_count = sizeof(stores) / sizeof(stores[0]);
    walker walk = { .visit = visit, .context = context };
    tr_status status = TR_OK;

    for (size_t index = 0; index < location_count * store_count; index++) {
        const size_t store = index % store_count;

        status = walk_store(&walk, &locations[index / store_count], stores[store].name,
                            stores[store].kind, err);
        if (status != TR_OK || walk.is_stopped)
            break;
    }
    return status;
}
