#include "core/import/import_plan.h"

#include <stdlib.h>
#include <string.h>

#include "core/trust/certificate.h"

void tr_import_plan_clear(tr_import_plan *plan)
{
    for (size_t index = 0; index < plan->count; index++)
        tr_import_clear(&plan->items[index]);
    free(plan->items);
    *plan = (tr_import_plan){ .catalogue = plan->catalogue };
}

static tr_status no_memory(tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to import certificates");
}

/* What is wanted --------------------------------------------------------------------------------
 */

static tr_status add(tr_import_plan *plan, const tr_import *import, tr_error *err)
{
    if (plan->count == plan->capacity) {
        size_t capacity = plan->capacity ? 2 * plan->capacity : 8;
        tr_import *items = realloc(plan->items, capacity * sizeof(*items));

        if (!items)
            return no_memory(err);
        plan->items = items;
        plan->capacity = capacity;
    }
    plan->items[plan->count++] = *import;
    return TR_OK;
}

static void seek(tr_import *import, const tr_required *required,
                 const tr_trust_catalogue *catalogue)
{
    tr_sought *sought = &import->sought;

    import->required = required;
    sought->has_sha1 = !required->lacks_sha1;
    sought->has_sha256 = required->has_sha256;
    sought->is_root = required->store == TR_REQUIRED_IN_ROOT;
    sought->subject = required->subject;
    sought->key_id = required->has_key_id ? required->key_id : NULL;
    memcpy(sought->thumbprint.sha1, required->sha1, TR_SHA1_SIZE);
    memcpy(sought->thumbprint.sha256, required->sha256, TR_SHA256_SIZE);
    import->is_pinned = sought->has_sha1 && catalogue &&
                        tr_trust_catalogue_find_sha1(catalogue, required->sha1) != NULL;
}

tr_status tr_import_plan_seek(tr_import_plan *plan, const tr_required *required, bool is_disabled,
                              tr_error *err)
{
    tr_import import = { .is_disabled = is_disabled };

    seek(&import, required, plan->catalogue);
    return add(plan, &import, err);
}

static const tr_required *find_sha256(const tr_trust_catalogue *catalogue,
                                      const unsigned char *sha256)
{
    for (size_t index = 0; index < tr_trust_catalogue_count(catalogue); index++) {
        const tr_required *required = tr_trust_catalogue_get(catalogue, index);

        if (required->has_sha256 && memcmp(required->sha256, sha256, TR_SHA256_SIZE) == 0)
            return required;
    }
    return NULL;
}

tr_status tr_import_plan_seek_named(tr_import_plan *plan, const char *name, tr_error *err)
{
    const tr_required *required = tr_trust_catalogue_find(plan->catalogue, name);
    tr_import import = { .wanted = name };
    tr_sought *sought = &import.sought;

    if (!required && tr_hex_parse(sought->thumbprint.sha1, TR_SHA1_SIZE, name)) {
        sought->has_sha1 = true;
        required = tr_trust_catalogue_find_sha1(plan->catalogue, sought->thumbprint.sha1);
    } else if (!required && tr_hex_parse(sought->thumbprint.sha256, TR_SHA256_SIZE, name)) {
        sought->has_sha256 = true;
        required = find_sha256(plan->catalogue, sought->thumbprint.sha256);
    }
    if (required)
        seek(&import, required, plan->catalogue);
    else if (!sought->has_sha1 && !sought->has_sha256)
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                            "'%s' is neither an id of a required certificate nor a thumbprint",
                            name);
    return add(plan, &import, err);
}

static bool is_sought(const tr_import_plan *plan, const tr_required *required)
{
    for (size_t index = 0; index < plan->count; index++) {
        if (plan->items[index].required == required)
            return true;
    }
    return false;
}

static tr_status seek_once(tr_import_plan *plan, const tr_required *required, tr_error *err)
{
    if (!required || is_sought(plan, required))
        return TR_OK;
    return tr_import_plan_seek(plan, required, false, err);
}

