/*
 * Files that Apex One / OfficeScan renamed to NAME_invalid because their
 * signature did not verify: found by name, judged, and what is to be done.
 *
 * The suffix is met in any case ("_invalid", "_Invalid"), and stacked
 * (x.dll_Invalid_Invalid); one is taken off at a time.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/verify.h"
#include "core/error.h"
#include "core/journal/file_proof.h"
#include "core/platform/file.h"

/** Whether the last part of a path ends in _invalid, with something before it. */
bool tr_renamed_file_is(const char *path);

/** The last part of such a path without its last _invalid, to free(); NULL when out of memory. */
char *tr_renamed_file_target(const char *path);

/** What is to be done with a renamed file. */
typedef enum tr_renamed_action {
    TR_RENAMED_RESTORE,       /* it is good: give it its name back */
    TR_RENAMED_REFUSE,        /* it is not trusted */
    TR_RENAMED_TARGET_EXISTS, /* it is good, but its name is taken: both stay */
    TR_RENAMED_PARK,          /* another one has its name and is to keep it: out of the way */
    TR_RENAMED_REPLACE,       /* it is to have its name: the other one out of the way, then this */
    TR_RENAMED_ACTION_COUNT
} tr_renamed_action;

/** What has the name that a renamed file would get. */
typedef enum tr_target_state {
    TR_TARGET_FREE,      /* nothing */
    TR_TARGET_SAME,      /* a file with the same contents */
    TR_TARGET_OLDER,     /* a good file, which is older */
    TR_TARGET_NEWER,     /* a good file, which is newer */
    TR_TARGET_DIFFERENT, /* a good file, and which of the two is newer cannot be told */
    TR_TARGET_NOT_VALID, /* a file that is not trusted */
    TR_TARGET_NOT_A_FILE /* a folder or link, or a file that cannot be read */
} tr_target_state;

typedef struct tr_renamed_file {
    char *path;   /* as it was given */
    char *target; /* path that it would get */
    tr_verification *verification;
    tr_renamed_action action;
    tr_target_state target_state;
    bool has_other_case; /* what has its name is written with other capitals */
    bool is_forced;      /* not signed, and restored because the user said so */
    bool is_restored;    /* it has its name */
    bool is_parked;      /* it is out of the way, under the name parked_as */
    char *parked_as;     /* last part of the name that it got, or that the target got; NULL: none */
    int64_t change;      /* its number in the journal; 0: none */
    tr_error failure;    /* what kept it from being done; status TR_OK: nothing */

    /* Until it is done: the open file, which is what was judged; NULL for one that is refused. */
    tr_file *file;
    char *absolute; /* path, for the journal */
    bool has_proof;
    tr_file_proof proof;
    tr_file_proof target_proof; /* of what has its name, if that is a file */
} tr_renamed_file;

/** How a renamed file is looked at. */
typedef struct tr_renamed_options {
    const tr_verify_options *verify;
    bool is_for_change; /* it may be renamed, and what is judged is what is renamed */
    bool takes_unsigned;
} tr_renamed_options;

/**
 * Judge a renamed file (tr_renamed_file_is). Its action is restore or refuse
 * then, as if its name were free.
 *
 * @param root_size  as in tr_file_open_below
 * @return TR_OK whatever the verdict; else what kept it from being looked at
 */
tr_status tr_renamed_file_judge(tr_renamed_file **out, const char *path, size_t root_size,
                                const tr_renamed_options *options, tr_error *err);

/** Fill in the proof of a file that is open, unless that was done already. */
tr_status tr_renamed_file_prove(tr_renamed_file *renamed, tr_error *err);

void tr_renamed_file_free(tr_renamed_file *file); /* NULL is fine */

/** "restore", "refuse", "target-exists", "park" or "replace". */
const char *tr_renamed_action_word(tr_renamed_action action);

/** "free", "same", "older", "newer", "different", "not-valid" or "not-a-file". */
const char *tr_target_state_word(tr_target_state state);
