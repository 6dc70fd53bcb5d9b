#include "core/platform/thread.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

struct tr_thread {
    pthread_t id;
    void (*run)(void *context);
    void *context;
};

struct tr_lock {
    pthread_mutex_t mutex;
};

struct tr_condition {
    pthread_cond_t variable;
};

static void *run(void *thread)
{
    const tr_thread *self = thread;

    self->run(self->context);
    return NULL;
}

tr_thread *tr_thread_start(void (*work)(void *context), void *context)
{
    tr_thread *thread = malloc(sizeof(*thread));

    if (!thread)
        return NULL;
    thread->run = work;
    thread->context = context;
    if (pthread_create(&thread->id, NULL, run, thread) != 0) {
        free(thread);
        return NULL;
    }
    return thread;
}

void tr_thread_join(tr_thread *thread)
{
    if (!thread)
        return;
    pthread_join(thread->id, NULL);
    free(thread);
}

tr_lock *tr_lock_new(void)
{
    tr_lock *lock = malloc(sizeof(*lock));

    if (lock && pthread_mutex_init(&lock->mutex, NULL) != 0) {
        free(lock);
        return NULL;
    }
    return lock;
}

void tr_lock_take(tr_lock *lock)
{
    pthread_mutex_lock(&lock->mutex);
}

void tr_lock_give(tr_lock *lock)
{
    pthread_mutex_unlock(&lock->mutex);
}

void tr_lock_free(tr_lock *lock)
{
    if (!lock)
        return;
    pthread_mutex_destroy(&lock->mutex);
    free(lock);
}

tr_condition *tr_condition_new(void)
{
    tr_condition *condition = malloc(sizeof(*condition));

    if (condition && pthread_cond_init(&condition->variable, NULL) != 0) {
        free(condition);
        return NULL;
    }
    return condition;
}

void tr_condition_wait(tr_condition *condition, tr_lock *lock)
{
    pthread_cond_wait(&condition->variable, &lock->mutex);
}

void tr_condition_wake_one(tr_condition *condition)
{
    pthread_cond_signal(&condition->variable);
}

void tr_condition_wake_all(tr_condition *condition)
{
    pthread_cond_broadcast(&condition->variable);
}

void tr_condition_free(tr_condition *condition)
{
    if (!condition)
        return;
    pthread_cond_destroy(&condition->variable);
    free(condition);
}

unsigned tr_thread_cores(void)
{
    cpu_set_t set;
    long online = sysconf(_SC_NPROCESSORS_ONLN);

    /* Fails where there are more processors than the set holds. */
    if (sched_getaffinity(0, sizeof(set), &set) == 0 && CPU_COUNT(&set) > 0)
        return (unsigned)CPU_COUNT(&set);
    return online > 0 ? (unsigned)online : 1;
}
