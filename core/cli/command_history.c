#include <stdlib.h>

#include "core/cli/change_log.h"
#include "core/cli/command.h"
#include "core/cli/interrupt.h"
#include "core/cli/session.h"
#include "core/report/history.h"

typedef struct history {
    session *run;
    uint64_t count;
} history;

static bool write_one(void *context, const tr_change *change)
{
    history *all = context;
    session *run = all->run;
    char *what = change_log_describe(change);
    bool is_good = what && tr_history_write(run->out, run->records, change, what);

    free(what);
    all->count++;
    if (!is_good) {
        tr_error err;

        tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to show change %lld",
                     (long long)change->id);
        session_fail(run, &err);
    }
    run->is_incomplete = interrupt_is_pending();
    return is_good && !run->is_incomplete && !ferror(run->out);
}

static int show(const settings *given)
{
    session run;
    history all = { &run, 0 };
    const tr_journal_filter filter = { .has_since = given->since.is_given,
                                       .since = given->since.time };
    tr_journal *journal = NULL;
    tr_error err;

    if (!session_open(&run, given))
        return EXIT_FAILED;
    if (change_log_read(&journal, &run) && journal &&
        tr_journal_walk(journal, &filter, write_one, &all, &err) != TR_OK)
        session_fail(&run, &err);
    tr_history_end(run.out, run.records, all.count, !run.has_failed && !run.is_incomplete);
    tr_journal_close(journal);
    return session_end(&run);
}

static const option own_options[] = {
    { "since", 0, OPTION_TIME, offsetof(settings, since), "TIME",
      "only what was changed since, such as 2024-05-31 or 2024-05-31T12:00:00Z" },
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
