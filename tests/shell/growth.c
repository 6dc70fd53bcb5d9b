/* Ten thousand right clicks: nothing grows. */
#include <stdio.h>
#include <stdlib.h>

#include <windows.h>
#include <psapi.h>
#include <shellapi.h>
#include <shlobj.h>

#include "tests/shell/check.h"
#include "tests/shell/faults.h"
#include "tests/shell/parts.h"

#define WARM_UP 1000
#define ROUNDS  10000

/* What COM's allocator handed out and did not get back, whoever asked for it. */
typedef struct spy {
    IMallocSpy IMallocSpy_iface;
    LONG blocks;
} spy;

static spy *from_IMallocSpy(IMallocSpy *iface)
{
    return CONTAINING_RECORD(iface, spy, IMallocSpy_iface);
}

static HRESULT WINAPI spy_QueryInterface(IMallocSpy *iface, REFIID iid, void **out)
{
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IMallocSpy))
        return E_NOINTERFACE;
    *out = iface;
    return S_OK;
}

static ULONG WINAPI spy_AddRef(IMallocSpy *iface)
{
    (void)iface;
    return 2;
}

static ULONG WINAPI spy_Release(IMallocSpy *iface)
{
    (void)iface;
    return 1;
}

static SIZE_T WINAPI spy_PreAlloc(IMallocSpy *iface, SIZE_T size)
{
    (void)iface;
    return size;
}

static void *WINAPI spy_PostAlloc(IMallocSpy *iface, void *memory)
{
    if (memory)
        InterlockedIncrement(&from_IMallocSpy(iface)->blocks);
    return memory;
}

static void *WINAPI spy_PreFree(IMallocSpy *iface, void *memory, BOOL is_spied)
{
    if (memory && is_spied)
        InterlockedDecrement(&from_IMallocSpy(iface)->blocks);
    return memory;
}

static void WINAPI spy_PostFree(IMallocSpy *iface, BOOL is_spied)
{
    (void)iface, (void)is_spied;
}

static SIZE_T WINAPI spy_PreRealloc(IMallocSpy *iface, void *memory, SIZE_T size, void **new_block,
                                    BOOL is_spied)
{
    (void)iface, (void)is_spied;
    *new_block = memory;
    return size;
}

static void *WINAPI spy_PostRealloc(IMallocSpy *iface, void *memory, BOOL is_spied)
{
    (void)iface, (void)is_spied;
    return memory;
}

static void *WINAPI spy_PreGetSize(IMallocSpy *iface, void *memory, BOOL is_spied)
{
    (void)iface, (void)is_spied;
    return memory;
}

static SIZE_T WINAPI spy_PostGetSize(IMallocSpy *iface, SIZE_T size, BOOL is_spied)
{
    (void)iface, (void)is_spied;
    return size;
}

static void *WINAPI spy_PreDidAlloc(IMallocSpy *iface, void *memory, BOOL is_spied)
{
    (void)iface, (void)is_spied;
    return memory;
}

static int WINAPI spy_PostDidAlloc(IMallocSpy *iface, void *memory, BOOL is_spied, int actual)
{
    (void)iface, (void)memory, (void)is_spied;
    return actual;
}

static void WINAPI spy_PreHeapMinimize(IMallocSpy *iface)
{
    (void)iface;
}

static void WINAPI spy_PostHeapMinimize(IMallocSpy *iface)
{
    (void)iface;
}

static const IMallocSpyVtbl spy_vtbl = {
    .QueryInterface = spy_QueryInterface,
    .AddRef = spy_AddRef,
    .Release = spy_Release,
    .PreAlloc = spy_PreAlloc,
    .PostAlloc = spy_PostAlloc,
    .PreFree = spy_PreFree,
    .PostFree = spy_PostFree,
    .PreRealloc = spy_PreRealloc,
    .PostRealloc = spy_PostRealloc,
    .PreGetSize = spy_PreGetSize,
    .PostGetSize = spy_PostGetSize,
    .PreDidAlloc = spy_PreDidAlloc,
    .PostDidAlloc = spy_PostDidAlloc,
    .PreHeapMinimize = spy_PreHeapMinimize,
    .PostHeapMinimize = spy_PostHeapMinimize,
};

typedef struct measure {
    unsigned handles;
    SIZE_T bytes;
    LONG com_blocks;
    held_things held;
} measure;

static measure take_measure(const spy *watched)
{
    PROCESS_MEMORY_COUNTERS memory = { .cb = sizeof(memory) };
    measure now = { .com_blocks = watched->blocks,
                    .held = faults_held(),
                    .handles = faults_count_handles() };

    GetProcessMemoryInfo(GetCurrentProcess(), &memory, sizeof(memory));
    now.bytes = memory.PagefileUsage;
    return now;
}

/* Processes are not really started: the pipe is then broken, which ends the writer as well. */
static void click(void)
{
    static const wchar_t *const names[] = { L"C:\\folder\\a.dll", L"C:\\folder\\b.dll_invalid" };
    handler files = subject_file_menu();
    data_object *data = data_object_of(names, 2);
    IContextMenu *menu = handler_open(&files, NULL, data);
    CMINVOKECOMMANDINFO info = { .cbSize = sizeof(info),
                                 .fMask = CMIC_MASK_FLAG_NO_UI,
                                 .lpVerb = "Trustmend.RestoreInvalid" };
    shown_menu shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);

    IContextMenu_InvokeCommand(menu, &info);
    shown_menu_free(&shown);
    IContextMenu_Release(menu);
    data_object_let_go(data);
}

static void click_often(int rounds)
{
    for (int round = 0; round < rounds; round++) {
        click();
        if (round % 100 == 99)
            subject_rests();
    }
    subject_rests();
    Sleep(100); /* threads that rest may still be about to end */
}

void growth_check(void)
{
    spy watched = { { (IMallocSpyVtbl *)&spy_vtbl }, 0 };
    measure before;
    measure after;

    if (!check("client.watches", subject_watch(true), "the DLL could not be loaded"))
        return;
    CoRegisterMallocSpy(&watched.IMallocSpy_iface);
    click_often(WARM_UP);
    before = take_measure(&watched);
    click_often(ROUNDS);
    after = take_measure(&watched);
    CoRevokeMallocSpy();

    printf("  %d rounds: %u -> %u handles, %zu -> %zu KiB\n", ROUNDS, before.handles, after.handles,
           before.bytes / 1024, after.bytes / 1024);
    check("growth.handles", after.handles <= before.handles + 2, "%u handles became %u",
          before.handles, after.handles);
    check("growth.bytes", after.bytes < before.bytes + (1 << 20), "%zu bytes became %zu",
          before.bytes, after.bytes);
    check("growth.com-blocks", after.com_blocks <= before.com_blocks + 2,
          "%ld blocks of COM's became %ld", before.com_blocks, after.com_blocks);
    check("growth.memory", after.held.memory == 0, "%ld blocks are left", after.held.memory);
    check("growth.objects", after.held.objects == 0, "%ld bitmaps are left", after.held.objects);
    check("growth.starts", after.held.starts == WARM_UP + ROUNDS, "%ld starts", after.held.starts);
}
