#include "core/platform/thread.h"

#include <stdlib.h>

#include <windows.h>
#include <process.h>

struct tr_thread {
    HANDLE handle;
    void (*run)(void *context);
    void *context;
};

struct tr_lock {
    SRWLOCK lock;
};

struct tr_condition {
    CONDITION_VARIABLE variable;
};

static unsigned __stdcall run(void *thread)
{
    const tr_thread *self = thread;

    self->run(self->context);
    return 0;
}

/* _beginthreadex, not CreateThread: the C library keeps things for each of its threads. */
tr_thread *tr_thread_start(void (*work)(void *context), void *context)
{
    tr_thread *thread = malloc(sizeof(*thread));

    if (!thread)
        return NULL;
    thread->run = work;
    thread->context = context;
    thread->handle = (HANDLE)_beginthreadex(NULL, 0, run, thread, 0, NULL);
    if (!thread->handle) {
        free(thread);
        return NULL;
    }
    return thread;
}

void tr_thread_join(tr_thread *thread)
{
    if (!thread)
        return;
    WaitForSingleObject(thread->handle, INFINITE);
    CloseHandle(thread->handle);
    free(thread);
}

tr_lock *tr_lock_new(void)
{
    tr_lock *lock = malloc(sizeof(*lock));

    if (lock)
        InitializeSRWLock(&lock->lock);
    return lock;
}

void tr_lock_take(tr_lock *lock)
{
    AcquireSRWLockExclusive(&lock->lock);
}

void tr_lock_give(tr_lock *lock)
{
    ReleaseSRWLockExclusive(&lock->lock);
}

void tr_lock_free(tr_lock *lock)
{
    free(lock);
}

tr_condition *tr_condition_new(void)
{
    tr_condition *condition = malloc(sizeof(*condition));

    if (condition)
        InitializeConditionVariable(&condition->variable);
    return condition;
}

void tr_condition_wait(tr_condition *condition, tr_lock *lock)
{
    SleepConditionVariableSRW(&condition->variable, &lock->lock, INFINITE, 0);
}

void tr_condition_wake_one(tr_condition *condition)
{
    WakeConditionVariable(&condition->variable);
}

void tr_condition_wake_all(tr_condition *condition)
{
    WakeAllConditionVariable(&condition->variable);
}

void tr_condition_free(tr_condition *condition)
{
    free(condition);
}

unsigned tr_thread_cores(void)
{
    DWORD_PTR process = 0;
    DWORD_PTR machine = 0;
    unsigned count = 0;

    if (GetProcessAffinityMask(GetCurrentProcess(), &process, &machine)) {
        for (; process; process &= process - 1)
            count++;
    }
    return count > 0 ? count : 1;
}
