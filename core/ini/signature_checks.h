/*
 * The two switches of the server's ofcscan.ini that turn the product's own
 * signature checks off:
 *
 *   [INI_SERVER_SECTION] CheckDigitalSignatureForHotfix   the server's check, which renames
 *                                                         files to NAME_invalid
 *   [Global Setting]     CheckDigitalSignatureForUpgrade  the agents' check
 *
 * The vendor's article writes [Global Settings], real files have the singular.
 * If a file has both, the singular is taken, with a warning; if it has one,
 * that one; if none, the singular is made.
 *
 * To relax the checks lowers security. What they were before is remembered in
 * the journal, and enforcing them brings that back, byte for byte.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"
#include "core/ini/document.h"
#include "core/ini/setting_change.h"
#include "core/journal/journal.h"
#include "core/words/language.h"

typedef enum tr_check_switch_state {
    TR_CHECK_ENFORCED,
    TR_CHECK_RELAXED, /* 0 */
    TR_CHECK_UNSET,   /* not in the file: the product's default, by all that is known to check */
    TR_CHECK_UNCLEAR  /* no number */
} tr_check_switch_state;

typedef struct tr_check_switch {
    const char *word; /* "hotfix", "upgrade" */
    const char *key;
    const char *section; /* where it is, or would be */
    tr_check_switch_state state;
    size_t line;       /* number; 0: not in the file */
    char value[16];    /* as it may be shown */
    char warning[256]; /* empty: none */
} tr_check_switch;

#define TR_CHECK_SWITCH_COUNT 2

typedef struct tr_signature_checks {
    tr_check_switch items[TR_CHECK_SWITCH_COUNT];
} tr_signature_checks;

void tr_signature_checks_of(tr_signature_checks *out, const tr_ini_document *document);

/** "enforced", "relaxed", "unset" or "unclear". */
const char *tr_check_switch_word(tr_check_switch_state state);

/** Whether a state is well: relaxed and unclear ones are not. */
bool tr_check_switch_is_well(tr_check_switch_state state);

/**
 * The change that relaxed a check, if it was one of ours and still stands, for
 * tr_change_free: who did it, when and why.
 *
 * @param out      NULL if there is none
 * @param journal  NULL: there is none
 */
tr_status tr_check_switch_find_relaxing(tr_change **out, const tr_check_switch *check,
                                        const char *path, const tr_ini_document *document,
                                        const tr_journal *journal, tr_error *err);

/**
 * A sentence that reminds of relaxed checks, with since when, who and why, to
 * free(): "Checks are relaxed since ..., by ..., because: ....".
 *
 * @param out      NULL if no check is relaxed
 * @param journal  NULL: there is none
 */
tr_status tr_signature_checks_reminder(char **out, const char *path, const tr_journal *journal,
                                       tr_language language, tr_error *err);

/* Changing them. */

typedef enum tr_checks_goal { TR_CHECKS_RELAX, TR_CHECKS_ENFORCE } tr_checks_goal;

typedef enum tr_checks_step {
    TR_STEP_NONE,     /* it is so already */
    TR_STEP_SET,      /* give the key a value */
    TR_STEP_TAKE_BACK /* make the line what it was before it was relaxed */
} tr_checks_step;

typedef struct tr_checks_plan {
    char *path; /* absolute */
    tr_checks_goal goal;
    tr_ini_document *now;
    tr_ini_document *then;
    tr_signature_checks before;
    tr_signature_checks after;
    struct {
        tr_checks_step step;
        tr_setting_plan setting; /* to set */
        tr_change *relaxing;     /* to take back */
        bool is_done;
    } items[TR_CHECK_SWITCH_COUNT];
} tr_checks_plan;

/** Plan; nothing is changed. journal may be NULL: then nothing is remembered. */
tr_status tr_checks_plan_make(tr_checks_plan **out, const char *path, tr_checks_goal goal,
                              const tr_journal *journal, tr_error *err);

void tr_checks_plan_free(tr_checks_plan *plan); /* NULL is fine */

/** Whether all is so already. */
bool tr_checks_plan_is_empty(const tr_checks_plan *plan);

/** Whether both do the same to the same file. */
bool tr_checks_plan_equal(const tr_checks_plan *a, const tr_checks_plan *b);

/**
 * Whether backups of a file may lie in a state folder, by their absolute paths:
 * TR_ERR_UNSUPPORTED if that is in the file's folder.
 */
tr_status tr_checks_check_state(const char *path, const char *state, tr_error *err);

/**
 * Carry a plan out, with the journal locked. A backup of the file is made in
 * the state folder first, which must not lie in the folder of the file:
 * TR_ERR_UNSUPPORTED. Stops at the first failure; is_done says what is done.
 *
 * @param reason  why; NULL for enforcing. TR_ERR_FORMAT if it holds a secret of the file
 * @param backup  path of the backup, to free(); NULL if none was needed
 */
tr_status tr_checks_plan_carry_out(tr_checks_plan *plan, char **backup, tr_journal *journal,
                                   const char *reason, tr_error *err);
