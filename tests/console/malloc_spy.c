#include "tests/console/malloc_spy.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>
#include <objidl.h>

#include "tests/console/breach.h"

/* What freed memory is filled with, so that nobody reads in it what was there. */
#define TRAP 0xDD

/* A table of open addresses; a zero is empty, a one was emptied. */
static uintptr_t *blocks;
static size_t capacity;
static size_t used; /* emptied ones among them */
static size_t living;
static SRWLOCK lock = SRWLOCK_INIT;

static size_t place_of(uintptr_t block)
{
    return (size_t)((block >> 4) * 0x9E3779B97F4A7C15u) & (capacity - 1);
}

static void put(uintptr_t block)
{
    size_t at = place_of(block);

    while (blocks[at] > 1)
        at = (at + 1) & (capacity - 1);
    used += blocks[at] == 0;
    blocks[at] = block;
    living++;
}

static void grow(void)
{
    uintptr_t *old = blocks;
    size_t old_capacity = capacity;

    capacity = living * 4 > 1024 ? living * 4 : 1024;
    while (capacity & (capacity - 1))
        capacity += capacity & (~capacity + 1);
    blocks = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, capacity * sizeof(*blocks));
    if (!blocks)
        abort();
    used = 0;
    living = 0;
    for (size_t index = 0; index < old_capacity; index++) {
        if (old[index] > 1)
            put(old[index]);
    }
    if (old)
        HeapFree(GetProcessHeap(), 0, old);
}

static void remember(const void *block)
{
    if (!block)
        return;
    AcquireSRWLockExclusive(&lock);
    if (used * 2 >= capacity)
        grow();
    put((uintptr_t)block);
    ReleaseSRWLockExclusive(&lock);
}

static uintptr_t *find(const void *block)
{
    size_t at;

    if (capacity == 0)
        return NULL;
    for (at = place_of((uintptr_t)block); blocks[at]; at = (at + 1) & (capacity - 1)) {
        if (blocks[at] == (uintptr_t)block)
            return &blocks[at];
    }
    return NULL;
}

static bool forget(const void *block)
{
    uintptr_t *place;

    AcquireSRWLockExclusive(&lock);
    place = find(block);
    if (place) {
        *place = 1;
        living--;
    }
    ReleaseSRWLockExclusive(&lock);
    return place != NULL;
}

bool malloc_spy_owns(const void *block)
{
    bool owns;

    AcquireSRWLockShared(&lock);
    owns = block && find(block) != NULL;
    ReleaseSRWLockShared(&lock);
    return owns;
}

size_t malloc_spy_count(void)
{
    return living;
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

static void *WINAPI spy_PostAlloc(IMallocSpy *iface, void *block)
{
    (void)iface;
    remember(block);
    return block;
}

static void *WINAPI spy_PreFree(IMallocSpy *iface, void *block, BOOL is_spied)
{
    (void)iface, (void)is_spied;
    if (block && forget(block) && breach_level() == LEVEL_STRICT) {
        SIZE_T size = HeapSize(GetProcessHeap(), 0, block);

        if (size != (SIZE_T)-1)
            memset(block, TRAP, size);
    }
    return block;
}

static void WINAPI spy_PostFree(IMallocSpy *iface, BOOL is_spied)
{
    (void)iface, (void)is_spied;
}

static SIZE_T WINAPI spy_PreRealloc(IMallocSpy *iface, void *block, SIZE_T size, void **changed,
                                    BOOL is_spied)
{
    (void)iface, (void)is_spied;
    forget(block);
    *changed = block;
    return size;
}

static void *WINAPI spy_PostRealloc(IMallocSpy *iface, void *block, BOOL is_spied)
{
    (void)iface, (void)is_spied;
    remember(block);
    return block;
}

static void *WINAPI spy_PreGetSize(IMallocSpy *iface, void *block, BOOL is_spied)
{
    (void)iface, (void)is_spied;
    return block;
}

static SIZE_T WINAPI spy_PostGetSize(IMallocSpy *iface, SIZE_T size, BOOL is_spied)
{
    (void)iface, (void)is_spied;
    return size;
}

static void *WINAPI spy_PreDidAlloc(IMallocSpy *iface, void *block, BOOL is_spied)
{
    (void)iface, (void)is_spied;
    return block;
}

static int WINAPI spy_PostDidAlloc(IMallocSpy *iface, void *block, BOOL is_spied, int actual)
{
    (void)iface, (void)block, (void)is_spied;
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

bool malloc_spy_start(void)
{
    static IMallocSpy spy = { &spy_vtbl };

    return SUCCEEDED(CoRegisterMallocSpy(&spy));
}
