#include "snapin/worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "com/module.h"
#include "core/platform/clock.h"
#include "core/platform/system_error.h"
#include "core/platform/win32/text.h"
#include "snapin/child.h"
#include "snapin/rows/agent_list.h"
#include "snapin/rows/complaint.h"
#include "snapin/rows/record_reader.h"

#define PROGRAM L"trustmend.exe"
#define WM_NEWS (WM_APP + 1)
#define RETRY   50 /* milliseconds */

/* How long a program may take to stop. */
#define GRACE_LOOKING 2000
#define GRACE_ACTING  60000

/* Rows that wait to be handed over. */
typedef struct delivery {
    struct delivery *next;
    row_block *block;
} delivery;

struct worker {
    LONG references; /* of the console, and of the thread */
    worker_events events;
    HWND window; /* of the console's thread; the console's alone */
    const node *node;
    char *list;
    wchar_t *program;
    wchar_t *line;
    HANDLE stop; /* an event */
    CRITICAL_SECTION creating;

    /* Below, the lock is held. */
    CRITICAL_SECTION lock;
    delivery *first;
    delivery **last;
    bool is_posted; /* the window will look */
    bool is_released;
    bool is_over;

    /* The thread's, until it is over. */
    record_reader *reader;
    complaint complaint;
    tr_error failure;
    size_t count;
    bool has_run;
    unsigned long code;
    char summary[64]; /* of a list */
};

static void free_deliveries(delivery *first)
{
    while (first) {
        delivery *next = first->next;

        row_block_free(first->block);
        free(first);
        first = next;
    }
}

static void let_go(worker *self)
{
    if (InterlockedDecrement(&self->references) > 0)
        return;
    free_deliveries(self->first);
    record_reader_free(self->reader);
    if (self->stop)
        CloseHandle(self->stop);
    DeleteCriticalSection(&self->lock);
    DeleteCriticalSection(&self->creating);
    free(self->list);
    free(self->program);
    free(self->line);
    free(self);
    module_unlock();
}

/* The thread's side */

static bool is_stopped(const worker *self)
{
    return WaitForSingleObject(self->stop, 0) == WAIT_OBJECT_0;
}

/* The lock is held. */
static void post(worker *self)
{
    if (!self->is_posted && !self->is_released)
        self->is_posted = PostMessageW(self->window, WM_NEWS, 0, 0);
}

/* Takes a block; false when out of memory. */
static bool hand_over(worker *self, row_block *block)
{
    delivery *made = malloc(sizeof(*made));

    if (!made) {
        row_block_free(block);
        return false;
    }
    self->count += row_block_count(block);
    *made = (delivery){ NULL, block };
    EnterCriticalSection(&self->lock);
    *self->last = made;
    self->last = &made->next;
    post(self);
    LeaveCriticalSection(&self->lock);
    return true;
}

static bool hand_over_read(worker *self)
{
    row_block *block = record_reader_take(self->reader);

    if (!block || hand_over(self, block))
        return true;
    tr_error_set(&self->failure, TR_ERR_MEMORY, 0, "no memory for what was found");
    return false;
}

static bool on_printed(void *context, const char *bytes, size_t size)
{
    worker *self = context;
    tr_status status = record_reader_feed(self->reader, bytes, size, &self->failure);

    return hand_over_read(self) && status == TR_OK;
}

static void on_complained(void *context, const char *bytes, size_t size)
{
    worker *self = context;

    complaint_add(&self->complaint, bytes, size);
}

/* What it says itself tells more than that it broke off. */
static void note_complaint(worker *self)
{
    char *text = complaint_text(&self->complaint);

    if (text)
        tr_error_set(&self->failure, TR_ERR_IO, 0, "%s", text);
    else
        record_reader_end(self->reader, &self->failure);
    free(text);
}

static void run_program(worker *self)
{
    const child_listener listener = { on_printed, on_complained, self };
    const child_stop stop = { self->stop, self->node ? GRACE_LOOKING : GRACE_ACTING,
                              &self->creating };
    child_end end;
    DWORD code = child_run(&end, self->program, self->line, &stop, &listener);

    if (code == ERROR_CANCELLED)
        return;
    if (code != ERROR_SUCCESS) {
        tr_error_set_system(&self->failure, TR_ERR_IO, code, "cannot start trustmend.exe");
        return;
    }
    self->code = end.code;
    self->has_run = end.has_ended;
    if (self->failure.status == TR_OK && !is_stopped(self))
        note_complaint(self);
}

static bool on_agents(void *context, row_block *block)
{
    worker *self = context;

    if (is_stopped(self)) {
        row_block_free(block);
        return false;
    }
    return hand_over(self, block);
}

static void read_list(worker *self)
{
    const agent_list_visitor visitor = { on_agents, self };
    tr_status status = agent_list_read(self->list, &visitor, &self->failure);

    self->has_run = status == TR_OK;
    if (status == TR_OK)
        snprintf(self->summary, sizeof(self->summary),
                 "{\"type\":\"summary\",\"complete\":true,\"agents\":%zu}", self->count);
    else if (status == TR_ERR_CANCELLED)
        self->failure.status = TR_OK;
    self->code = self->has_run ? self->count > 0 : 3;
}

