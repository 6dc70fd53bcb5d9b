#include "core/cli/trust_input.h"

#include <stdlib.h>
#include <string.h>

#include "core/cli/interrupt.h"
#include "core/platform/directory.h"
#include "core/platform/path.h"
#include "core/platform/second_opinion.h"
#include "core/trust/offline_store.h"

static void on_warning(void *context, const tr_error *failure)
{
    session_fail(context, failure);
}

static void on_note(void *context, const tr_error *note)
{
    session_note(context, note);
}

/* The stores of this machine, or of the disk that is looked at in its place. */
static tr_status load_system(trust_input *out, session *run, tr_error *err)
{
    const tr_offline_telling telling = { on_warning, on_note, run };
    const settings *given = run->given;
    bool wants_list = given->trust_lists.count == 0 && !out->trust_list;

    if (!given->system_root)
        return tr_anchor_store_load_system(out->store, err);
    return tr_offline_store_load(out->store, wants_list ? &out->trust_list : NULL,
                                 given->system_root, &telling, err);
}

static bool load_list(trust_input *out, const text_list *paths, tr_anchor_role role, session *run)
{
    tr_error err;

    for (size_t index = 0; index < paths->count; index++) {
        const char *path = paths->items[index];
        tr_status status;

        if (role == TR_ROLE_ANCHOR && strcmp(path, "system") == 0)
            status = load_system(out, run, &err);
        else
            status = tr_anchor_store_load(out->store, path, role, on_warning, run, &err);
        if (status != TR_OK) {
            session_fail(run, &err);
            return false;
        }
    }
    return true;
}

static bool load_crls(tr_anchor_store *store, const text_list *paths, session *run)
{
    tr_error err;

    for (size_t index = 0; index < paths->count; index++) {
        if (tr_anchor_store_load_crls(store, paths->items[index], on_warning, run, &err) != TR_OK) {
            session_fail(run, &err);
            return false;
        }
    }
    return true;
}

static bool load_catalogs(trust_input *out, session *run)
{
    const text_list *paths = &run->given->catalogs;
    tr_error err;
    tr_status status = TR_OK;

    if (paths->count > 0)
        status = tr_catalog_set_new(&out->catalogs, &err);
    for (size_t index = 0; index < paths->count && status == TR_OK; index++)
        status = tr_catalog_set_load(out->catalogs, paths->items[index], on_warning, run, &err);
    if (status != TR_OK)
        session_fail(run, &err);
    return status == TR_OK;
}

static bool load_trust_lists(trust_input *out, session *run)
{
    const text_list *paths = &run->given->trust_lists;
    tr_status status = TR_OK;
    tr_error err;

    if (paths->count > 0)
        status = tr_trust_list_new(&out->trust_list, &err);
    for (size_t index = 0; index < paths->count && status == TR_OK; index++)
        status = tr_trust_list_load(out->trust_list, paths->items[index], &err);
    if (status != TR_OK)
        session_fail(run, &err);
    return status == TR_OK;
}

/* A folder in the place of the machine's stores: what is not there yet is empty. */
static bool load_part(tr_anchor_store *store, const char *folder, const char *part,
                      tr_anchor_role role, session *run)
{
    char *path = tr_path_join(folder, part);
    tr_error err;
    tr_status status = TR_OK;

    if (!path)
        status = tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to read '%s'", folder);
    else if (tr_path_kind_of(path) == TR_PATH_FOLDER)
        status = tr_anchor_store_load(store, path, role, on_warning, run, &err);
    if (status != TR_OK)
        session_fail(run, &err);
    free(path);
    return status == TR_OK;
}

static bool load_folder(tr_anchor_store *store, session *run)
{
    const char *folder = run->given->store;

    return load_part(store, folder, "Root", TR_ROLE_ANCHOR, run) &&
           load_part(store, folder, "CA", TR_ROLE_INTERMEDIATE, run) &&
           load_part(store, folder, "Disallowed", TR_ROLE_DISTRUSTED, run);
}

static bool has_folder(const settings *given)
{
    return given->store && strcmp(given->store, "machine") != 0 &&
           strcmp(given->store, "user") != 0;
}

static bool load_store(trust_input *out, session *run)
{
    static const char *system_only[] = { "system" };
    const text_list by_default = { system_only, 1 };
    const settings *given = run->given;

    if (given->anchors.count > 0 || !has_folder(given)) {
        if (!load_list(out, given->anchors.count > 0 ? &given->anchors : &by_default,
                       TR_ROLE_ANCHOR, run))
            return false;
    }
    return (!has_folder(given) || load_folder(out->store, run)) &&
           load_list(out, &given->intermediates, TR_ROLE_INTERMEDIATE, run) &&
           load_list(out, &given->disallowed, TR_ROLE_DISTRUSTED, run) &&
           load_crls(out->store, &given->crls, run);
}

bool trust_input_open(trust_input *out, session *run)
{
    tr_error err;

    *out = (trust_input){ .store = NULL };
    if (tr_trust_catalogue_load(&out->catalogue, run->given->catalogue, &err) != TR_OK)
        session_fail(run, &err);
    if (tr_registry_open(&out->registry, run->given->system_root, &err) != TR_OK ||
        tr_anchor_store_new(&out->store, &err) != TR_OK) {
        session_fail(run, &err);
        return false;
    }
    return load_store(out, run) && load_trust_lists(out, run) && load_catalogs(out, run);
}

void trust_input_close(trust_input *input)
{
    tr_catalog_set_free(input->catalogs);
    tr_trust_list_free(input->trust_list);
    tr_trust_catalogue_free(input->catalogue);
    tr_anchor_store_free(input->store);
    tr_registry_free(input->registry);
}

/* Its verdict compares with ours only if both stand on the same stores, at the same time. */
static bool asks_windows(const settings *given)
{
    if (given->asks_windows != ASK_AUTO)
        return given->asks_windows == ASK_ALWAYS;
    return tr_second_opinion_source() == TR_OPINION_WINDOWS && given->anchors.count == 0 &&
           !given->system_root && !has_folder(given) && given->disallowed.count == 0 &&
           given->crls.count == 0 && given->trust_lists.count == 0 && given->catalogs.count == 0 &&
           !given->at.is_given;
}

/* Ctrl-C does not wait for a file of many GiB. */
static bool wants_more(void *context, const tr_file *file, size_t size)
{
    (void)context, (void)file, (void)size;
    return !interrupt_is_pending();
}

static const tr_source_watch until_interrupted = { .on_read = wants_more };

tr_verify_options trust_input_options(const trust_input *input, const settings *given,
                                      unsigned threads)
{
    return (tr_verify_options){
        .store = input->store,
        .catalogue = input->catalogue,
        .catalogs = input->catalogs,
        .trust_list = input->trust_list,
        .has_time = given->at.is_given,
        .time = given->at.time,
        .choice = (tr_signature_choice)given->signatures,
        .is_strict = given->policy == 1,
        .asks_windows = asks_windows(given),
        .watch = &until_interrupted,
        .threads = threads,
        .language = (tr_language)given->language,
    };
}
