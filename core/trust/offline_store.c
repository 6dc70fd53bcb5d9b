#include "core/trust/offline_store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/registry/certificates.h"
#include "core/registry/hive.h"
#include "core/registry/system_disk.h"

#define AUTO_UPDATE "Microsoft\\SystemCertificates\\AuthRoot\\AutoUpdate"

/* Where stores are kept in a hive, and what that is called behind the store's name. */
typedef struct location {
    const char *key;
    const char *behind;
} location;

static const location machine_locations[] = {
    { "Microsoft\\SystemCertificates", "" },
    { "Policies\\Microsoft\\SystemCertificates", "\\.GroupPolicy" },
    { "Microsoft\\EnterpriseCertificates", "\\.Enterprise" },
};

static const location user_locations[] = {
    { "Software\\Microsoft\\SystemCertificates", "" },
    { "Software\\Policies\\Microsoft\\SystemCertificates", "\\.GroupPolicy" },
};

static const struct {
    const char *name;
    tr_anchor_role role;
} stores[] = {
    { "Root", TR_ROLE_ANCHOR },           { "AuthRoot", TR_ROLE_ANCHOR },
    { "CA", TR_ROLE_INTERMEDIATE },       { "TrustedPublisher", TR_ROLE_LISTED },
    { "Disallowed", TR_ROLE_DISTRUSTED },
};

/* One hive after the other is read into a store. */
typedef struct loading {
    tr_anchor_store *store;
    tr_trust_list **list; /* NULL: nobody asks for it */
    const tr_offline_telling *telling;
    tr_hive *hive;
    bool is_cut; /* told once, so that what is missing of it is no news */
    tr_anchor_role role;
    char place[400];
    tr_status status; /* what ends loading */
    tr_error *err;
} loading;

static void warn(const loading *load, const tr_error *failure)
{
    load->telling->warn(load->telling->context, failure);
}

static void warn_of_part(const loading *load, const tr_error *failure)
{
    if (!load->is_cut)
        warn(load, failure);
}

static bool give_up(loading *load, tr_status status, const tr_error *failure)
{
    load->status = tr_error_set(load->err, status, failure->code, "%s", failure->message);
    return false;
}

static tr_status add_properties(loading *load, const char *name, tr_bytes properties,
                                tr_error *failure)
{
    tr_bytes der;
    tr_status status = TR_ERR_FORMAT;

    if (tr_registry_certificate_of(&der, properties))
        status = tr_anchor_store_add_bytes(load->store, der, load->role, load->place, failure);
    if (status == TR_ERR_FORMAT)
        tr_error_set(failure, status, 0, "cannot read certificate %.60s of '%s' in '%s'", name,
                     load->place, tr_hive_path(load->hive));
    return status;
}

static bool add_certificate(void *context, const char *name, const tr_hive_key *key,
                            const tr_error *unreadable)
{
    loading *load = context;
    unsigned char *bytes = NULL;
    size_t size = 0;
    uint32_t type = 0;
    tr_error failure;
    tr_status status;

    if (unreadable) {
        warn_of_part(load, unreadable);
        return true;
    }
    status = tr_hive_read(&bytes, &size, &type, load->hive, key, "Blob", &failure);
    if (status == TR_OK)
        status = add_properties(load, name, (tr_bytes){ bytes, size }, &failure);
    free(bytes);
    if (status == TR_ERR_FORMAT)
        warn_of_part(load, &failure);
    return status == TR_OK || status == TR_ERR_FORMAT || give_up(load, status, &failure);
}

/* A store that is not there is empty; one that cannot be read is told. */
static void add_store(loading *load, const tr_hive_key *root, const char *key)
{
    tr_hive_key found;
    bool is_there = false;
    tr_error failure;
    tr_status status = tr_hive_find(&is_there, &found, load->hive, root, key, &failure);

    if (status == TR_OK && is_there)
        status = tr_hive_walk(load->hive, &found, add_certificate, load, &failure);
    if (status == TR_ERR_FORMAT)
        warn_of_part(load, &failure);
    else if (status != TR_OK)
        give_up(load, status, &failure);
}

/* All stores below one location. owner is "LocalMachine", or names a user. */
static void add_location(loading *load, const tr_hive_key *root, const location *where,
                         const char *owner, bool is_listed)
{
    for (size_t index = 0; index < sizeof(stores) / sizeof(stores[0]); index++) {
        char key[160];

        snprintf(key, sizeof(key), "%s\\%s\\Certificates", where->key, stores[index].name);
        snprintf(load->place, sizeof(load->place), "%s\\%s%s", owner, stores[index].name,
                 where->behind);
        load->role = is_listed ? TR_ROLE_LISTED : stores[index].role;
        if (load->status == TR_OK)
            add_store(load, root, key);
    }
}