tr_status tr_import_plan_seek_for(tr_import_plan *plan, const tr_verification *verification,
                                  tr_error *err)
{
    tr_status status = TR_OK;

    for (size_t index = 0; index < verification->missing_count && status == TR_OK; index++)
        status = seek_once(plan, verification->missing[index].link->required, err);
    for (size_t index = 0; index < verification->with_count && status == TR_OK; index++)
        status = seek_once(plan, verification->with[index], err);
    return status;
}

tr_status tr_import_plan_take(tr_import_plan *plan, X509 *certificate, tr_error *err)
{
    tr_import import = { .required = NULL };
    tr_sought *sought = &import.sought;
    tr_thumbprint thumbprint;
    const tr_required *required = NULL;
    tr_status status = tr_thumbprint_of(&thumbprint, certificate, err);

    if (status != TR_OK)
        return status;
    if (plan->catalogue)
        required = tr_trust_catalogue_find_sha1(plan->catalogue, thumbprint.sha1);
    if (required &&
        (!required->has_sha256 || memcmp(required->sha256, thumbprint.sha256, TR_SHA256_SIZE) == 0))
        seek(&import, required, plan->catalogue);
    sought->thumbprint = thumbprint;
    sought->has_sha1 = true;
    sought->has_sha256 = true;
    sought->found = certificate;
    status = add(plan, &import, err);
    if (status == TR_OK)
        X509_up_ref(certificate);
    return status;
}

/* Where it is -----------------------------------------------------------------------------------
 */

/* Their search is over a list of its own, for a plan's items are more than what is sought. */
static tr_status search(tr_import_plan *plan, const char *path, tr_anchor_warning *warn,
                        void *context, tr_error *err)
{
    tr_sought *sought = calloc(plan->count + 1, sizeof(*sought));
    tr_certificate_search in = { sought, plan->count, warn, context };
    tr_status status;

    if (!sought)
        return no_memory(err);
    for (size_t index = 0; index < plan->count; index++)
        sought[index] = plan->items[index].sought;
    status =
        path ? tr_certificate_search_path(&in, path, err) : tr_certificate_search_system(&in, err);
    for (size_t index = 0; index < plan->count; index++)
        plan->items[index].sought = sought[index];
    free(sought);
    return status;
}

tr_status tr_import_plan_search_path(tr_import_plan *plan, const char *path,
                                     tr_anchor_warning *warn, void *context, tr_error *err)
{
    return search(plan, path, warn, context, err);
}

tr_status tr_import_plan_search_system(tr_import_plan *plan, tr_error *err)
{
    return search(plan, NULL, NULL, NULL, err);
}

/* What becomes of it ----------------------------------------------------------------------------
 */

static bool is_distrusted(const tr_import *import, const tr_anchor_store *store)
{
    const tr_anchor *anchor = NULL;
    tr_thumbprint thumbprint = import->sought.thumbprint;
    bool has_sha1 = import->sought.has_sha1;

    if (import->sought.found)
        has_sha1 = tr_thumbprint_of(&thumbprint, import->sought.found, NULL) == TR_OK;
    if (has_sha1)
        anchor = tr_anchor_store_find(store, thumbprint.sha1, NULL);
    return anchor && anchor->roles & TR_ROLE_DISTRUSTED;
}

tr_status tr_import_plan_decide(tr_import_plan *plan, const tr_anchor_store *store,
                                const tr_import_target *target, bool takes_unpinned, tr_error *err)
{
    plan->installable = 0;
    for (size_t index = 0; index < plan->count; index++) {
        tr_import *import = &plan->items[index];
        tr_status status;

        free(import->place);
        import->place = NULL;
        import->is_distrusted = is_distrusted(import, store);
        status = tr_import_decide(import, target, takes_unpinned, err);
        if (status != TR_OK)
            return status;
        plan->installable += import->action == TR_IMPORT_INSTALL;
    }
    return TR_OK;
}
