/*
 * Threads and what they need to wait for each other: what parallel.c and
 * companion.c stand on.
 */
#pragma once

typedef struct tr_thread tr_thread;

/** Start a thread; NULL if none is to be had. */
tr_thread *tr_thread_start(void (*run)(void *context), void *context);

/** Wait until a thread has ended, and free it. NULL is fine. */
void tr_thread_join(tr_thread *thread);

typedef struct tr_lock tr_lock;
tr_lock *tr_lock_new(void); /* NULL: none to be had */
void tr_lock_take(tr_lock *lock);
void tr_lock_give(tr_lock *lock);
void tr_lock_free(tr_lock *lock); /* NULL is fine */

/** Something that a thread waits for while it does not hold the lock. May wake for nothing. */
typedef struct tr_condition tr_condition;
tr_condition *tr_condition_new(void); /* NULL: none to be had */
void tr_condition_wait(tr_condition *condition, tr_lock *lock);
void tr_condition_wake_one(tr_condition *condition);
void tr_condition_wake_all(tr_condition *condition);
void tr_condition_free(tr_condition *condition); /* NULL is fine */

/** How many processors this process may use; at least 1. */
unsigned tr_thread_cores(void);
