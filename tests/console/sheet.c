#include "tests/console/sheet.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <commctrl.h>

#include "tests/console/breach.h"
#include "tests/console/notify_handle.h"
#include "tests/console/output.h"

#define PAGES_MAX MAXPROPPAGES

/* Of a page of the console, in dialog units. */
#define PAGE_WIDTH  252
#define PAGE_HEIGHT 218

struct sheet {
    wchar_t *title;
    wchar_t *caption;
    bool is_wizard;
    IDataObject *data;
    MMC_COOKIE cookie;
    DWORD options;
    IUnknown *primary;
    LONG_PTR handle;
    HPROPSHEETPAGE pages[PAGES_MAX];
    size_t count;
    HWND parent;
    int first;
    HANDLE thread;
    HANDLE is_up;
    HWND volatile window;
    sheet *next;
};

static sheet *shown_sheets; /* the last one first; of the console's thread */

sheet *sheet_new(const sheet_subject *subject)
{
    sheet *self = calloc(1, sizeof(*self));

    if (!self)
        return NULL;
    self->title = _wcsdup(subject->title);
    self->is_wizard = subject->is_wizard;
    self->options = subject->options;
    self->cookie = subject->cookie;
    self->data = subject->data;
    if (self->data)
        IDataObject_AddRef(self->data);
    return self;
}

IDataObject *sheet_data(const sheet *self)
{
    return self->data;
}

MMC_COOKIE sheet_cookie(const sheet *self)
{
    return self->cookie;
}

HRESULT sheet_add_page(sheet *self, HPROPSHEETPAGE page)
{
    if (!page || self->count >= PAGES_MAX)
        return E_INVALIDARG;
    self->pages[self->count++] = page;
    return S_OK;
}

HRESULT sheet_remove_page(sheet *self, HPROPSHEETPAGE page)
{
    for (size_t index = 0; index < self->count; index++) {
        if (self->pages[index] != page)
            continue;
        self->count--;
        memmove(&self->pages[index], &self->pages[index + 1],
                (self->count - index) * sizeof(self->pages[0]));
        return S_OK;
    }
    return E_INVALIDARG;
}

size_t sheet_page_count(const sheet *self)
{
    return self->count;
}

void sheet_set_handle(sheet *self, LONG_PTR handle)
{
    self->handle = handle;
}

void sheet_set_primary(sheet *self, IUnknown *primary)
{
    self->primary = primary;
}

IUnknown *sheet_primary(const sheet *self)
{
    return self->primary;
}

void sheet_free(sheet *self)
{
    if (!self)
        return;
    if (self->handle)
        notify_handle_end(self->handle);
    if (self->data)
        IDataObject_Release(self->data);
    if (self->is_up)
        CloseHandle(self->is_up);
    free(self->caption);
    free(self->title);
    free(self);
}

/* A sheet is as large as its largest page, so that one look judges all. */
static void check_size(HWND page)
{
    RECT most = { 0, 0, PAGE_WIDTH, PAGE_HEIGHT };
    RECT is;

    if (!page)
        return;
    MapDialogRect(page, &most);
    GetClientRect(page, &is);
    breach_expect(is.right <= most.right + 1 && is.bottom <= most.bottom + 1, CHECK_SHEET_PAGE_SIZE,
                  "the pages are %ld x %ld, and a console has room for %ld x %ld", is.right,
                  is.bottom, most.right, most.bottom);
}

static void run(HWND window)
{
    MSG message;

    while (PropSheet_GetCurrentPageHwnd(window) && GetMessageW(&message, NULL, 0, 0) > 0) {
        if (!PropSheet_IsDialogMessage(window, &message)) {
            TranslateMessage(&message);
            DispatchMessageW(&message);
        }
    }
}

static DWORD flags_of(const sheet *self)
{
    DWORD flags = self->is_wizard ? PSH_USECALLBACK : PSH_MODELESS;

    if (self->is_wizard)
        flags |= self->options & MMC_PSO_NEWWIZARDTYPE ? PSH_WIZARD97 : PSH_WIZARD;
    if (self->options & MMC_PSO_NOAPPLYNOW)
        flags |= PSH_NOAPPLYNOW;
    if (self->options & MMC_PSO_HASHELP)
        flags |= PSH_HASHELP;
    return flags;
}

static PROPSHEETHEADERW header_of(sheet *self)
{
    return (PROPSHEETHEADERW){
        .dwSize = sizeof(PROPSHEETHEADERW),
        .dwFlags = flags_of(self),
        .hwndParent = self->is_wizard ? self->parent : NULL,
        .pszCaption = self->caption,
        .nPages = (UINT)self->count,
        .nStartPage = (UINT)self->first,
        .phpage = self->pages,
    };
}

static DWORD WINAPI show(void *parameter)
{
    sheet *self = parameter;
    PROPSHEETHEADERW header = header_of(self);
    HWND window;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    window = (HWND)PropertySheetW(&header); /* NOLINT(performance-no-int-to-ptr) */
    if (window == INVALID_HANDLE_VALUE)
        window = NULL;
    breach_expect(window != NULL, CHECK_SHEET_SHOWN, "'%s' cannot be shown", shown(self->title));
    self->window = window;
    if (window)
        check_size(PropSheet_GetCurrentPageHwnd(window));
    SetEvent(self->is_up);
    if (window) {
        run(window);
        DestroyWindow(window);
    }
    CoUninitialize();
    return 0;
}

