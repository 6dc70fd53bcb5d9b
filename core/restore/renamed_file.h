/*
 * Files that Apex One / OfficeScan renamed to NAME_invalid because their
 * signature did not verify: found by name, judged, given their name back.
 *
 * The suffix is met in any case ("_invalid", "_Invalid"), and stacked
 * (x.dll_Invalid_Invalid); one is taken off at a time.
 */
#pragma once

#include <stdbool.h>

#include "core/authenticode/verify.h"
#include "core/error.h"

/** Whether the last part of a path ends in _invalid, with something before it. */
bool tr_renamed_file_is(const char *path);

/** The last part of such a path without its last _invalid, to free(); NULL when out of memory. */
char *tr_renamed_file_target(const char *path);

/** What is to be done with a renamed file. */
typedef enum tr_renamed_action {
    TR_RENAMED_RESTORE,      /* it is good: give it its name back */
    TR_RENAMED_REFUSE,       /* it is not trusted */
    TR_RENAMED_TARGET_EXISTS /* it is good, but its name is taken */
} tr_renamed_action;

typedef struct tr_renamed_file {
    char *target; /* path that it would get */
    tr_renamed_action action;
    tr_verification *verification;
    bool is_restored; /* the rename took place */
} tr_renamed_file;

/**
 * Judge a renamed file (tr_renamed_file_is), and with act set give it its name back if it is good.
 * What is judged is what is renamed: one handle serves both.
 *
 * @return TR_OK whatever the verdict; else what kept it from being looked at, or renamed
 */
tr_status tr_renamed_file_handle(tr_renamed_file **out, const char *path, bool act,
                                 const tr_verify_options *options, tr_error *err);

void tr_renamed_file_free(tr_renamed_file *file); /* NULL is fine */

/** "restore", "refuse" or "target-exists". */
const char *tr_renamed_action_word(tr_renamed_action action);