/* The console may be so busy that its queue is full. */
static void tell_end(worker *self)
{
    bool is_told = false;

    while (!is_told) {
        EnterCriticalSection(&self->lock);
        self->is_over = true;
        post(self);
        is_told = self->is_posted || self->is_released;
        LeaveCriticalSection(&self->lock);
        if (!is_told)
            tr_clock_wait(RETRY);
    }
}

static void work(void *context)
{
    worker *self = context;

    if (self->list)
        read_list(self);
    else
        run_program(self);
    tell_end(self);
    let_go(self);
}

/* The console's side */

static const char *summary_of(const worker *self)
{
    if (self->list)
        return *self->summary ? self->summary : NULL;
    return record_reader_summary(self->reader);
}

static void tell_console(worker *self)
{
    const worker_end end = {
        .is_stopped = is_stopped(self),
        .has_run = self->has_run,
        .code = self->code,
        .summary = summary_of(self),
        .failure = self->failure.status == TR_OK ? NULL : self->failure.message,
        .count = self->count,
    };

    self->events.ended(self->events.context, &end);
}

/* What has come since; and whether that is all. */
static delivery *take_news(worker *self, bool *is_over)
{
    delivery *news;

    EnterCriticalSection(&self->lock);
    news = self->first;
    self->first = NULL;
    self->last = &self->first;
    self->is_posted = false;
    *is_over = self->is_over;
    LeaveCriticalSection(&self->lock);
    return news;
}

/* Whoever is called may release the worker. */
static void look(worker *self)
{
    bool is_over;
    delivery *news = take_news(self, &is_over);

    InterlockedIncrement(&self->references);
    while (news && !self->is_released) {
        delivery *next = news->next;

        self->events.rows(self->events.context, news->block);
        free(news);
        news = next;
    }
    free_deliveries(news);
    if (is_over && !self->is_released)
        tell_console(self);
    let_go(self);
}

static LRESULT CALLBACK on_message(HWND window, UINT message, WPARAM word, LPARAM data)
{
    if (message == WM_NEWS) {
        look((worker *)GetWindowLongPtrW(window, GWLP_USERDATA));
        return 0;
    }
    return DefWindowProcW(window, message, word, data);
}

/* Of a class of Windows' own, for one of ours would have to be taken out before the DLL goes. */
static HWND open_window(worker *self)
{
    HWND window = CreateWindowExW(0, L"STATIC", NULL, 0, 0, 0, 0, 0, HWND_MESSAGE, NULL,
                                  module_instance(), NULL);

    if (window) {
        SetWindowLongPtrW(window, GWLP_USERDATA, (LONG_PTR)self);
        SetWindowLongPtrW(window, GWLP_WNDPROC, (LONG_PTR)on_message);
    }
    return window;
}

static wchar_t *write_line(const wchar_t *program, const arguments *words)
{
    char *path = tr_text_to_utf8(program, wcslen(program));
    char *line = path ? arguments_command_line(words, path) : NULL;
    wchar_t *wide = line ? tr_text_to_utf16(line) : NULL;

    free(line);
    free(path);
    return wide;
}

static bool prepare(worker *self, const worker_job *job)
{
    self->stop = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (job->list) {
        self->list = strdup(job->list);
        return self->stop && self->list;
    }
    self->reader = record_reader_new(job->node);
    self->program = module_path_beside(PROGRAM);
    self->line = self->program ? write_line(self->program, job->words) : NULL;
    return self->stop && self->reader && self->line;
}

HRESULT worker_start(worker **out, const worker_job *job, const worker_events *events)
{
    worker *self = calloc(1, sizeof(*self));
    HRESULT result = E_OUTOFMEMORY;

    if (!self)
        return result;
    module_lock();
    InitializeCriticalSection(&self->lock);
    InitializeCriticalSection(&self->creating);
    self->references = 2;
    self->events = *events;
    self->node = job->node;
    self->last = &self->first;
    if (prepare(self, job)) {
        self->window = open_window(self);
        result = self->window ? module_start_thread(work, self) : E_OUTOFMEMORY;
    }
    if (result == S_OK) {
        *out = self;
        return S_OK;
    }
    let_go(self); /* for the thread, which there is not */
    worker_release(self);
    return result;
}

void worker_stop(worker *self)
{
    SetEvent(self->stop);
}

void worker_release(worker *self)
{
    if (!self)
        return;
    EnterCriticalSection(&self->lock);
    self->is_released = true;
    LeaveCriticalSection(&self->lock);
    if (self->stop)
        SetEvent(self->stop);
    EnterCriticalSection(&self->creating);
    LeaveCriticalSection(&self->creating);
    if (self->window)
        DestroyWindow(self->window);
    let_go(self);
}
