#include "core/service/restart_change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/service.h"

/* The Master Service takes its time on a large server. */
#define SECONDS 120

/* What the journal holds of a restart. */
typedef struct restart_facts {
    unsigned long process;
    char *dependents; /* names with '/' between them; those that stop first first */
} restart_facts;

static tr_status read_facts(restart_facts *out, const tr_change *change, tr_error *err)
{
    const char *blank = change->proof ? strchr(change->proof, ' ') : NULL;

    if (!blank)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the journal's entry %lld makes no sense",
                            (long long)change->id);
    out->process = strtoul(change->proof, NULL, 10);
    out->dependents = strdup(blank + 1);
    return out->dependents
               ? TR_OK
               : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to restart '%s'", change->path);
}

static char *describe(const tr_change *change)
{
    size_t size = strlen(change->path) + 64;
    char *text = malloc(size);

    if (text)
        snprintf(text, size, "restarted the service '%s'", change->path);
    return text;
}

/* The next name of a list, which is cut; NULL at its end. */
static char *next_name(char **rest)
{
    char *name = *rest;
    char *slash;

    if (!name || !*name)
        return NULL;
    slash = strchr(name, '/');
    *rest = slash ? slash + 1 : NULL;
    if (slash)
        *slash = '\0';
    return name;
}

/* Whether all services of a list run. Cuts it. */
static tr_status are_running(bool *out, char *names, tr_error *err)
{
    const char *name;
    bool is_good = true;

    while ((name = next_name(&names))) {
        tr_service_view view;
        tr_status status = tr_service_look(&view, name, err);

        if (status != TR_OK)
            return status;
        is_good = is_good && view.state == TR_SERVICE_RUNNING;
    }
    *out = is_good;
    return TR_OK;
}

static tr_status look(tr_world *out, tr_error *found, const tr_change *change,
                      const tr_journal *journal, tr_error *err)
{
    restart_facts facts = { 0 };
    tr_service_view view;
    bool is_whole = false;
    tr_status status = read_facts(&facts, change, err);

    (void)journal;
    if (status == TR_OK)
        status = tr_service_look(&view, change->path, err);
    if (status == TR_OK)
        status = are_running(&is_whole, facts.dependents, err);
    free(facts.dependents);
    if (status != TR_OK)
        return status;
    if (view.state == TR_SERVICE_MISSING) {
        tr_error_set(found, TR_OK, 0, "there is no service '%s' any more", change->path);
        *out = TR_WORLD_OTHER;
    } else if (view.state != TR_SERVICE_RUNNING || !is_whole) {
        *out = TR_WORLD_BETWEEN;
    } else {
        *out = view.process == facts.process ? TR_WORLD_BEFORE : TR_WORLD_AFTER;
    }
    return TR_OK;
}

/* Those that need the service start after it, the last that was stopped first. */
static tr_status start_again(const char *name, char *dependents, tr_error *err)
{
    tr_status status = tr_service_start(name, SECONDS, err);
    char *slash;

    while (status == TR_OK && *dependents) {
        slash = strrchr(dependents, '/');
        status = tr_service_start(slash ? slash + 1 : dependents, SECONDS, err);
        *(slash ? slash : dependents) = '\0';
    }
    return status;
}

static tr_status act(const tr_change *change, void *subject, const tr_journal *journal,
                     tr_error *err)
{
    restart_facts facts = { 0 };
    char *to_stop = NULL;
    char *rest;
    const char *name;
    tr_status status = read_facts(&facts, change, err);

    (void)subject, (void)journal;
    if (status == TR_OK && facts.dependents)
        to_stop = strdup(facts.dependents);
    if (status == TR_OK && !to_stop)
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to restart '%s'", change->path);
    rest = to_stop;
    while (status == TR_OK && (name = next_name(&rest)))
        status = tr_service_stop(name, SECONDS, err);
    if (status == TR_OK)
        status = tr_service_stop(change->path, SECONDS, err);
    if (status == TR_OK)
        status = start_again(change->path, facts.dependents, err);
    free(to_stop);
    free(facts.dependents);
    return status;
}

static tr_status undo(const tr_change *change, const tr_journal *journal, tr_error *err)
{
    restart_facts facts = { 0 };
    tr_status status = read_facts(&facts, change, err);

    (void)journal;
    if (status == TR_OK)
        status = start_again(change->path, facts.dependents, err);
    free(facts.dependents);
    return status;
}

const tr_change_kind tr_restart_change = {
    .word = "restart",
    .describe = describe,
    .look = look,
    .act = act,
    .undo = undo,
    .is_passing = true,
};

tr_status tr_service_restart(const char *name, tr_journal *journal, const char *reason,
                             tr_error *err)
{
    tr_service_view view;
    char *dependents = NULL;
    char *proof = NULL;
    tr_change change = {
        .path = name, .before = "running", .after = "restarted", .reason = reason
    };
    tr_status status = tr_service_look(&view, name, err);

    if (status == TR_OK && view.state != TR_SERVICE_RUNNING)
        status = tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                              "cannot restart the service '%s': it is not running", name);
    if (status == TR_OK)
        status = tr_service_dependents(&dependents, name, err);
    if (status == TR_OK && !(proof = malloc(strlen(dependents) + 32)))
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to restart '%s'", name);
    if (status == TR_OK) {
        sprintf(proof, "%lu %s", view.process, dependents);
        change.proof = proof;
        status = tr_change_make(journal, &tr_restart_change, &change, NULL, err);
    }
    free(proof);
    free(dependents);
    return status;
}
