#include "shellext/window/job.h"

#include <stdlib.h>

struct job {
    volatile LONG references; /* the window's and the worker's */
    volatile LONG is_stopped;
    CRITICAL_SECTION lock;
    LONG number;
    HWND window; /* NULL: it wants no more */
    row *first;
    row **last;
    job_progress progress;
    tr_error failure;
    job_task task;
};

WPARAM job_number(const job *self)
{
    return (WPARAM)self->number;
}

static void give_up(job *self)
{
    if (InterlockedDecrement(&self->references) > 0)
        return;
    while (self->first) {
        row *next = self->first->next;

        row_free(self->first);
        self->first = next;
    }
    DeleteCriticalSection(&self->lock);
    free(self);
}

static DWORD WINAPI work(void *parameter)
{
    job *self = parameter;

    self->task.run(self, self->task.context);
    if (self->task.free_context)
        self->task.free_context(self->task.context);
    EnterCriticalSection(&self->lock);
    if (self->window)
        PostMessageW(self->window, WM_JOB_ENDED, job_number(self), 0);
    LeaveCriticalSection(&self->lock);
    give_up(self);
    return 0;
}

job *job_start(HWND window, const job_task *task)
{
    static volatile LONG last_number;
    job *self = calloc(1, sizeof(*self));
    HANDLE thread = NULL;

    if (self) {
        InitializeCriticalSection(&self->lock);
        self->references = 2;
        self->number = InterlockedIncrement(&last_number);
        self->window = window;
        self->last = &self->first;
        self->task = *task;
        thread = CreateThread(NULL, 0, work, self, 0, NULL);
    }
    if (thread) {
        CloseHandle(thread);
        return self;
    }
    if (task->free_context)
        task->free_context(task->context);
    if (self)
        DeleteCriticalSection(&self->lock);
    free(self);
    return NULL;
}

row *job_take(job *self)
{
    row *taken;

    EnterCriticalSection(&self->lock);
    taken = self->first;
    self->first = NULL;
    self->last = &self->first;
    LeaveCriticalSection(&self->lock);
    return taken;
}

job_progress job_progress_of(job *self)
{
    job_progress progress;

    EnterCriticalSection(&self->lock);
    progress = self->progress;
    LeaveCriticalSection(&self->lock);
    return progress;
}

tr_error job_failure(job *self)
{
    tr_error failure;

    EnterCriticalSection(&self->lock);
    failure = self->failure;
    LeaveCriticalSection(&self->lock);
    return failure;
}

void job_stop(job *self)
{
    InterlockedExchange(&self->is_stopped, 1);
}

bool job_is_stopped(const job *self)
{
    return self->is_stopped != 0;
}

void job_release(job *self)
{
    if (!self)
        return;
    EnterCriticalSection(&self->lock);
    self->window = NULL;
    LeaveCriticalSection(&self->lock);
    give_up(self);
}

void job_fail(job *self, const tr_error *failure)
{
    EnterCriticalSection(&self->lock);
    if (self->failure.status == TR_OK)
        self->failure = *failure;
    LeaveCriticalSection(&self->lock);
}

void job_hand_over(job *self, row *found)
{
    tr_error err;

    if (!found) {
        tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory for what was found");
        job_fail(self, &err);
        return;
    }
    found->next = NULL;
    EnterCriticalSection(&self->lock);
    *self->last = found;
    self->last = &found->next;
    LeaveCriticalSection(&self->lock);
}

static uint64_t thousandths(uint64_t size, uint64_t read)
{
    return size > 0 ? (uint64_t)((double)read * 1000.0 / (double)size) : 0;
}

void job_count_part(job *self, uint64_t size, uint64_t before, uint64_t read)
{
    EnterCriticalSection(&self->lock);
    self->progress.bytes += read - before;
    self->progress.parts += thousandths(size, read) - thousandths(size, before);
    LeaveCriticalSection(&self->lock);
}

void job_count_file(job *self, uint64_t size, uint64_t read)
{
    EnterCriticalSection(&self->lock);
    self->progress.files++;
    self->progress.bytes += size - read;
    self->progress.parts -= thousandths(size, read);
    LeaveCriticalSection(&self->lock);
}

void job_expect(job *self, uint64_t files)
{
    EnterCriticalSection(&self->lock);
    self->progress.all_files = files;
    LeaveCriticalSection(&self->lock);
}
