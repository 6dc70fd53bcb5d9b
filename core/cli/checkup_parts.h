/*
 * The parts of a check; for core/cli/checkup*.c only. Each tells what fails to
 * the session, and to the diagnosis.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "core/agent/installation.h"
#include "core/check/diagnose.h"
#include "core/check/diagnosis.h"
#include "core/check/file_survey.h"
#include "core/cli/session.h"
#include "core/cli/trust_input.h"
#include "core/journal/journal.h"

typedef struct checkup {
    session *run;
    tr_diagnosis *diagnosis;
    trust_input input;
    tr_journal *journal; /* NULL: nothing was changed yet */
    tr_installations *installed;
    size_t installed_count; /* lists of them */
    text_list folders;      /* of all; texts are borrowed from installed */
    tr_file_survey *survey;
    tr_mending_words words; /* texts are owned */
    bool has_foreign;       /* an installation is not this machine's */
    time_t mended;          /* when something was changed last; 0: never */
} checkup;

/** Note what should have been looked at, and could not be. */
void checkup_fail(checkup *all, const char *what, const tr_error *failure);

/** Find what is installed, and its folders. False if there is nothing to go on with. */
bool checkup_find(checkup *all);
void checkup_forget(checkup *all);

/** Call look for each installation. */
void checkup_for_each(checkup *all, void (*look)(checkup *all, const tr_installation *one));

size_t checkup_count(const checkup *all);

/** The first server; NULL if there is none. */
const tr_installation *checkup_server(const checkup *all);

/** Judge the certificate of an installation. */
tr_status checkup_examine(tr_agent_certificate *out, const checkup *all, const tr_installation *one,
                          tr_error *err);

/** Write what the commands that mend something are typed with. */
bool checkup_write_words(checkup *all);
void checkup_free_words(checkup *all);

/** Judge the product's files. False if there is nothing to go on with. */
bool checkup_survey(checkup *all);

/** Search its logs, and add what they tell. */
void checkup_search_logs(checkup *all);