static void remark(loading *load)
{
    const char *path = tr_hive_path(load->hive);
    tr_error remark;

    load->is_cut = tr_hive_is_cut(load->hive);
    if (load->is_cut) {
        tr_error_set(&remark, TR_ERR_FORMAT, 0,
                     "the registry hive '%s' is cut short: what is missing of it is not known",
                     path);
        warn(load, &remark);
    } else if (tr_hive_is_dirty(load->hive)) {
        tr_error_set(
            &remark, TR_OK, 0,
            "note: '%s' was not written to its end: its last changes are in its log, which "
            "is not read",
            path);
        load->telling->note(load->telling->context, &remark);
    }
}

static tr_status open_hive(loading *load, tr_hive_key *root, const char *path, tr_error *err)
{
    tr_status status = tr_hive_open(&load->hive, path, err);

    if (status != TR_OK)
        return status;
    remark(load);
    status = tr_hive_root(root, load->hive, err);
    if (status != TR_OK) {
        tr_hive_close(load->hive);
        load->hive = NULL;
    }
    return status;
}

static void close_hive(loading *load)
{
    tr_hive_close(load->hive);
    load->hive = NULL;
}

/* One of the trust lists that Windows keeps among the settings of their update. */
static tr_status add_list(loading *load, const tr_hive_key *root, const char *value,
                          tr_error *failure)
{
    tr_hive_key key;
    bool is_there = false;
    unsigned char *bytes = NULL;
    size_t size = 0;
    uint32_t type = 0;
    tr_status status = tr_hive_find(&is_there, &key, load->hive, root, AUTO_UPDATE, failure);

    if (status == TR_OK && is_there)
        status = tr_hive_read(&bytes, &size, &type, load->hive, &key, value, failure);
    if (status == TR_OK && bytes && !*load->list)
        status = tr_trust_list_new(load->list, failure);
    if (status == TR_OK && bytes)
        status = tr_trust_list_add(*load->list, (tr_bytes){ bytes, size }, value, failure);
    free(bytes);
    return status;
}

static void add_lists(loading *load, const tr_hive_key *root)
{
    static const char *const values[] = { "EncodedCtl", "DisallowedCertEncodedCtl" };

    for (size_t index = 0; index < sizeof(values) / sizeof(values[0]); index++) {
        tr_error failure;
        tr_status status = add_list(load, root, values[index], &failure);

        if (status == TR_ERR_FORMAT)
            warn_of_part(load, &failure);
        else if (status != TR_OK)
            give_up(load, status, &failure);
    }
}

static tr_status add_machine(loading *load, const char *path, tr_error *err)
{
    tr_hive_key root;
    tr_status status = open_hive(load, &root, path, err);

    if (status != TR_OK)
        return status;
    for (size_t index = 0; index < sizeof(machine_locations) / sizeof(machine_locations[0]);
         index++)
        add_location(load, &root, &machine_locations[index], "LocalMachine", false);
    if (load->list && load->status == TR_OK)
        add_lists(load, &root);
    close_hive(load);
    return load->status;
}

static tr_status add_stores_of(loading *load, const char *user, const char *path, tr_error *err)
{
    tr_hive_key root;
    char owner[300];
    tr_status status = open_hive(load, &root, path, err);

    if (status != TR_OK)
        return status;
    snprintf(owner, sizeof(owner), TR_PLACE_OF_USERS "%s", user);
    for (size_t index = 0; index < sizeof(user_locations) / sizeof(user_locations[0]); index++)
        add_location(load, &root, &user_locations[index], owner, true);
    close_hive(load);
    return load->status;
}

/* Whatever is wrong with a user's hive, it leaves those of the others. */
static bool add_user(void *context, const char *user, const char *path, const tr_error *unreadable)
{
    loading *load = context;
    loading own = *load;
    tr_error failure;
    tr_status status;

    if (unreadable) {
        warn(load, unreadable);
        return true;
    }
    own.err = &failure;
    status = add_stores_of(&own, user, path, &failure);
    if (status == TR_ERR_MEMORY)
        return give_up(load, status, &failure);
    if (status != TR_OK)
        warn(load, &failure);
    return true;
}

tr_status tr_offline_store_load(tr_anchor_store *store, tr_trust_list **list,
                                const char *system_root, const tr_offline_telling *telling,
                                tr_error *err)
{
    tr_trust_list *found = NULL;
    loading load = { .store = store, .list = list ? &found : NULL, .telling = telling, .err = err };
    char *path = NULL;
    tr_status status = tr_system_disk_find_hive(&path, system_root, "SOFTWARE", err);

    if (status == TR_OK && !path)
        status = tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                              "there is no Windows in '%s': it holds no "
                              "Windows/System32/config/SOFTWARE",
                              system_root);
    if (status == TR_OK)
        status = add_machine(&load, path, err);
    if (status == TR_OK)
        status = tr_system_disk_walk_users(system_root, "NTUSER.DAT", add_user, &load, err);
    if (status == TR_OK)
        status = load.status;
    if (status == TR_OK && list)
        *list = found;
    else
        tr_trust_list_free(found);
    free(path);
    return status;
}
