#include "core/platform/second_opinion.h"

#include <stdlib.h>
#include <string.h>

#include <windows.h>
#include <wintrust.h>
#include <mscat.h>
#include <softpub.h>

#include "core/platform/system_error.h"
#include "core/platform/win32/file_handle.h"
#include "core/platform/win32/path.h"

#define LIBRARY      L"\\wintrust.dll"
#define HASH_MAX     64
#define NO_SIGNATURE ((LONG)0x800B0100)

/*
 * The library is loaded when it is first asked, from the system's folder and
 * no other: most runs never need it. CalcHash2 and AcquireContext2, for
 * SHA-256, came with Windows 8.
 */
typedef struct wintrust {
    HMODULE module;
    LONG(WINAPI *verify)(HWND, GUID *, LPVOID);
    BOOL(WINAPI *acquire)(HCATADMIN *, const GUID *, DWORD);
    BOOL(WINAPI *acquire2)(HCATADMIN *, const GUID *, PCWSTR, const void *, DWORD);
    BOOL(WINAPI *hash)(HANDLE, DWORD *, BYTE *, DWORD);
    BOOL(WINAPI *hash2)(HCATADMIN, HANDLE, DWORD *, BYTE *, DWORD);
    HCATINFO(WINAPI *find)(HCATADMIN, BYTE *, DWORD, DWORD, HCATINFO *);
    BOOL(WINAPI *describe)(HCATINFO, CATALOG_INFO *, DWORD);
    BOOL(WINAPI *release_catalog)(HCATADMIN, HCATINFO, DWORD);
    BOOL(WINAPI *release)(HCATADMIN, DWORD);
} wintrust;

/* A function of the library; through void * because its type is only known where it is kept. */
static void look_up(void *out, HMODULE module, const char *name)
{
    FARPROC found = GetProcAddress(module, name);

    memcpy(out, &found, sizeof(found));
}

static bool load(wintrust *out)
{
    wchar_t path[MAX_PATH + sizeof(LIBRARY) / sizeof(wchar_t)];
    UINT size = GetSystemDirectoryW(path, MAX_PATH);

    if (size == 0 || size >= MAX_PATH)
        return false;
    memcpy(path + size, LIBRARY, sizeof(LIBRARY));
    out->module = LoadLibraryW(path);
    if (!out->module)
        return false;
    look_up(&out->verify, out->module, "WinVerifyTrust");
    look_up(&out->acquire, out->module, "CryptCATAdminAcquireContext");
    look_up(&out->acquire2, out->module, "CryptCATAdminAcquireContext2");
    look_up(&out->hash, out->module, "CryptCATAdminCalcHashFromFileHandle");
    look_up(&out->hash2, out->module, "CryptCATAdminCalcHashFromFileHandle2");
    look_up(&out->find, out->module, "CryptCATAdminEnumCatalogFromHash");
    look_up(&out->describe, out->module, "CryptCATCatalogInfoFromContext");
    look_up(&out->release_catalog, out->module, "CryptCATAdminReleaseCatalogContext");
    look_up(&out->release, out->module, "CryptCATAdminReleaseContext");
    return out->verify != NULL;
}

/* WTD_REVOKE_NONE alone still lets Windows fetch issuers; both flags are needed to stay offline. */
static LONG verify(const wintrust *library, WINTRUST_DATA *data)
{
    GUID action = WINTRUST_ACTION_GENERIC_VERIFY_V2;
    LONG code;

    data->cbStruct = sizeof(*data);
    data->dwUIChoice = WTD_UI_NONE;
    data->fdwRevocationChecks = WTD_REVOKE_NONE;
    data->dwProvFlags = WTD_REVOCATION_CHECK_NONE | WTD_CACHE_ONLY_URL_RETRIEVAL;
    data->dwStateAction = WTD_STATEACTION_VERIFY;
    code = library->verify(INVALID_HANDLE_VALUE, &action, data);
    data->dwStateAction = WTD_STATEACTION_CLOSE;
    library->verify(INVALID_HANDLE_VALUE, &action, data);
    return code;
}

static LONG verify_file(const wintrust *library, HANDLE handle, const wchar_t *path)
{
    WINTRUST_FILE_INFO file = { .cbStruct = sizeof(file), .pcwszFilePath = path, .hFile = handle };
    WINTRUST_DATA data = { .dwUnionChoice = WTD_CHOICE_FILE, .pFile = &file };

    return verify(library, &data);
}

