/*
 * What a snap-in does that it may not: each check of check.def has an identifier
 * and counts, at the level that is chosen, as a failure, as a note or not at all.
 */
#pragma once

#include <stdbool.h>

#include <jansson.h>

typedef enum check_id {
#define CHECK(id, name, tolerated, strict, source) CHECK_##id,
#include "tests/console/check.def"
#undef CHECK
    CHECK_COUNT
} check_id;

typedef enum check_level { LEVEL_TOLERATED, LEVEL_STRICT } check_level;

void breach_set_level(check_level level);
check_level breach_level(void);

/** Count a breach and say what was seen, once for the same words; at once, as a line of JSON. */
void breach(check_id id, const char *format, ...) __attribute__((format(gnu_printf, 2, 3)));

/** Count the check as made, and as a breach unless it holds; what holds is given back. */
bool breach_expect(bool holds, check_id id, const char *format, ...)
    __attribute__((format(gnu_printf, 3, 4)));

/** Say which thread is the console's: the one that calls. */
void breach_set_thread(void);

/** A breach if a method is called on another thread than the console's; true if it is not. */
bool breach_thread(const char *method);

const char *check_name(check_id id);

/** The check of a name; CHECK_COUNT if there is none. */
check_id check_find(const char *name);

/** How often a check was broken since the start, whatever that counts for. */
unsigned breach_count_of(check_id id);

/** Forget all counts, and what was said: another snap-in is looked at. */
void breach_reset(void);

/** Whether this check counts for something at the level. */
bool breach_counts(check_id id);

unsigned breach_failures(void);
unsigned breach_notes(void);

/** The counts, as members of an object of the caller's. */
void breach_add_counts(json_t *object);

/** All checks with what they count for and where they are documented: a line for each. */
void breach_list(void);
