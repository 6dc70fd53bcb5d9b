#include "core/symptoms/log_search.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"
#include "core/symptoms/log_scanner.h"

/* The hits of a rule, and when it was met last. */
typedef struct tally {
    tr_log_group group;
    uint64_t last_file; /* the number of the file that was counted last */
} tally;

struct tr_log_search {
    const tr_symptom_rules *rules;
    tr_log_time since;
    tr_log_watch watch;
    tr_log_scanner *scanner;
    tally *tallies; /* of each rule */
    size_t *found;  /* rules with hits, in order; made when asked for */
    size_t found_count;
    tr_log_totals totals;
    uint64_t file_number;
    bool is_out_of_memory;
    bool is_stopped;
};

static bool is_before(tr_log_time a, tr_log_time b)
{
    return a.is_known && b.is_known && a.seconds < b.seconds;
}

static void add_example(tr_log_search *search, tr_log_group *group, const tr_log_hit *hit)
{
    tr_log_hit *example = &group->examples[group->example_count];
    char *path, *text;

    if (group->example_count == TR_LOG_EXAMPLES_MAX)
        return;
    path = strdup(hit->path);
    text = strdup(hit->text);
    if (!path || !text) {
        free(path);
        free(text);
        search->is_out_of_memory = true;
        return;
    }
    *example = *hit;
    example->path = path;
    example->text = text;
    group->example_count++;
}

static bool take_hit(void *context, size_t rule, const tr_log_hit *hit)
{
    tr_log_search *search = context;
    tally *one = &search->tallies[rule];
    tr_log_group *group = &one->group;

    if (is_before(hit->time, search->since))
        return true;
    group->symptom = hit->symptom;
    group->hits++;
    search->totals.hits++;
    if (one->last_file != search->file_number) {
        one->last_file = search->file_number;
        group->files++;
    }
    group->undated += !hit->time.is_known;
    if (hit->time.is_known && (!group->first.is_known || is_before(hit->time, group->first)))
        group->first = hit->time;
    if (hit->time.is_known && (!group->last.is_known || is_before(group->last, hit->time)))
        group->last = hit->time;
    add_example(search, group, hit);
    if (search->watch.hit)
        search->watch.hit(search->watch.context, hit);
    return !search->is_out_of_memory;
}

static void fail(tr_log_search *search, const char *path, const tr_error *failure)
{
    search->totals.failures++;
    if (search->watch.failure)
        search->watch.failure(search->watch.context, path, failure);
}

static void take_give_up(void *context, size_t rule, const char *path)
{
    tr_log_search *search = context;
    tr_error failure;

    tr_error_set(&failure, TR_ERR_UNSUPPORTED, 0,
                 "cannot look for all in '%s': symptom '%s' takes too long, and is left out there",
                 path, tr_symptom_rules_get(search->rules, rule)->id);
    fail(search, path, &failure);
}

static bool ask_stopped(void *context)
{
    tr_log_search *search = context;

    if (search->watch.is_stopped && search->watch.is_stopped(search->watch.context))
        search->is_stopped = true;
    return search->is_stopped || search->is_out_of_memory;
}

tr_status tr_log_search_new(tr_log_search **out, const tr_symptom_rules *rules, tr_log_time since,
                            const tr_log_watch *watch, tr_error *err)
{
    const size_t count = tr_symptom_rules_count(rules);
    tr_log_search *search = calloc(1, sizeof(*search));
    tr_log_scanner_calls calls = { take_hit, take_give_up, ask_stopped, search };
    tr_status status;

    if (!search)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to search logs");
    search->rules = rules;
    search->since = since;
    if (watch)
        search->watch = *watch;
    search->tallies = calloc(count + 1, sizeof(*search->tallies));
    search->found = calloc(count + 1, sizeof(*search->found));
    if (search->tallies && search->found)
        status = tr_log_scanner_new(&search->scanner, rules, &calls, err);
    else
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to search logs");
    if (status == TR_OK)
        *out = search;
    else
        tr_log_search_free(search);
    return status;
}

void tr_log_search_free(tr_log_search *search)
{
    if (!search)
        return;
    for (size_t index = 0; search->tallies && index < tr_symptom_rules_count(search->rules);
         index++) {
        tr_log_group *group = &search->tallies[index].group;

        for (size_t example = 0; example < group->example_count; example++) {
            free((char *)group->examples[example].path);
            free((char *)group->examples[example].text);
        }
    }
    free(search->found);
    free(search->tallies);
    tr_log_scanner_free(search->scanner);
    free(search);
}

static void search_file(tr_log_search *search, const char *path)
{
    uint64_t bytes = 0;
    tr_error failure;
    tr_status status;

    search->file_number++;
    status = tr_log_scanner_run(search->scanner, &bytes, path, &failure);
    search->totals.bytes += bytes;
    if (status == TR_ERR_MEMORY)
        search->is_out_of_memory = true;
    if (status != TR_OK) {
        fail(search, path, &failure);
        return;
    }
    search->totals.files++;
    if (search->watch.file)
        search->watch.file(search->watch.context, path, bytes);
}

static bool visit(void *context, const char *path, const tr_error *failure)
{
    tr_log_search *search = context;

    if (failure)
        fail(search, path, failure);
    else if (tr_log_kind_of(path) == TR_LOG_OTHER)
        search->totals.passed_over++;
    else
        search_file(search, path);
    return !ask_stopped(search);
}

static void list_found(tr_log_search *search)
{
    search->found_count = 0;
    for (size_t index = 0; index < tr_symptom_rules_count(search->rules); index++) {
        if (search->tallies[index].group.hits > 0)
            search->found[search->found_count++] = index;
    }
}

tr_status tr_log_search_path(tr_log_search *search, const char *path, tr_error *err)
{
    tr_status status = TR_OK;

    if (tr_path_kind_of(path) == TR_PATH_FOLDER)
        status = tr_directory_walk(path, visit, search, err);
    else
        search_file(search, path);
    list_found(search);
    if (status == TR_OK && search->is_out_of_memory)
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to search '%s'", path);
    return status;
}

size_t tr_log_search_group_count(const tr_log_search *search)
{
    return search->found_count;
}

const tr_log_group *tr_log_search_group(const tr_log_search *search, size_t index)
{
    return index < search->found_count ? &search->tallies[search->found[index]].group : NULL;
}

tr_log_totals tr_log_search_totals(const tr_log_search *search)
{
    return search->totals;
}
