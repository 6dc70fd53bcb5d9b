#include "tests/window/machine_root.h"

#include <windows.h>
#include <wincrypt.h>

#include "tests/window/stage.h"

static HCERTSTORE store;
static PCCERT_CONTEXT added;

void machine_root_add(void)
{
    BYTE text[8192];
    BYTE der[4096];
    DWORD size = 0;
    DWORD der_size = sizeof(der);
    HANDLE file = CreateFileW(stage_path(L"root.pem"), GENERIC_READ, FILE_SHARE_READ, NULL,
                              OPEN_EXISTING, 0, NULL);

    ReadFile(file, text, sizeof(text), &size, NULL);
    CloseHandle(file);
    store = CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0, CERT_SYSTEM_STORE_LOCAL_MACHINE,
                          L"Root");
    if (CryptStringToBinaryA((const char *)text, size, CRYPT_STRING_BASE64HEADER, der, &der_size,
                             NULL, NULL))
        CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, der, der_size,
                                         CERT_STORE_ADD_ALWAYS, &added);
    CertControlStore(store, 0, CERT_STORE_CTRL_COMMIT, NULL);
}

void machine_root_remove(void)
{
    if (added)
        CertDeleteCertificateFromStore(added);
    CertCloseStore(store, 0);
    added = NULL;
    store = NULL;
}
