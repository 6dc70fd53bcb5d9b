#include "tests/shell/faults.h"

#include <stdlib.h>
#include <string.h>

#include <shlobj.h>
#include <shlwapi.h>

static held_things held;
static LONG calls_to_fault;
static bool is_pretending;

bool fault_is_due(void)
{
    if (calls_to_fault <= 0 || InterlockedDecrement(&calls_to_fault) != 0)
        return false;
    SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    calls_to_fault = -1;
    return true;
}

void faults_plan(LONG number)
{
    calls_to_fault = number;
}

bool faults_came(void)
{
    return calls_to_fault < 0;
}

held_things faults_held(void)
{
    return held;
}

void faults_forget(void)
{
    memset(&held, 0, sizeof(held));
}

static void *note_block(void *made)
{
    if (made) {
        InterlockedIncrement(&held.memory);
        InterlockedIncrement(&held.allocations);
    }
    return made;
}

/* The DLL's heap is the one of msvcrt, which this program has too. */
static void *seen_malloc(size_t size)
{
    return note_block(fault_is_due() ? NULL : malloc(size));
}

static void *seen_calloc(size_t count, size_t size)
{
    return note_block(fault_is_due() ? NULL : calloc(count, size));
}

static void *seen_realloc(void *old, size_t size)
{
    void *block = fault_is_due() ? NULL : realloc(old, size);

    return old ? block : note_block(block);
}

static void seen_free(void *block)
{
    if (block)
        InterlockedDecrement(&held.memory);
    free(block);
}

/* SEEN(TYPE, NAME, (PARAMETERS), (ARGUMENTS), FAILURE): passes on, unless the call shall fail. */
#define SEEN(type, name, parameters, arguments, failure)                                           \
    static type WINAPI seen_##name parameters                                                      \
    {                                                                                              \
        return fault_is_due() ? (failure) : name arguments;                                        \
    }

SEEN(BOOL, CreatePipe, (PHANDLE r, PHANDLE w, LPSECURITY_ATTRIBUTES a, DWORD n), (r, w, a, n),
     FALSE)
SEEN(BOOL, SetHandleInformation, (HANDLE h, DWORD m, DWORD f), (h, m, f), FALSE)
SEEN(BOOL, InitializeProcThreadAttributeList,
     (LPPROC_THREAD_ATTRIBUTE_LIST l, DWORD c, DWORD f, PSIZE_T s), (l, c, f, s), FALSE)
SEEN(BOOL, UpdateProcThreadAttribute,
     (LPPROC_THREAD_ATTRIBUTE_LIST l, DWORD f, DWORD_PTR a, PVOID v, SIZE_T s, PVOID p, PSIZE_T r),
     (l, f, a, v, s, p, r), FALSE)
SEEN(BOOL, GetModuleHandleExW, (DWORD f, LPCWSTR n, HMODULE *m), (f, n, m), FALSE)
SEEN(DWORD, GetModuleFileNameW, (HMODULE m, LPWSTR n, DWORD s), (m, n, s), 0)
SEEN(HANDLE, CreateThread,
     (LPSECURITY_ATTRIBUTES a, SIZE_T s, LPTHREAD_START_ROUTINE r, LPVOID p, DWORD f, LPDWORD i),
     (a, s, r, p, f, i), NULL)
SEEN(LPVOID, GlobalLock, (HGLOBAL h), (h), NULL)
SEEN(BOOL, InsertMenuItemW, (HMENU m, UINT i, BOOL p, LPCMENUITEMINFOW n), (m, i, p, n), FALSE)
SEEN(int, LoadStringW, (HINSTANCE i, UINT n, LPWSTR b, int s), (i, n, b, s), 0)
SEEN(HRSRC, FindResourceW, (HMODULE m, LPCWSTR n, LPCWSTR t), (m, n, t), NULL)
SEEN(LPVOID, CoTaskMemAlloc, (SIZE_T s), (s), NULL)
SEEN(HRESULT, SHStrDupW, (LPCWSTR s, LPWSTR *o), (s, o), E_OUTOFMEMORY)
SEEN(HRESULT, SHGetNameFromIDList, (PCIDLIST_ABSOLUTE l, SIGDN f, PWSTR *o), (l, f, o),
     E_OUTOFMEMORY)
SEEN(PIDLIST_ABSOLUTE, ILCombine, (PCIDLIST_ABSOLUTE f, PCUIDLIST_RELATIVE i), (f, i), NULL)
SEEN(PIDLIST_ABSOLUTE, ILClone, (PCUIDLIST_RELATIVE l), ((LPITEMIDLIST)l), NULL)

static HBITMAP WINAPI seen_CreateDIBSection(HDC context, const BITMAPINFO *info, UINT usage,
                                            void **bits, HANDLE section, DWORD offset)
{
    HBITMAP bitmap =
        fault_is_due() ? NULL : CreateDIBSection(context, info, usage, bits, section, offset);

    if (bitmap)
        InterlockedIncrement(&held.objects);
    return bitmap;
}

