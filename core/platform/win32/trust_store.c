#include "core/platform/trust_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>
#include <wincrypt.h>

#include "core/platform/system_error.h"
#include "core/platform/win32/text.h"

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
    { L"TrustedPublisher", TR_STORE_PUBLISHER },
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

static tr_status cannot(const char *verb, const char *place, DWORD code, tr_error *err)
{
    return tr_error_set_system(err, tr_system_error_status(code), code, "cannot %s '%s'", verb,
                               place);
}

/* Open a store to be read or changed; NULL with GetLastError(). */
static HCERTSTORE open_place(const char *place, DWORD flags)
{
    const char *name = strchr(place, '\\');
    DWORD where = strncmp(place, "CurrentUser\\", 12) == 0 ? CERT_SYSTEM_STORE_CURRENT_USER
                                                           : CERT_SYSTEM_STORE_LOCAL_MACHINE;
    wchar_t *wide = name ? tr_text_to_utf16(name + 1) : NULL;
    HCERTSTORE store = NULL;
    DWORD code;

    if (!wide) {
        SetLastError(ERROR_INVALID_NAME);
        return NULL;
    }
    store = CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0, where | flags, wide);
    code = GetLastError();
    free(wide);
    SetLastError(code);
    return store;
}

static PCCERT_CONTEXT find_certificate(HCERTSTORE store, const unsigned char *sha1)
{
    unsigned char copy[20];
    CRYPT_HASH_BLOB hash = { sizeof(copy), copy };

    memcpy(copy, sha1, sizeof(copy));
    return CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_SHA1_HASH, &hash,
                                      NULL);
}

static tr_status copy_certificate(unsigned char **out, size_t *size, PCCERT_CONTEXT certificate,
                                  tr_error *err)
{
    unsigned char *der = malloc(certificate->cbCertEncoded);

    if (!der)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read a certificate");
    memcpy(der, certificate->pbCertEncoded, certificate->cbCertEncoded);
    *out = der;
    *size = certificate->cbCertEncoded;
    return TR_OK;
}

static tr_status not_there(const char *place, tr_error *err)
{
    return tr_error_set(err, TR_ERR_NOT_FOUND, 0, "no such certificate in '%s'", place);
}

tr_status tr_trust_store_load(unsigned char **out, size_t *size, const char *place,
                              const unsigned char *sha1, tr_error *err)
{
    HCERTSTORE store = open_place(place, CERT_STORE_READONLY_FLAG | CERT_STORE_OPEN_EXISTING_FLAG);
    DWORD code = GetLastError();
    PCCERT_CONTEXT certificate;
    tr_status status;

    if (!store && (code == ERROR_FILE_NOT_FOUND || code == ERROR_PATH_NOT_FOUND))
        return not_there(place, err);
    if (!store)
        return cannot("read the certificate store", place, code, err);
    certificate = find_certificate(store, sha1);
    if (certificate) {
        status = copy_certificate(out, size, certificate, err);
        CertFreeCertificateContext(certificate);
    } else {
        status = not_there(place, err);
    }
    CertCloseStore(store, 0);
    return status;
}

/* Make durable what was changed: where the store keeps its certificates, in the registry. */
static DWORD flush_place(const char *place)
{
    static const char folder[] = "SOFTWARE\\Microsoft\\SystemCertificates";
    const char *name = strchr(place, '\\');
    HKEY root = strncmp(place, "CurrentUser\\", 12) == 0 ? HKEY_CURRENT_USER : HKEY_LOCAL_MACHINE;
    HKEY key;
    char path[256];
    wchar_t *wide;
    LONG code;

    snprintf(path, sizeof(path), "%s%s", folder, name ? name : "");
    wide = tr_text_to_utf16(path);
    if (!wide)
        return ERROR_INVALID_NAME;
    code = RegOpenKeyExW(root, wide, 0, KEY_QUERY_VALUE, &key);
    free(wide);
    if (code != ERROR_SUCCESS)
        return (DWORD)code;
    code = RegFlushKey(key);
    RegCloseKey(key);
    return (DWORD)code;
}

tr_status tr_trust_store_add(const char *place, const unsigned char *der, size_t size,
                             tr_error *err)
{
    HCERTSTORE store = open_place(place, 0);
    DWORD code = GetLastError();
    tr_status status = TR_OK;

    if (!store)
        return cannot("change the certificate store", place, code, err);
    if (!CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, der, (DWORD)size,
                                          CERT_STORE_ADD_NEW, NULL)) {
        code = GetLastError();
        if (code == (DWORD)CRYPT_E_EXISTS)
            status =
                tr_error_set(err, TR_ERR_EXISTS, code, "the certificate is in '%s' already", place);
        else
            status = cannot("add a certificate to", place, code, err);
    }
    if (!CertCloseStore(store, 0) && status == TR_OK)
        status = cannot("add a certificate to", place, GetLastError(), err);
    if (status == TR_OK && (code = flush_place(place)) != ERROR_SUCCESS)
        status = cannot("make durable what was added to", place, code, err);
    return status;
}

tr_status tr_trust_store_remove(const char *place, const unsigned char *sha1, tr_error *err)
{
    HCERTSTORE store = open_place(place, CERT_STORE_OPEN_EXISTING_FLAG);
    DWORD code = GetLastError();
    PCCERT_CONTEXT certificate;
    tr_status status = TR_OK;

    if (!store)
        return cannot("change the certificate store", place, code, err);
    certificate = find_certificate(store, sha1);
    if (!certificate)
        status = not_there(place, err);
    else if (!CertDeleteCertificateFromStore(certificate)) /* frees it in any case */
        status = cannot("remove a certificate from", place, GetLastError(), err);
    CertCloseStore(store, 0);
    if (status == TR_OK && (code = flush_place(place)) != ERROR_SUCCESS)
        status = cannot("make durable what was removed from", place, code, err);
    return status;
}
