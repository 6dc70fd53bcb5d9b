#include "com/module.h"

#include <stdlib.h>
#include <string.h>

#include <shlobj.h>

typedef struct module_thread {
    void (*work)(void *context);
    void *context;
    IUnknown *program; /* NULL where the program waits for nobody */
    HMODULE self;
} module_thread;

static HINSTANCE own_instance;
static LONG locks;

void module_attach(HINSTANCE instance)
{
    own_instance = instance;
    DisableThreadLibraryCalls(instance);
}

HINSTANCE module_instance(void)
{
    return own_instance;
}

wchar_t *module_path(void)
{
    for (DWORD capacity = MAX_PATH;; capacity *= 2) {
        wchar_t *path = malloc(capacity * sizeof(*path));
        DWORD size = path ? GetModuleFileNameW(own_instance, path, capacity) : 0;

        if (size > 0 && size < capacity)
            return path;
        free(path);
        if (size == 0)
            return NULL;
    }
}

wchar_t *module_path_beside(const wchar_t *file)
{
    wchar_t *own = module_path();
    wchar_t *slash = own ? wcsrchr(own, L'\\') : NULL;
    size_t folder = slash ? (size_t)(slash + 1 - own) : 0;
    size_t size = wcslen(file) + 1;
    wchar_t *path = own ? malloc((folder + size) * sizeof(*path)) : NULL;

    if (path) {
        memcpy(path, own, folder * sizeof(*path));
        memcpy(path + folder, file, size * sizeof(*path));
    }
    free(own);
    return path;
}

void module_lock(void)
{
    InterlockedIncrement(&locks);
}

void module_unlock(void)
{
    InterlockedDecrement(&locks);
}

HRESULT module_can_unload(void)
{
    return InterlockedCompareExchange(&locks, 0, 0) == 0 ? S_OK : S_FALSE;
}

static DWORD WINAPI run(void *parameter)
{
    module_thread thread = *(module_thread *)parameter;

    free(parameter);
    thread.work(thread.context);
    if (thread.program)
        IUnknown_Release(thread.program);
    module_unlock();
    FreeLibraryAndExitThread(thread.self, 0);
}

HRESULT module_start_thread(void (*work)(void *context), void *context)
{
    module_thread *thread = calloc(1, sizeof(*thread));
    HANDLE handle;

    if (!thread)
        return E_OUTOFMEMORY;
    thread->work = work;
    thread->context = context;
    if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, (const wchar_t *)&locks,
                            &thread->self)) {
        free(thread);
        return E_FAIL;
    }
    if (FAILED(SHGetInstanceExplorer(&thread->program)))
        thread->program = NULL;

    module_lock();
    handle = CreateThread(NULL, 0, run, thread, 0, NULL);
    if (!handle) {
        if (thread->program)
            IUnknown_Release(thread->program);
        FreeLibrary(thread->self);
        free(thread);
        module_unlock();
        return E_OUTOFMEMORY;
    }
    CloseHandle(handle);
    return S_OK;
}
