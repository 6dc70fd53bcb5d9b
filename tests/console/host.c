#include "tests/console/host.h"

#include <stdlib.h>

#include "tests/console/call.h"
#include "tests/console/scope_item.h"
#include "tests/console/snap_in.h"
#include "tests/console/unloading.h"
#include "tests/console/view.h"
#include "tests/console/watchdog.h"

host *host_open(HWND frame)
{
    host *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    self->frame = frame;
    self->scope_images =
        ImageList_Create(GetSystemMetrics(SM_CXSMICON), GetSystemMetrics(SM_CYSMICON),
                         ILC_COLOR32 | ILC_MASK, 16, 16);
    self->root = scope_item_insert(NULL, NULL, NULL);
    self->root->name = _wcsdup(L"Console Root");
    self->root->is_expanded = true;
    view_select(view_open(self), self->root);
    return self;
}

void host_empty(host *self)
{
    while (self->snap_in_count > 0)
        snap_in_close(self->snap_ins[self->snap_in_count - 1]);
    while (self->view_count > 1)
        view_close(self->views[self->view_count - 1]);
    ImageList_RemoveAll(self->scope_images);
    unloading_check();
}

void host_close(host *self)
{
    self->is_closing = true;
    host_empty(self);
    while (self->view_count > 0)
        view_close(self->views[self->view_count - 1]);
    scope_item_remove(self->root);
    ImageList_Destroy(self->scope_images);
    free(self->file);
    free(self);
}

void host_changed(host *self, int what)
{
    if (self->changed)
        self->changed(self, what);
}

/* A window that is none of the console's is the snap-in's, which then has the thread. */
static bool is_snap_ins(HWND window)
{
    return window && GetClassLongPtrW(window, GCLP_HMODULE) != (ULONG_PTR)GetModuleHandleW(NULL) &&
           GetClassLongPtrW(GetAncestor(window, GA_ROOT), GCLP_HMODULE) !=
               (ULONG_PTR)GetModuleHandleW(NULL);
}

static void dispatch(const MSG *message)
{
    call now;

    if (!is_snap_ins(message->hwnd)) {
        DispatchMessageW(message);
        return;
    }
    call_begin(&now, CALL_CLICK, "a window procedure of the snap-in");
    DispatchMessageW(message);
    call_end(&now);
}

void host_pump(DWORD milliseconds)
{
    DWORD started = GetTickCount();
    MSG message;

    for (;;) {
        DWORD gone = GetTickCount() - started;

        watchdog_beat();
        while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE)) {
            TranslateMessage(&message);
            dispatch(&message);
        }
        if (gone >= milliseconds)
            return;
        MsgWaitForMultipleObjects(0, NULL, FALSE, milliseconds - gone, QS_ALLINPUT);
    }
}