/* WINTRUST_CATALOG_INFO as it is since Windows 8; MinGW's header ends before the last member. */
typedef struct catalog_member {
    WINTRUST_CATALOG_INFO information;
    HCATADMIN admin;
} catalog_member;

/* One of Windows' catalog files that lists the file. Its tag there is the digest in hexadecimal. */
static LONG verify_member(const wintrust *library, HCATADMIN admin, HCATINFO catalog, HANDLE handle,
                          const wchar_t *path, BYTE *hash, DWORD hash_size)
{
    static const wchar_t digits[] = L"0123456789ABCDEF";
    CATALOG_INFO description = { .cbStruct = sizeof(description) };
    wchar_t tag[2 * HASH_MAX + 1] = L"";
    catalog_member member = {
        .information = { .cbStruct = sizeof(member),
                         .pcwszCatalogFilePath = description.wszCatalogFile,
                         .pcwszMemberTag = tag,
                         .pcwszMemberFilePath = path,
                         .hMemberFile = handle,
                         .pbCalculatedFileHash = hash,
                         .cbCalculatedFileHash = hash_size },
        .admin = admin,
    };
    WINTRUST_DATA data = { .dwUnionChoice = WTD_CHOICE_CATALOG, .pCatalog = &member.information };

    if (!library->describe(catalog, &description, 0))
        return NO_SIGNATURE;
    for (DWORD i = 0; i < hash_size; i++) {
        tag[2 * i] = digits[hash[i] >> 4];
        tag[2 * i + 1] = digits[hash[i] & 15];
    }
    return verify(library, &data);
}

static bool acquire(const wintrust *library, HCATADMIN *admin, const wchar_t *algorithm)
{
    if (algorithm)
        return library->acquire2 && library->hash2 &&
               library->acquire2(admin, NULL, algorithm, NULL, 0);
    return library->acquire && library->hash && library->acquire(admin, NULL, 0);
}

static LONG verify_by_catalogs(const wintrust *library, HANDLE handle, const wchar_t *path,
                               const wchar_t *algorithm)
{
    LONG code = NO_SIGNATURE;
    BYTE hash[HASH_MAX];
    DWORD size = sizeof(hash);
    HCATINFO catalog = NULL;
    HCATADMIN admin;

    if (!library->find || !library->describe || !library->release_catalog || !library->release ||
        !acquire(library, &admin, algorithm))
        return code;
    if (algorithm ? library->hash2(admin, handle, &size, hash, 0)
                  : library->hash(handle, &size, hash, 0))
        catalog = library->find(admin, hash, size, 0, NULL);
    if (catalog) {
        code = verify_member(library, admin, catalog, handle, path, hash, size);
        library->release_catalog(admin, catalog, 0);
    }
    library->release(admin, 0);
    return code;
}

tr_second_opinion tr_second_opinion_source(void)
{
    HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");

    return ntdll && GetProcAddress(ntdll, "wine_get_version") ? TR_OPINION_WINE
                                                              : TR_OPINION_WINDOWS;
}

tr_status tr_second_opinion_ask(uint32_t *code, const tr_file *file, tr_error *err)
{
    tr_status status = TR_OK;
    wintrust library = { 0 };
    HANDLE handle = tr_file_handle(file);
    wchar_t *path = tr_path_native(tr_file_path(file));
    LONG answer;

    if (!path)
        return tr_error_set_system(err, TR_ERR_MEMORY, GetLastError(), "cannot ask Windows of '%s'",
                                   tr_file_path(file));
    if (!load(&library)) {
        status = tr_error_set_system(err, TR_ERR_UNSUPPORTED, GetLastError(),
                                     "cannot ask Windows of '%s'", tr_file_path(file));
        goto done;
    }
    answer = verify_file(&library, handle, path);
    if (answer == NO_SIGNATURE)
        answer = verify_by_catalogs(&library, handle, path, L"SHA256");
    if (answer == NO_SIGNATURE)
        answer = verify_by_catalogs(&library, handle, path, NULL);
    *code = (uint32_t)answer;
done:
    if (library.module)
        FreeLibrary(library.module);
    free(path);
    return status;
}