static BOOL WINAPI seen_DeleteObject(HGDIOBJ object)
{
    if (object)
        InterlockedDecrement(&held.objects);
    return DeleteObject(object);
}

static int WINAPI seen_MessageBoxW(HWND owner, LPCWSTR text, LPCWSTR title, UINT type)
{
    (void)owner, (void)text, (void)title, (void)type;
    InterlockedIncrement(&held.boxes);
    return IDOK;
}

static BOOL WINAPI seen_CreateProcessW(LPCWSTR program, LPWSTR line, LPSECURITY_ATTRIBUTES process,
                                       LPSECURITY_ATTRIBUTES thread, BOOL inherits, DWORD flags,
                                       LPVOID environment, LPCWSTR folder, LPSTARTUPINFOW startup,
                                       LPPROCESS_INFORMATION out)
{
    if (fault_is_due())
        return FALSE;
    InterlockedIncrement(&held.starts);
    if (is_pretending) {
        memset(out, 0, sizeof(*out));
        return TRUE;
    }
    return CreateProcessW(program, line, process, thread, inherits, flags, environment, folder,
                          startup, out);
}

typedef void any_function(void);

#define REPLACED(name)                                                                             \
    {                                                                                              \
#name, (any_function *)seen_##name                                                         \
    }

static const struct {
    const char *name;
    any_function *function;
} replacements[] = {
    REPLACED(malloc),
    REPLACED(calloc),
    REPLACED(realloc),
    REPLACED(free),
    REPLACED(CreatePipe),
    REPLACED(SetHandleInformation),
    REPLACED(InitializeProcThreadAttributeList),
    REPLACED(UpdateProcThreadAttribute),
    REPLACED(GetModuleHandleExW),
    REPLACED(GetModuleFileNameW),
    REPLACED(CreateThread),
    REPLACED(GlobalLock),
    REPLACED(InsertMenuItemW),
    REPLACED(LoadStringW),
    REPLACED(FindResourceW),
    REPLACED(CoTaskMemAlloc),
    REPLACED(SHStrDupW),
    REPLACED(ILCombine),
    REPLACED(SHGetNameFromIDList),
    REPLACED(ILClone),
    REPLACED(CreateDIBSection),
    REPLACED(DeleteObject),
    REPLACED(MessageBoxW),
    REPLACED(CreateProcessW),
};

static any_function *replacement_of(const char *name)
{
    for (size_t index = 0; index < ARRAYSIZE(replacements); index++) {
        if (strcmp(replacements[index].name, name) == 0)
            return replacements[index].function;
    }
    return NULL;
}

static bool replace(IMAGE_THUNK_DATA *slot, any_function *function)
{
    DWORD protection;

    if (!VirtualProtect(slot, sizeof(*slot), PAGE_READWRITE, &protection))
        return false;
    slot->u1.Function = (ULONG_PTR)function;
    VirtualProtect(slot, sizeof(*slot), protection, &protection);
    return true;
}

bool faults_watch(HMODULE dll, bool pretends)
{
    BYTE *base = (BYTE *)dll;
    IMAGE_NT_HEADERS *headers =
        (IMAGE_NT_HEADERS *)(void *)(base + ((IMAGE_DOS_HEADER *)(void *)base)->e_lfanew);
    DWORD at = headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT].VirtualAddress;
    size_t replaced = 0;

    is_pretending = pretends;
    for (IMAGE_IMPORT_DESCRIPTOR *from = (IMAGE_IMPORT_DESCRIPTOR *)(void *)(base + at); from->Name;
         from++) {
        IMAGE_THUNK_DATA *name = (IMAGE_THUNK_DATA *)(void *)(base + from->OriginalFirstThunk);
        IMAGE_THUNK_DATA *slot = (IMAGE_THUNK_DATA *)(void *)(base + from->FirstThunk);

        for (; name->u1.AddressOfData; name++, slot++) {
            IMAGE_IMPORT_BY_NAME *import =
                (IMAGE_IMPORT_BY_NAME *)(void *)(base + name->u1.AddressOfData);
            any_function *function = IMAGE_SNAP_BY_ORDINAL(name->u1.Ordinal)
                                         ? NULL
                                         : replacement_of((const char *)import->Name);

            if (function && replace(slot, function))
                replaced++;
        }
    }
    return replaced >= 20;
}

/* Wine 8 has no answer to how many handles a process has, so each is asked for. */
unsigned faults_count_handles(void)
{
    unsigned count = 0;

    for (ULONG_PTR handle = 4; handle < 4 * 4096; handle += 4) {
        DWORD flags;

        count += GetHandleInformation((HANDLE)handle, &flags) != FALSE;
    }
    return count;
}
