#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/cli/change_log.h"
#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/interrupt.h"
#include "core/cli/question.h"
#include "core/cli/session.h"
#include "core/report/history.h"

typedef struct history {
    session *run;
    uint64_t count;
    int64_t newest;
} history;

static bool write_one(void *context, const tr_change *change)
{
    history *all = context;
    session *run = all->run;
    char *what = change_log_describe(change);
    bool is_good = what && tr_history_write(run->out, run->records, change, what);

    free(what);
    all->count++;
    all->newest = change->id;
    if (!is_good) {
        tr_error err;

        tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to show change %lld",
                     (long long)change->id);
        session_fail(run, &err);
    }
    run->is_incomplete = interrupt_is_pending();
    return is_good && !run->is_incomplete && !ferror(run->out);
}

/* What was shown is what goes. */
static void forget(const history *all)
{
    session *run = all->run;
    tr_journal *journal = NULL;
    tr_error err;
    char text[96];

    snprintf(text, sizeof(text), "Forget %" PRIu64 " %s? Nothing of it can be undone any more.",
             all->count, all->count == 1 ? "change" : "changes");
    if (question_is_due(run->given) && !question_ask(text)) {
        fputs("Nothing was changed.\n", stdout);
        run->has_fault = true;
        return;
    }
    if (!change_log_open(&journal, run))
        return;
    if (tr_journal_lock(journal, &err) != TR_OK ||
        tr_journal_forget(journal, all->newest, &err) != TR_OK)
        session_fail(run, &err);
    tr_journal_close(journal);
}

static int show(const settings *given)
{
    session run;
    history all = { .run = &run };
    const tr_journal_filter filter = { .has_since = given->since.is_given,
                                       .since = given->since.time };
    tr_journal *journal = NULL;
    tr_error err;
    bool is_there;

    if (given->is_forgetting && given->since.is_given) {
        failure_print("--forget forgets all; it cannot go with --since");
        return EXIT_WRONG;
    }
    if (!session_open(&run, given))
        return EXIT_FAILED;
    if (change_log_read(&journal, &run) && journal &&
        tr_journal_walk(journal, &filter, write_one, &all, &err) != TR_OK)
        session_fail(&run, &err);
    tr_history_end(run.out, run.records, all.count, !run.has_failed && !run.is_incomplete);
    is_there = journal != NULL;
    tr_journal_close(journal);
    if (given->is_forgetting && is_there && !run.has_failed && !run.is_incomplete)
        forget(&all);
    return session_end(&run);
}

static const option own_options[] = {
    { "since", 0, OPTION_TIME, offsetof(settings, since), "TIME",
      "only what was changed since, such as 2024-05-31 or 2024-05-31T12:00:00Z" },
    { "forget", 0, OPTION_FLAG, offsetof(settings, is_forgetting), NULL,
      "remove the history and all backups, once it was shown: nothing can be undone any more" },
    { "yes", 'y', OPTION_FLAG, offsetof(settings, is_agreed), NULL,
      "do it without asking (only on a terminal it is asked)" },
    { 0 },
};

const command history_command = {
    .name = "history",
    .arguments = "",
    .summary = "show what Trustmend changed on this machine: who, when, what, and how it ended",
    .description =
        "Shows each change with its number, which 'trustmend undo' takes: who made it,\n"
        "when, what was there before and after, and how it ended. The oldest comes first.\n",
    .options = (const option *const[]){ own_options, state_options, output_options, session_options,
                                        help_options, NULL },
    .run = show,
};