static int CALLBACK note_window(HWND window, UINT message, LPARAM parameter)
{
    (void)parameter;
    if (message == PSCB_INITIALIZED)
        shown_sheets->window = window;
    return 0;
}

/* A wizard is over when Show returns, so that its caller can look at what it was told. */
static HRESULT show_wizard(sheet *self)
{
    PROPSHEETHEADERW header = header_of(self);
    sheet **at = &shown_sheets;
    INT_PTR outcome;

    header.pfnCallback = note_window;
    self->next = shown_sheets;
    shown_sheets = self;
    outcome = PropertySheetW(&header);
    breach_expect(outcome >= 0, CHECK_SHEET_SHOWN, "'%s' cannot be shown", shown(self->title));
    while (*at != self)
        at = &(*at)->next;
    *at = self->next;
    sheet_free(self);
    if (outcome < 0)
        return E_FAIL;
    return outcome > 0 ? S_OK : S_FALSE;
}

static wchar_t *caption_of(const sheet *self)
{
    static const wchar_t after[] = L" Properties";
    bool is_plain = self->is_wizard || (self->options & MMC_PSO_NO_PROPTITLE);
    size_t size = wcslen(self->title) + ARRAYSIZE(after);
    wchar_t *caption = malloc(size * sizeof(*caption));

    if (caption) {
        wcscpy(caption, self->title);
        if (!is_plain)
            wcscat(caption, after);
    }
    return caption;
}

/* The snap-in's window on our thread may be asked for something meanwhile. */
static bool wait_for(HANDLE handle, DWORD milliseconds)
{
    DWORD started = GetTickCount();

    for (;;) {
        DWORD gone = GetTickCount() - started;
        DWORD left = gone < milliseconds ? milliseconds - gone : 0;
        DWORD what = MsgWaitForMultipleObjects(1, &handle, FALSE, left, QS_ALLINPUT);
        MSG message;

        if (what != WAIT_OBJECT_0 + 1)
            return what == WAIT_OBJECT_0;
        while (PeekMessageW(&message, NULL, 0, 0, PM_REMOVE)) {
            TranslateMessage(&message);
            DispatchMessageW(&message);
        }
    }
}

#define UP_LIMIT 20000 /* ms; the first sheet under Wine loads much */

HRESULT sheet_show(sheet *self, HWND parent, int page)
{
    self->caption = caption_of(self);
    self->parent = parent;
    self->first = page;
    if (self->is_wizard)
        return show_wizard(self);
    self->is_up = CreateEventW(NULL, TRUE, FALSE, NULL);
    self->thread = self->caption && self->is_up ? CreateThread(NULL, 0, show, self, 0, NULL) : NULL;
    if (!self->thread)
        return E_OUTOFMEMORY;
    self->next = shown_sheets;
    shown_sheets = self;
    return wait_for(self->is_up, UP_LIMIT) && self->window ? S_OK : E_FAIL;
}

sheet *sheet_find(bool (*is_same)(const sheet *shown, void *context), void *context)
{
    sheet *self = shown_sheets;

    while (self && !is_same(self, context))
        self = self->next;
    return self;
}

void sheet_bring_up(sheet *self)
{
    if (self->window)
        SetForegroundWindow(self->window);
}

void sheet_collect(void)
{
    sheet **at = &shown_sheets;

    while (*at) {
        sheet *self = *at;

        if (self->is_wizard || WaitForSingleObject(self->thread, 0) != WAIT_OBJECT_0) {
            at = &self->next;
            continue;
        }
        *at = self->next;
        CloseHandle(self->thread);
        sheet_free(self);
    }
}

size_t sheet_count(void)
{
    size_t count = 0;

    for (const sheet *self = shown_sheets; self; self = self->next)
        count++;
    return count;
}

HWND sheet_window(void)
{
    sheet_collect();
    return shown_sheets ? shown_sheets->window : NULL;
}

bool sheet_select_page(int page)
{
    HWND window = sheet_window();

    return window && PropSheet_SetCurSel(window, NULL, page);
}

bool sheet_close(bool is_ok)
{
    HWND window = sheet_window();
    int button = PSBTN_CANCEL;

    if (!window)
        return false;
    if (is_ok)
        button = shown_sheets->is_wizard ? PSBTN_FINISH : PSBTN_OK;
    if (shown_sheets->is_wizard) {
        SendMessageW(window, PSM_PRESSBUTTON, (WPARAM)button, 0);
        ShowWindow(window, SW_HIDE); /* so that the script waits for its caller */
        return true;
    }
    PropSheet_PressButton(window, button);
    PostMessageW(window, WM_NULL, 0, 0); /* so that its loop sees the end at once */
    return true;
}

bool sheet_is_wizard(void)
{
    return shown_sheets && shown_sheets->is_wizard;
}

bool sheet_close_all(DWORD milliseconds)
{
    DWORD started = GetTickCount();

    while (sheet_close(false) && GetTickCount() - started < milliseconds) {
        if (shown_sheets->is_wizard) /* whoever shows it waits for us */
            return true;
        wait_for(shown_sheets->thread, 1000);
    }
    sheet_collect();
    return !shown_sheets;
}
