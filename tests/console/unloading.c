#include "tests/console/unloading.h"

#include <stdbool.h>

#include <objbase.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/host.h"
#include "tests/console/output.h"

#define DLLS_MAX 64
#define LIMIT_MS 3000 /* a thread of its own may have to end first */
#define STEP_MS  20

typedef HRESULT(WINAPI *can_unload)(void);
typedef void any_function(void);

static HMODULE dlls[DLLS_MAX];
static size_t dll_count;

void unloading_note(HMODULE dll)
{
    for (size_t index = 0; index < dll_count; index++) {
        if (dlls[index] == dll)
            return;
    }
    if (dll && dll != GetModuleHandleW(NULL) && dll_count < DLLS_MAX)
        dlls[dll_count++] = dll;
}

/* The DLL may be gone, and another one at its place. */
static bool is_used(HMODULE dll)
{
    can_unload ask;
    HRESULT outcome;
    call now;
    HMODULE still = NULL;

    if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, (const wchar_t *)(void *)dll,
                            &still))
        return false;
    ask = (can_unload)(any_function *)GetProcAddress(still, "DllCanUnloadNow");
    call_begin(&now, CALL_ANY, "DllCanUnloadNow");
    outcome = ask ? ask() : S_OK;
    call_end(&now);
    FreeLibrary(still);
    return outcome != S_OK;
}

static void check(HMODULE dll)
{
    DWORD started = GetTickCount();
    wchar_t path[MAX_PATH] = L"";

    GetModuleFileNameW(dll, path, ARRAYSIZE(path));
    while (is_used(dll) && GetTickCount() - started < LIMIT_MS)
        host_pump(STEP_MS);
    breach_expect(!is_used(dll), CHECK_UNLOAD, "'%s' says that it is still used", shown(path));
}

void unloading_check(void)
{
    for (size_t index = 0; index < dll_count; index++)
        check(dlls[index]);
    dll_count = 0;
    CoFreeUnusedLibrariesEx(0, 0);
}
