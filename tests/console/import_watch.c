#include "tests/console/import_watch.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "tests/console/breach.h"

#define TRAP 0xDD

static LONG blocks;
static LONG objects;

static void *seen_malloc(size_t size)
{
    void *block = malloc(size);

    if (block)
        InterlockedIncrement(&blocks);
    return block;
}

static void *seen_calloc(size_t count, size_t size)
{
    void *block = calloc(count, size);

    if (block)
        InterlockedIncrement(&blocks);
    return block;
}

static void *seen_realloc(void *old, size_t size)
{
    void *block = realloc(old, size);

    if (block && !old)
        InterlockedIncrement(&blocks);
    return block;
}

static void seen_free(void *block)
{
    if (block) {
        if (breach_level() == LEVEL_STRICT)
            memset(block, TRAP, _msize(block));
        InterlockedDecrement(&blocks);
    }
    free(block);
}

static char *seen_strdup(const char *text)
{
    char *copy = _strdup(text);

    if (copy)
        InterlockedIncrement(&blocks);
    return copy;
}

static wchar_t *seen_wcsdup(const wchar_t *text)
{
    wchar_t *copy = _wcsdup(text);

    if (copy)
        InterlockedIncrement(&blocks);
    return copy;
}

static HBITMAP WINAPI seen_CreateDIBSection(HDC context, const BITMAPINFO *info, UINT usage,
                                            void **bits, HANDLE section, DWORD offset)
{
    HBITMAP made = CreateDIBSection(context, info, usage, bits, section, offset);

    if (made)
        InterlockedIncrement(&objects);
    return made;
}

static HBITMAP WINAPI seen_LoadBitmapW(HINSTANCE from, LPCWSTR name)
{
    HBITMAP made = LoadBitmapW(from, name);

    if (made)
        InterlockedIncrement(&objects);
    return made;
}

static HBITMAP WINAPI seen_LoadBitmapA(HINSTANCE from, LPCSTR name)
{
    HBITMAP made = LoadBitmapA(from, name);

    if (made)
        InterlockedIncrement(&objects);
    return made;
}

static HANDLE WINAPI seen_LoadImageW(HINSTANCE from, LPCWSTR name, UINT type, int width, int height,
                                     UINT flags)
{
    HANDLE made = LoadImageW(from, name, type, width, height, flags);

    if (made && type == IMAGE_BITMAP)
        InterlockedIncrement(&objects);
    return made;
}

static HFONT WINAPI seen_CreateFontIndirectW(const LOGFONTW *font)
{
    HFONT made = CreateFontIndirectW(font);

    if (made)
        InterlockedIncrement(&objects);
    return made;
}

static HBRUSH WINAPI seen_CreateSolidBrush(COLORREF colour)
{
    HBRUSH made = CreateSolidBrush(colour);

    if (made)
        InterlockedIncrement(&objects);
    return made;
}

static BOOL WINAPI seen_DeleteObject(HGDIOBJ object)
{
    BOOL done = DeleteObject(object);

    if (done)
        InterlockedDecrement(&objects);
    return done;
}

typedef void any_function(void);

#define SEEN(library, name)                                                                        \
    {                                                                                              \
#library, #name, (any_function *)seen_##name                                               \
    }

/* Only of the C library that this program has too: another one has another heap. */
static const struct {
    const char *library;
    const char *name;
    any_function *function;
} seen[] = {
    SEEN(msvcrt.dll, malloc),
    SEEN(msvcrt.dll, calloc),
    SEEN(msvcrt.dll, realloc),
    SEEN(msvcrt.dll, free),
    { "msvcrt.dll", "_strdup", (any_function *)seen_strdup },
    { "msvcrt.dll", "_wcsdup", (any_function *)seen_wcsdup },
    SEEN(gdi32.dll, CreateDIBSection),
    SEEN(gdi32.dll, CreateFontIndirectW),
    SEEN(gdi32.dll, CreateSolidBrush),
    SEEN(gdi32.dll, DeleteObject),
    SEEN(user32.dll, LoadBitmapW),
    SEEN(user32.dll, LoadBitmapA),
    SEEN(user32.dll, LoadImageW),
};

static any_function *seen_of(const char *library, const char *name)
{
    for (size_t index = 0; index < ARRAYSIZE(seen); index++) {
        if (_stricmp(seen[index].library, library) == 0 && strcmp(seen[index].name, name) == 0)
            return seen[index].function;
    }
    return NULL;
}

static void replace(IMAGE_THUNK_DATA *slot, any_function *function)
{
    DWORD protection;

    if (slot->u1.Function == (ULONG_PTR)function ||
        !VirtualProtect(slot, sizeof(*slot), PAGE_READWRITE, &protection))
        return;
    slot->u1.Function = (ULONG_PTR)function;
    VirtualProtect(slot, sizeof(*slot), protection, &protection);
}

static void replace_of(BYTE *base, const IMAGE_IMPORT_DESCRIPTOR *from)
{
    IMAGE_THUNK_DATA *name = (IMAGE_THUNK_DATA *)(void *)(base + from->OriginalFirstThunk);
    IMAGE_THUNK_DATA *slot = (IMAGE_THUNK_DATA *)(void *)(base + from->FirstThunk);

    for (; from->OriginalFirstThunk && name->u1.AddressOfData; name++, slot++) {
        IMAGE_IMPORT_BY_NAME *import;
        any_function *function;

        if (IMAGE_SNAP_BY_ORDINAL(name->u1.Ordinal))
            continue;
        import = (IMAGE_IMPORT_BY_NAME *)(void *)(base + name->u1.AddressOfData);
        function = seen_of((const char *)base + from->Name, (const char *)import->Name);
        if (function)
            replace(slot, function);
    }
}

void import_watch(HMODULE dll)
{
    BYTE *base = (BYTE *)dll;
    IMAGE_NT_HEADERS *headers;
    DWORD at;

    if (!dll || dll == GetModuleHandleW(NULL))
        return;
    headers = (IMAGE_NT_HEADERS *)(void *)(base + ((IMAGE_DOS_HEADER *)(void *)base)->e_lfanew);
    at = headers->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT].VirtualAddress;
    for (IMAGE_IMPORT_DESCRIPTOR *from = (IMAGE_IMPORT_DESCRIPTOR *)(void *)(base + at);
         at && from->Name; from++)
        replace_of(base, from);
}

long import_watch_blocks(void)
{
    return blocks;
}

long import_watch_gdi(void)
{
    return objects;
}
