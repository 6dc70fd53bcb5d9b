/*
 * One line of a plan, or of what became of it: what is done to what, and why, or
 * why not. It is made of a record that a command printed with --dry-run or after
 * it was done.
 */
#pragma once

#include <stdbool.h>

#include <jansson.h>

typedef enum plan_effect {
    PLAN_WILL,    /* it is going to be done */
    PLAN_NOTHING, /* nothing needs to be done */
    PLAN_CANNOT,  /* it cannot be done, or is refused */
    PLAN_DONE,
    PLAN_FAILED /* it was to be done, and was not */
} plan_effect;

/** The texts are the record's. */
typedef struct plan_line {
    plan_effect effect;
    unsigned text;       /* string id: what is done */
    const char *subject; /* to what */
    const char *detail;  /* why, or how; NULL: there is nothing to say */
    bool is_to_fetch;    /* it can be done once a file is brought */
} plan_line;

/**
 * @param is_planned  the command only said what it would do; else it did it, and what was wrong
 *                    before is no line
 * @return false if the record is no line
 */
bool plan_line_of(plan_line *out, const json_t *record, bool is_planned);
