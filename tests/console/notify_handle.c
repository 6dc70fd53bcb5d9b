#include "tests/console/notify_handle.h"

#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/display_help.h"

#define CHANGED (WM_APP + 1)

typedef struct notify_handle {
    LONG_PTR value;
    IUnknown *target;
    bool is_scope;
    bool is_freed;
    struct notify_handle *next;
} notify_handle;

__declspec(dllexport) HRESULT WINAPI MMCPropertyChangeNotify(LONG_PTR handle, LPARAM param);
__declspec(dllexport) HRESULT WINAPI MMCFreeNotifyHandle(LONG_PTR handle);
__declspec(dllexport) HRESULT WINAPI MMCPropertyHelp(LPOLESTR topic);
__declspec(dllexport) HRESULT WINAPI MMCPropPageCallback(void *page);

/* A page lives on its sheet's thread, and frees its handle there. */
static SRWLOCK lock = SRWLOCK_INIT;
static notify_handle *handles; /* they stay, to tell one that was freed from one that never was */
static LONG_PTR last;
static unsigned alive;
static HWND receiver;

static notify_handle *find(LONG_PTR value)
{
    notify_handle *handle = handles;

    while (handle && handle->value != value)
        handle = handle->next;
    return handle;
}

/* The data object of the notification is NULL: what changed is for the snap-in to know. */
static void tell(const notify_handle *handle, LPARAM param)
{
    call now;

    call_begin(&now, CALL_ANY, "Notify(MMCN_PROPERTY_CHANGE)");
    if (handle->is_scope) {
        IComponentData *target;

        if (SUCCEEDED(
                IUnknown_QueryInterface(handle->target, &IID_IComponentData, (void **)&target))) {
            IComponentData_Notify(target, NULL, MMCN_PROPERTY_CHANGE, TRUE, param);
            IComponentData_Release(target);
        }
    } else {
        IComponent *target;

        if (SUCCEEDED(IUnknown_QueryInterface(handle->target, &IID_IComponent, (void **)&target))) {
            IComponent_Notify(target, NULL, MMCN_PROPERTY_CHANGE, FALSE, param);
            IComponent_Release(target);
        }
    }
    call_end(&now);
}

static LRESULT CALLBACK receive(HWND window, UINT message, WPARAM wparam, LPARAM lparam)
{
    const notify_handle *handle;

    if (message != CHANGED)
        return DefWindowProcW(window, message, wparam, lparam);
    AcquireSRWLockShared(&lock);
    handle = find((LONG_PTR)wparam);
    ReleaseSRWLockShared(&lock);
    if (handle && handle->target)
        tell(handle, lparam);
    return 0;
}

static HWND make_receiver(void)
{
    WNDCLASSW made = { .lpfnWndProc = receive,
                       .hInstance = GetModuleHandleW(NULL),
                       .lpszClassName = L"ConsoleHostNotify" };

    RegisterClassW(&made);
    return CreateWindowW(made.lpszClassName, NULL, 0, 0, 0, 0, 0, HWND_MESSAGE, NULL,
                         made.hInstance, NULL);
}

LONG_PTR notify_handle_new(IUnknown *target, bool is_scope)
{
    notify_handle *handle = calloc(1, sizeof(*handle));

    if (!handle)
        return 0;
    if (!receiver)
        receiver = make_receiver();
    IUnknown_AddRef(target);
    AcquireSRWLockExclusive(&lock);
    handle->value = last += 16;
    handle->target = target;
    handle->is_scope = is_scope;
    handle->next = handles;
    handles = handle;
    alive++;
    ReleaseSRWLockExclusive(&lock);
    return handle->value;
}

/* Only the console's thread gives up the reference, for it is the snap-in's. */
static bool set_free(LONG_PTR value)
{
    notify_handle *handle;
    bool was_alive;

    AcquireSRWLockExclusive(&lock);
    handle = find(value);
    was_alive = handle && !handle->is_freed;
    if (was_alive) {
        handle->is_freed = true;
        alive--;
    }
    ReleaseSRWLockExclusive(&lock);
    return was_alive;
}

static void forget_target(LONG_PTR value)
{
    IUnknown *target = NULL;
    notify_handle *handle;

    AcquireSRWLockExclusive(&lock);
    handle = find(value);
    if (handle) {
        target = handle->target;
        handle->target = NULL;
    }
    ReleaseSRWLockExclusive(&lock);
    if (target)
        IUnknown_Release(target);
}

void notify_handle_drop(LONG_PTR value)
{
    breach_expect(set_free(value), CHECK_SHEET_HANDLE_TWICE,
                  "CreatePropertyPages failed and freed the notify handle, which is then ours");
    forget_target(value);
}

void notify_handle_end(LONG_PTR value)
{
    breach_expect(!set_free(value), CHECK_SHEET_HANDLE,
                  "the pages are gone, and their notify handle was not freed");
    forget_target(value);
}

void notify_handle_count(unsigned *made, unsigned *still_alive)
{
    AcquireSRWLockShared(&lock);
    *made = (unsigned)(last / 16);
    *still_alive = alive;
    ReleaseSRWLockShared(&lock);
}

HRESULT WINAPI MMCPropertyChangeNotify(LONG_PTR value, LPARAM param)
{
    notify_handle *handle;
    bool is_good;

    AcquireSRWLockShared(&lock);
    handle = find(value);
    is_good = handle && !handle->is_freed;
    ReleaseSRWLockShared(&lock);
    if (!breach_expect(is_good, CHECK_SHEET_HANDLE_USED,
                       "a change was told by a notify handle that is %s",
                       handle ? "freed" : "none of ours"))
        return E_INVALIDARG;
    PostMessageW(receiver, CHANGED, (WPARAM)value, param);
    return S_OK;
}

HRESULT WINAPI MMCFreeNotifyHandle(LONG_PTR value)
{
    return breach_expect(set_free(value), CHECK_SHEET_HANDLE_TWICE,
                         "a notify handle was freed that is not, or no longer, to be freed")
               ? S_OK
               : E_INVALIDARG;
}

HRESULT WINAPI MMCPropertyHelp(LPOLESTR topic)
{
    return display_help_show(topic);
}

HRESULT WINAPI MMCPropPageCallback(void *page)
{
    return page ? S_OK : E_INVALIDARG;
}
