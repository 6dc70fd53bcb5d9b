#include <stdlib.h>
#include <string.h>

#include "core/agent/installation.h"
#include "core/cli/command.h"
#include "core/cli/interrupt.h"
#include "core/cli/session.h"
#include "core/report/logs.h"
#include "core/symptoms/log_places.h"
#include "core/symptoms/log_search.h"

static void take_hit(void *context, const tr_log_hit *hit)
{
    session *run = context;

    progress_clear(&run->shown);
    tr_logs_report_hit(run->report, hit);
    run->has_fault = true;
}

static void take_failure(void *context, const char *path, const tr_error *failure)
{
    session_fail_path(context, path, failure);
}

static void take_file(void *context, const char *path, uint64_t bytes)
{
    session *run = context;

    (void)path;
    progress_add(&run->shown, bytes);
}

static bool is_stopped(void *context)
{
    session *run = context;

    if (interrupt_is_pending() || tr_report_status(run->report, NULL) != TR_OK)
        run->is_incomplete = true;
    return run->is_incomplete;
}

static tr_status search_paths(tr_log_search *search, const char *const *paths, size_t count,
                              tr_error *err)
{
    tr_status status = TR_OK;

    for (size_t index = 0; index < count && status == TR_OK; index++)
        status = tr_log_search_path(search, paths[index], err);
    return status;
}

/* Without a path: where the installed product has its logs. */
static tr_status search_places(tr_log_search *search, const settings *given, tr_error *err)
{
    const tr_installation_place place = { .folder = given->installation };
    tr_installations installations = { NULL, 0 };
    tr_log_places places = { .count = 0 };
    tr_status status = tr_installations_find(&installations, &place, err);

    if (status == TR_OK)
        status = tr_log_places_find(&places, &installations, err);
    if (status == TR_OK)
        status = search_paths(search, (const char *const *)places.paths, places.count, err);
    tr_log_places_clear(&places);
    tr_installations_clear(&installations);
    return status;
}

/* That nothing was searched must not be taken for that nothing was found. */
static tr_status check_searched(const tr_log_search *search, const session *run, tr_error *err)
{
    const tr_log_totals totals = tr_log_search_totals(search);

    if (totals.files > 0 || totals.failures > 0 || run->is_incomplete)
        return TR_OK;
    return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                        "no log is there: of %llu files, none has the name of a log of the "
                        "product (files that are named themselves are searched whatever their "
                        "name)",
                        (unsigned long long)totals.passed_over);
}

static tr_status search_all(tr_log_search *search, session *run, tr_error *err)
{
    const text_list *paths = &run->given->paths;
    tr_status status;

    if (paths->count > 0)
        status = search_paths(search, paths->items, paths->count, err);
    else
        status = search_places(search, run->given, err);
    return status == TR_OK ? check_searched(search, run, err) : status;
}

static void report_all(const tr_log_search *search, session *run)
{
    const tr_log_totals totals = tr_log_search_totals(search);
    const size_t count = tr_log_search_group_count(search);

    progress_clear(&run->shown);
    for (size_t index = 0; index < count; index++)
        tr_logs_report_group(run->report, tr_log_search_group(search, index));
    tr_logs_report_end(run->report, &totals, count, !run->is_incomplete);
}

static int logs(const settings *given)
{
    session run;
    const tr_log_watch watch = { take_hit, take_failure, take_file, is_stopped, &run };
    const tr_log_time since = { given->since.is_given, given->since.time };
    tr_symptom_rules *rules = NULL;
    tr_log_search *search = NULL;
    tr_error err;
    tr_status status;

    if (!session_open(&run, given))
        return EXIT_FAILED;
    status = tr_symptom_rules_load(&rules, given->rules.items, given->rules.count, &err);
    if (status == TR_OK)
        status = tr_log_search_new(&search, rules, since, &watch, &err);
    if (status == TR_OK)
        status = search_all(search, &run, &err);
    if (status != TR_OK)
        session_fail(&run, &err);
    if (search)
        report_all(search, &run);
    tr_log_search_free(search);
    tr_symptom_rules_free(rules);
    return session_end(&run);
}

static const option own_options[] = {
    { "rules", 0, OPTION_LIST, offsetof(settings, rules), "FILE",
      "more rules: XML as resources/symptoms.xsd says, or CSV of code,description,solution; may be "
      "given several times" },
    { "since", 0, OPTION_TIME, offsetof(settings, since), "TIME",
      "only what is known to be no older, such as 2024-05-31, by the clock of the logs" },
    { "installation", 0, OPTION_TEXT, offsetof(settings, installation), "DIR",
      "without PATH, search the logs of this agent or server (default: this machine's)" },
    { 0 },
};

const command logs_command = {
    .name = "logs",
    .arguments = "[PATH...]",
    .summary = "find known symptoms in logs, with their cause and what to do",
    .description =
        "Finds the traces of known faults in logs, and says what each means, which family of\n"
        "certificates it is about, if any, and what to do.\n"
        "\n"
        "Files that are named are searched whatever their name; of folders, with all below\n"
        "them, the files that have the name of one of the product's logs. Without any, the logs\n"
        "of the product on this machine are.\n",
    .options =
        (const option *const[]){ own_options, report_options, session_options, help_options, NULL },
    .run = logs,
};
