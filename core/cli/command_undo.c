#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/cli/change_log.h"
#include "core/cli/command.h"
#include "core/cli/failure.h"
#include "core/cli/interrupt.h"
#include "core/cli/question.h"
#include "core/cli/session.h"
#include "core/journal/undo.h"
#include "core/platform/directory.h"
#include "core/report/history.h"

#define MOST_IN_GROUP 128

/* The numbers of the changes to take back, in the order to do so. */
typedef struct number_list {
    int64_t *items;
    size_t count;
    size_t room;
} number_list;

typedef struct undoing {
    session *run;
    tr_journal *journal;
    tr_records *records; /* NULL: as text */
    bool is_plan;
    uint64_t undone;
    uint64_t refused;
} undoing;

static bool add_number(number_list *list, int64_t number)
{
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 64;
        int64_t *larger = realloc(list->items, room * sizeof(*larger));

        if (!larger)
            return false;
        list->items = larger;
        list->room = room;
    }
    list->items[list->count++] = number;
    return true;
}

/* What to list, and of which journal. */
typedef struct listing {
    number_list *numbers;
    const tr_journal *journal;
} listing;

static bool list_one(void *context, const tr_change *change)
{
    const listing *all = context;
    const tr_change_kind *kind = tr_journal_kind(all->journal, change->kind);

    if (kind && kind->is_passing) /* nothing stays of it that could be taken back */
        return true;
    return add_number(all->numbers, change->id);
}

/* A positive decimal number that fills the text. */
static bool read_number(int64_t *out, const char *text)
{
    int64_t number = 0;

    for (const char *digit = text; *digit; digit++) {
        if (*digit < '0' || *digit > '9' || number > INT64_MAX / 10 - 1)
            return false;
        number = number * 10 + (*digit - '0');
    }
    *out = number;
    return number > 0;
}

static int later_first(const void *a, const void *b)
{
    int64_t first = *(const int64_t *)a;
    int64_t second = *(const int64_t *)b;

    return (first < second) - (first > second);
}

static tr_status list_given(number_list *out, const settings *given, tr_error *err)
{
    size_t kept = 0;

    for (size_t index = 0; index < given->paths.count; index++) {
        int64_t number = 0;

        if (!read_number(&number, given->paths.items[index]) || !add_number(out, number))
            return tr_error_set(err, TR_ERR_FORMAT, 0, "'%s' is not the number of a change",
                                given->paths.items[index]);
    }
    if (out->count > 0)
        qsort(out->items, out->count, sizeof(out->items[0]), later_first);
    for (size_t index = 0; index < out->count; index++) {
        if (kept == 0 || out->items[kept - 1] != out->items[index])
            out->items[kept++] = out->items[index];
    }
    out->count = kept;
    return TR_OK;
}

static bool take_run(void *context, const tr_change *change)
{
    *(int64_t *)context = change->run;
    return false;
}

/* What --last or --since means: what stands of it, the latest first. */
static tr_status list_found(number_list *out, const settings *given, const tr_journal *journal,
                            tr_error *err)
{
    tr_journal_filter filter = { .is_standing = true, .newest_first = true };
    int64_t run = 0;
    tr_status status;

    if (given->is_last) {
        status = tr_journal_walk(journal, &filter, take_run, &run, err);
        if (status != TR_OK || run == 0)
            return status;
        filter.run = run;
    }
    filter.has_since = given->since.is_given;
    filter.since = given->since.time;
    return tr_journal_walk(journal, &filter, list_one, &(listing){ out, journal }, err);
}

static void tell(undoing *all, const tr_change *change, const tr_error *failure)
{
    char *what = change_log_describe(change);
    const tr_undone undone = { .change = change,
                               .what = what ? what : change->path,
                               .is_plan = all->is_plan,
                               .is_undone = failure->status == TR_OK,
                               .message = failure->status == TR_OK ? NULL : failure->message };

    if (failure->status == TR_OK) {
        all->undone++;
    } else {
        all->refused++;
        all->run->has_fault = true;
        /* The report says why it was refused; that it could not be done is a failure too. */
        if (failure->status != TR_ERR_UNSUPPORTED)
            session_fail(all->run, failure);
    }
    if (!tr_undone_write(all->run->out, all->records, &undone))
        all->run->has_failed = true;
    free(what);
}

/* Changes that are taken back together: few writes to the journal for many of them. */
typedef struct group {
    tr_change *changes[MOST_IN_GROUP];
    tr_error results[MOST_IN_GROUP];
    size_t count;
} group;

static bool take_change(void *context, const tr_change *change)
{
    *(tr_change **)context = tr_change_copy(change);
    return false;
}

/* Looked up afresh: what came before may have changed it. NULL if that was told. */
static tr_change *find_change(undoing *all, int64_t number)
{
    const tr_journal_filter filter = { .id = number };
    tr_change *change = NULL;
    tr_error err;

    if (tr_journal_walk(all->journal, &filter, take_change, &change, &err) != TR_OK) {
        session_fail(all->run, &err);
    } else if (!change) {
        tr_error_set(&err, TR_ERR_NOT_FOUND, 0, "there is no change %" PRId64, number);
        session_fail(all->run, &err);
    }
    return change;
}

static void undo_group(undoing *all, group *taken)
{
    tr_error err;
    tr_status status = TR_OK;

    if (all->is_plan) {
        for (size_t index = 0; index < taken->count; index++) {
            taken->results[index].status = TR_OK;
            tr_change_check_undo(all->journal, taken->changes[index], &taken->results[index]);
        }
    } else {
        status = tr_change_undo_all(all->journal, (const tr_change *const *)taken->changes,
                                    taken->count, taken->results, &err);
    }
    for (size_t index = 0; index < taken->count; index++) {
        tell(all, taken->changes[index], &taken->results[index]);
        tr_change_free(taken->changes[index]);
    }
    taken->count = 0;
    if (status != TR_OK) {
        session_fail(all->run, &err);
        all->run->is_incomplete = true;
    }
}

