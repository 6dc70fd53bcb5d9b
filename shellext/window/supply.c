#include "shellext/window/supply.h"

#include <stdlib.h>
#include <string.h>

#define MOST_FILES                                                                                 \
    64 /* that are looked into: what one file lacks, few others of its kind carry                  \
        */

struct supply {
    volatile LONG references;
    trust *by;
    tr_import_plan plan;
    path_list files;
    char *place; /* NULL: none */
};

supply *supply_new(trust *by)
{
    supply *all = calloc(1, sizeof(*all));

    if (!all)
        return NULL;
    all->references = 1;
    all->by = trust_share(by);
    all->plan.catalogue = by->catalogue;
    return all;
}

supply *supply_share(supply *all)
{
    InterlockedIncrement(&all->references);
    return all;
}

void supply_release(supply *all)
{
    if (!all || InterlockedDecrement(&all->references) > 0)
        return;
    tr_import_plan_clear(&all->plan);
    path_list_clear(&all->files);
    trust_release(all->by);
    free(all->place);
    free(all);
}

bool supply_add(supply *all, const row *which)
{
    if (!which->verification || which->verification->verdict == TR_TRUSTED)
        return true;
    if (all->files.count < MOST_FILES && !path_list_add(&all->files, which->path))
        return false;
    return tr_import_plan_seek_for(&all->plan, which->verification, NULL) == TR_OK;
}

/* That one place cannot be looked into does not keep from the others. */
static void search(job *work, supply *all, const char *path)
{
    tr_error err;

    if (!job_is_stopped(work) &&
        tr_import_plan_search_path(&all->plan, path, NULL, NULL, &err) != TR_OK &&
        err.status != TR_ERR_FORMAT)
        job_fail(work, &err);
}

static void run(job *work, void *context)
{
    const tr_import_target target = { "LocalMachine", true, NULL };
    supply *all = context;
    tr_error err;

    if (all->place)
        search(work, all, all->place);
    for (size_t index = 0; index < all->files.count; index++)
        search(work, all, all->files.items[index]);
    if (tr_import_plan_search_system(&all->plan, &err) != TR_OK ||
        tr_import_plan_decide(&all->plan, all->by->store, &target, false, &err) != TR_OK)
        job_fail(work, &err);
}

static void give_back(void *context)
{
    supply_release(context);
}

job *supply_start(HWND window, supply *all, const char *place)
{
    const job_task task = { run, give_back, all };

    free(all->place);
    all->place = place ? strdup(place) : NULL;
    if (place && !all->place)
        return NULL;
    supply_share(all);
    return job_start(window, &task);
}

const tr_import_plan *supply_plan(const supply *all)
{
    return &all->plan;
}

static bool add_certificate(tr_request *request, X509 *certificate)
{
    unsigned char *der = NULL;
    int size = i2d_X509(certificate, &der);
    bool is_added =
        size > 0 && tr_request_add_certificate(request, (tr_bytes){ der, (size_t)size });

    OPENSSL_free(der);
    return is_added;
}

bool supply_request(tr_request *out, const supply *all)
{
    tr_request request = { .action = TR_ACTION_INSTALL };
    bool is_good = true;

    for (size_t index = 0; index < all->plan.count && is_good; index++) {
        const tr_import *import = &all->plan.items[index];

        if (import->action == TR_IMPORT_INSTALL)
            is_good = add_certificate(&request, import->sought.found);
    }
    if (is_good && tr_request_seal(&request)) {
        *out = request;
        return true;
    }
    tr_request_clear(&request);
    return false;
}
