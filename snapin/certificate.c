#include "snapin/certificate.h"

#include <stdlib.h>
#include <wchar.h>

#include <prsht.h> /* for cryptuiapi.h, and commctrl.h for it */
#include <wincrypt.h>
#include <cryptuiapi.h>

#include "core/platform/win32/text.h"
#include "snapin/rows/action.h"

#define SHA1_SIZE    20
#define LARGEST_FILE (1024 * 1024) /* bytes */
#define ANY_ENCODING (X509_ASN_ENCODING | PKCS_7_ASN_ENCODING)

static bool read_thumbprint(BYTE out[SHA1_SIZE], const json_t *record)
{
    const char *digits = action_thumbprint(record);

    for (size_t index = 0; digits && index < SHA1_SIZE; index++) {
        const char pair[3] = { digits[2 * index], digits[2 * index + 1], '\0' };

        out[index] = (BYTE)strtoul(pair, NULL, 16);
    }
    return digits != NULL;
}

static const CERT_CONTEXT *find_in(HCERTSTORE store, BYTE thumbprint[SHA1_SIZE])
{
    CRYPT_HASH_BLOB wanted = { SHA1_SIZE, thumbprint };

    return CertFindCertificateInStore(store, ANY_ENCODING, 0, CERT_FIND_SHA1_HASH, &wanted, NULL);
}

static const CERT_CONTEXT *find_in_system(BYTE thumbprint[SHA1_SIZE])
{
    static const wchar_t *const names[] = { L"ROOT", L"CA", L"AuthRoot", L"Disallowed" };
    static const DWORD places[] = { CERT_SYSTEM_STORE_LOCAL_MACHINE,
                                    CERT_SYSTEM_STORE_CURRENT_USER };
    const CERT_CONTEXT *found = NULL;

    for (size_t index = 0; !found && index < ARRAYSIZE(names) * ARRAYSIZE(places); index++) {
        HCERTSTORE store =
            CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0,
                          places[index % ARRAYSIZE(places)] | CERT_STORE_OPEN_EXISTING_FLAG |
                              CERT_STORE_READONLY_FLAG,
                          names[index / ARRAYSIZE(places)]);

        if (!store)
            continue;
        found = find_in(store, thumbprint);
        CertCloseStore(store, 0);
    }
    return found;
}

/* All of a small file, to free(). */
static BYTE *read_small(DWORD *size, const wchar_t *path)
{
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    LARGE_INTEGER whole = { 0 };
    BYTE *bytes = NULL;

    if (file == INVALID_HANDLE_VALUE)
        return NULL;
    if (GetFileType(file) == FILE_TYPE_DISK && GetFileSizeEx(file, &whole) && whole.QuadPart > 0 &&
        whole.QuadPart <= LARGEST_FILE)
        bytes = malloc((size_t)whole.QuadPart);
    if (bytes && (!ReadFile(file, bytes, (DWORD)whole.QuadPart, size, NULL) ||
                  *size != (DWORD)whole.QuadPart)) {
        free(bytes);
        bytes = NULL;
    }
    CloseHandle(file);
    return bytes;
}

/* A folder as store keeps each certificate as PEM under its thumbprint; what is in the file counts
 * only if it is that very certificate. */
static const CERT_CONTEXT *find_in_folder(const char *folder, const char *digits,
                                          BYTE thumbprint[SHA1_SIZE])
{
    wchar_t *wide = tr_text_to_utf16(folder);
    size_t room = wide ? wcslen(wide) + 64 : 0;
    wchar_t *path = wide ? calloc(room, sizeof(*path)) : NULL;
    HCERTSTORE store = NULL;
    const CERT_CONTEXT *found = NULL;
    DWORD size = 0;
    BYTE *bytes = NULL;

    if (path && _snwprintf(path, room - 1, L"%ls\\%hs.pem", wide, digits) > 0)
        bytes = read_small(&size, path);
    if (bytes) {
        CERT_BLOB blob = { size, bytes };

        CryptQueryObject(CERT_QUERY_OBJECT_BLOB, &blob, CERT_QUERY_CONTENT_FLAG_CERT,
                         CERT_QUERY_FORMAT_FLAG_ALL, 0, NULL, NULL, NULL, &store, NULL, NULL);
    }
    if (store) {
        found = find_in(store, thumbprint);
        CertCloseStore(store, 0);
    }
    free(bytes);
    free(path);
    free(wide);
    return found;
}

/* For CertFreeCertificateContext; NULL: it is not where it was. */
static const CERT_CONTEXT *find(const json_t *record)
{
    const json_t *places = json_object_get(record, "installed_in");
    const CERT_CONTEXT *found;
    BYTE thumbprint[SHA1_SIZE];

    if (!read_thumbprint(thumbprint, record))
        return NULL;
    found = find_in_system(thumbprint);
    for (size_t index = 0; !found && index < json_array_size(places); index++) {
        const char *place =
            json_string_value(json_object_get(json_array_get(places, index), "path"));

        if (place)
            found = find_in_folder(place, action_thumbprint(record), thumbprint);
    }
    return found;
}

static HRESULT write_all(const wchar_t *path, const BYTE *bytes, DWORD size)
{
    HANDLE file =
        CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    HRESULT result = S_OK;
    DWORD written;

    if (file == INVALID_HANDLE_VALUE)
        return HRESULT_FROM_WIN32(GetLastError());
    if (!WriteFile(file, bytes, size, &written, NULL))
        result = HRESULT_FROM_WIN32(GetLastError());
    CloseHandle(file);
    if (FAILED(result))
        DeleteFileW(path);
    return result;
}

HRESULT certificate_export(const json_t *record, const char *file)
{
    const CERT_CONTEXT *found = find(record);
    wchar_t *path = found ? tr_text_to_utf16(file) : NULL;
    HRESULT result = found ? E_OUTOFMEMORY : S_FALSE;

    if (path)
        result = write_all(path, found->pbCertEncoded, found->cbCertEncoded);
    if (found)
        CertFreeCertificateContext(found);
    free(path);
    return result;
}

HRESULT certificate_view(HWND owner, const json_t *record)
{
    const CERT_CONTEXT *found = find(record);
    CRYPTUI_VIEWCERTIFICATE_STRUCTW shown = { .dwSize = sizeof(shown),
                                              .hwndParent = owner,
                                              .dwFlags = CRYPTUI_DISABLE_EDITPROPERTIES |
                                                         CRYPTUI_DISABLE_ADDTOSTORE,
                                              .pCertContext = found };
    BOOL has_changed;

    if (!found)
        return S_FALSE;
    CryptUIDlgViewCertificateW(&shown, &has_changed);
    CertFreeCertificateContext(found);
    return S_OK;
}