/* Whether an older change made the file what a newer one found: x.dll_invalid_invalid was renamed
 * to x.dll_invalid, and that to x.dll. A rename's "after" is a name in the folder of its path. */
static bool led_to(const tr_change *older, const tr_change *newer)
{
    const size_t folder = tr_path_name(older->path);

    return older->after && strncmp(older->path, newer->path, folder) == 0 &&
           strcmp(newer->path + folder, older->after) == 0;
}

/* Whether a change can be taken back only once those that were taken before it are. */
static bool has_to_wait(const group *taken, const tr_change *change)
{
    for (size_t index = 0; index < taken->count; index++) {
        if (strcmp(taken->changes[index]->path, change->path) == 0 ||
            led_to(change, taken->changes[index]))
            return true;
    }
    return false;
}

static void undo_in_groups(undoing *all, const number_list *numbers)
{
    group *taken = calloc(1, sizeof(*taken));
    tr_error err;

    if (!taken) {
        tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to take changes back");
        session_fail(all->run, &err);
        return;
    }
    for (size_t index = 0; index < numbers->count && !all->run->is_incomplete; index++) {
        tr_change *change = find_change(all, numbers->items[index]);

        if (change && (taken->count == MOST_IN_GROUP || has_to_wait(taken, change)))
            undo_group(all, taken);
        if (change)
            taken->changes[taken->count++] = change;
        if (interrupt_is_pending())
            all->run->is_incomplete = true;
    }
    undo_group(all, taken);
    free(taken);
}

static void undo_all(undoing *all, const number_list *numbers, bool is_plan)
{
    tr_error err;

    all->is_plan = is_plan;
    all->undone = 0;
    all->refused = 0;
    if (!is_plan && tr_journal_lock(all->journal, &err) != TR_OK) {
        session_fail(all->run, &err);
        return;
    }
    undo_in_groups(all, numbers);
    tr_journal_unlock(all->journal);
    tr_undone_end(all->run->out, all->records, all->undone, all->refused, is_plan,
                  !all->run->is_incomplete);
}

static bool is_agreed(undoing *all, const number_list *numbers)
{
    tr_records *records = all->records;
    char text[64];

    all->records = NULL;
    undo_all(all, numbers, true);
    all->records = records;
    if (all->undone == 0 || all->run->is_incomplete)
        return false;
    snprintf(text, sizeof(text), "Undo %" PRIu64 " %s?", all->undone,
             all->undone == 1 ? "change" : "changes");
    if (question_ask(text)) {
        all->run->has_fault = false;
        return true;
    }
    fputs("Nothing was changed.\n", stdout);
    all->run->has_fault = true;
    return false;
}

static void undo_listed(undoing *all, const settings *given)
{
    number_list numbers = { 0 };
    tr_error err;
    tr_status status = given->paths.count > 0 ? list_given(&numbers, given, &err)
                                              : list_found(&numbers, given, all->journal, &err);

    if (status != TR_OK) {
        session_fail(all->run, &err);
    } else if (numbers.count == 0) {
        all->run->has_fault = true;
        failure_print("there is nothing to undo");
        undo_all(all, &numbers, given->is_dry_run);
    } else if (!question_is_due(given) || is_agreed(all, &numbers)) {
        undo_all(all, &numbers, given->is_dry_run);
    }
    free(numbers.items);
}

static int check(const settings *given)
{
    const int ways = (given->paths.count > 0 ? 1 : 0) + (given->is_last ? 1 : 0) +
                     (given->since.is_given ? 1 : 0);
    number_list numbers = { 0 };
    tr_error err;
    bool is_good;

    if (ways != 1) {
        failure_print("what to undo is said by numbers, by --last or by --since TIME: one of them "
                      "(see 'trustmend undo --help')");
        return EXIT_WRONG;
    }
    is_good = list_given(&numbers, given, &err) == TR_OK;
    free(numbers.items);
    if (is_good)
        return EXIT_WELL;
    failure_print(err.message);
    return EXIT_WRONG;
}

static int undo(const settings *given)
{
    session run;
    undoing all = { .run = &run };
    int code = check(given);

    if (code != EXIT_WELL)
        return code;
    if (!session_open(&run, given))
        return EXIT_FAILED;
    all.records = run.records;
    if (change_log_open(&all.journal, &run))
        undo_listed(&all, given);
    tr_journal_close(all.journal);
    return session_end(&run);
}

static const option own_options[] = {
    { "last", 0, OPTION_FLAG, offsetof(settings, is_last), NULL,
      "what the last command changed, all of it" },
    { "since", 0, OPTION_TIME, offsetof(settings, since), "TIME",
      "all that was changed since, such as 2024-05-31 or 2024-05-31T12:00:00Z" },
    { 0 },
};

const command undo_command = {
    .name = "undo",
    .arguments = "[ID...]",
    .summary = "take back what Trustmend changed",
    .description =
        "Takes changes back, the latest first: those with the numbers that 'trustmend history'\n"
        "shows, what the last command changed (--last), or all since a time (--since).\n"
        "\n"
        "A change is left alone, and why is said, if what it changed is not as it left it.\n",
    .options = (const option *const[]){ own_options, change_options, state_options, output_options,
                                        session_options, help_options, NULL },
    .run = undo,
};
