#include <time.h>

#include "core/cli/checkup_parts.h"
#include "core/cli/interrupt.h"
#include "core/symptoms/log_places.h"
#include "core/symptoms/log_search.h"
#include "core/symptoms/rules.h"
#include "core/trust/certificate.h"

/* No clock on Earth is further behind UTC. */
#define FARTHEST_BEHIND ((time_t)12 * 60 * 60)

static void take_log_failure(void *context, const char *path, const tr_error *failure)
{
    const checkup *all = context;

    session_fail_path(all->run, path, failure);
    tr_diagnosis_fail(all->diagnosis, path, failure);
}

static void take_log(void *context, const char *path, uint64_t bytes)
{
    const checkup *all = context;

    (void)path;
    progress_add(&all->run->shown, bytes);
}

static bool is_stopped(void *context)
{
    const checkup *all = context;

    if (interrupt_is_pending())
        all->run->is_incomplete = true;
    return all->run->is_incomplete;
}

/* Where the logs of these installations are. */
static tr_status search_places(tr_log_search *search, const tr_installations *installed,
                               tr_error *err)
{
    tr_log_places places;
    tr_status status = tr_log_places_find(&places, installed, err);

    if (status != TR_OK)
        return status;
    for (size_t index = 0; index < places.count && status == TR_OK; index++)
        status = tr_log_search_path(search, places.paths[index], err);
    tr_log_places_clear(&places);
    return status;
}

static tr_status search_logs(checkup *all, tr_log_search *search, tr_error *err)
{
    const text_list *named = &all->run->given->logs;
    tr_status status = TR_OK;

    for (size_t list = 0; list < all->installed_count && status == TR_OK; list++)
        status = search_places(search, &all->installed[list], err);
    for (size_t index = 0; index < named->count && status == TR_OK; index++)
        status = tr_log_search_path(search, named->items[index], err);
    return status;
}

/*
 * When something was changed last, by the clock of the logs, which name no zone: that of this
 * machine; where others may have written them, none that is later than any of theirs.
 */
static time_t mended_by_clock(const checkup *all)
{
    const struct tm *local = localtime(&all->mended);
    char text[sizeof("2024-05-31T12:00:00Z")];
    time_t mended;

    if (all->mended == 0)
        return 0;
    if (!all->has_foreign && all->run->given->logs.count == 0 && local &&
        strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", local) > 0 &&
        tr_time_parse(&mended, text))
        return mended;
    return all->mended - FARTHEST_BEHIND;
}

void checkup_search_logs(checkup *all)
{
    const tr_log_watch watch = {
        .failure = take_log_failure, .file = take_log, .is_stopped = is_stopped, .context = all
    };
    tr_symptom_rules *rules = NULL;
    tr_log_search *search = NULL;
    tr_error err;
    const text_list *files = &all->run->given->rules;
    tr_status status = tr_symptom_rules_load(&rules, files->items, files->count, &err);

    if (status == TR_OK)
        status = tr_log_search_new(&search, rules, (tr_log_time){ false, 0 }, &watch, &err);
    if (status == TR_OK)
        status = search_logs(all, search, &err);
    if (status == TR_OK)
        tr_diagnose_logs(all->diagnosis, search, mended_by_clock(all));
    else
        checkup_fail(all, "the product's logs", &err);
    tr_log_search_free(search);
    tr_symptom_rules_free(rules);
}
