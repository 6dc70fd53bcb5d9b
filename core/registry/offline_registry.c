#include "core/registry/offline_registry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/path_search.h"
#include "core/registry/hive.h"
#include "core/registry/system_disk.h"
#include "core/registry/utf16.h"

#define CURRENT "CurrentControlSet"

struct tr_offline_registry {
    char *root;
    tr_hive *software;
    bool has_wow;            /* a 64-bit Windows */
    char drive;              /* the letter of its disk; 0: not known */
    tr_hive *system;         /* NULL: see system_failure */
    tr_error system_failure; /* TR_OK: it is not there */
    char control_set[16];    /* "ControlSet001" */
};

/* A key below a hive: "Wow6432Node\\x" as two parts, of which the first may be "". */
typedef struct place {
    tr_hive *hive;
    const char *first;
    const char *rest;
} place;

static tr_status find(bool *is_there, tr_hive_key *out, const place *where, tr_error *err)
{
    tr_hive_key root, first;
    tr_status status = tr_hive_root(&root, where->hive, err);

    if (status == TR_OK)
        status = tr_hive_find(is_there, &first, where->hive, &root, where->first, err);
    if (status == TR_OK && *is_there)
        status = tr_hive_find(is_there, out, where->hive, &first, where->rest, err);
    return status;
}

static tr_status read_value(unsigned char **out, size_t *size, uint32_t *type, const place *where,
                            const char *value, tr_error *err)
{
    tr_hive_key key;
    bool is_there = false;
    tr_status status = find(&is_there, &key, where, err);

    *out = NULL;
    if (status == TR_OK && is_there)
        status = tr_hive_read(out, size, type, where->hive, &key, value, err);
    return status;
}

/* HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet is the one that Select names. */
static void read_control_set(tr_offline_registry *registry)
{
    const place select = { registry->system, "", "Select" };
    unsigned char *data = NULL;
    size_t size = 0;
    uint32_t type = 0;
    unsigned number = 1;

    if (read_value(&data, &size, &type, &select, "Current", NULL) == TR_OK && data && size == 4)
        number = data[0] | (unsigned)data[1] << 8;
    free(data);
    snprintf(registry->control_set, sizeof(registry->control_set), "ControlSet%03u", number);
}

static void read_software(tr_offline_registry *registry)
{
    const place wow = { registry->software, "", "Wow6432Node" };
    const place windows = { registry->software, "", "Microsoft\\Windows NT\\CurrentVersion" };
    unsigned char *data = NULL;
    size_t size = 0;
    uint32_t type = 0;
    tr_hive_key key;

    if (find(&registry->has_wow, &key, &wow, NULL) != TR_OK)
        registry->has_wow = false;
    if (read_value(&data, &size, &type, &windows, "SystemRoot", NULL) == TR_OK && data &&
        size >= 4 && data[1] == 0 && data[2] == ':')
        registry->drive = (char)data[0];
    free(data);
}

/* Without the system's own settings there is still much to be read. */
static void open_system(tr_offline_registry *registry)
{
    char *path = NULL;
    tr_status status =
        tr_system_disk_find_hive(&path, registry->root, "SYSTEM", &registry->system_failure);

    if (status == TR_OK && path)
        status = tr_hive_open(&registry->system, path, &registry->system_failure);
    if (status == TR_OK)
        registry->system_failure.status = TR_OK;
    if (registry->system)
        read_control_set(registry);
    free(path);
}

static tr_status open_software(tr_offline_registry *registry, tr_error *err)
{
    char *path = NULL;
    tr_status status = tr_system_disk_find_hive(&path, registry->root, "SOFTWARE", err);

    if (status == TR_OK && !path)
        status = tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                              "there is no Windows in '%s': it holds no "
                              "Windows/System32/config/SOFTWARE",
                              registry->root);
    if (status == TR_OK)
        status = tr_hive_open(&registry->software, path, err);
    if (status == TR_OK)
        read_software(registry);
    free(path);
    return status;
}

tr_status tr_offline_registry_open(tr_offline_registry **out, const char *root, tr_error *err)
{
    tr_offline_registry *registry = calloc(1, sizeof(*registry));
    tr_status status;

    if (registry)
        registry->root = strdup(root);
    if (!registry || !registry->root) {
        tr_offline_registry_free(registry);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read the registry of '%s'", root);
    }
    status = open_software(registry, err);
    if (status == TR_OK) {
        open_system(registry);
        *out = registry;
    } else {
        tr_offline_registry_free(registry);
    }
    return status;
}

void tr_offline_registry_free(tr_offline_registry *registry)
{
    if (!registry)
        return;
    tr_hive_close(registry->software);
    tr_hive_close(registry->system);
    free(registry->root);
    free(registry);
}

/* The first part of a key, if it is this one: what follows, else NULL. */
static const char *behind(const char *key, const char *part)
{
    size_t size = strlen(part);
    char head[32] = "";

    if (strcspn(key, "\\") != size || size >= sizeof(head))
        return NULL;
    memcpy(head, key, size);
    if (!tr_name_equal(head, part))
        return NULL;
    return key + size + (key[size] == '\\');
}

/* Where a key below HKEY_LOCAL_MACHINE is; hive is NULL if it is nowhere. */
static tr_status place_of(place *out, const tr_offline_registry *registry, bool is_wow,
                          const char *key, tr_error *err)
{
    const char *rest = behind(key, "SOFTWARE");
    const char *deeper;

    *out = (place){ NULL, "", "" };
    if (rest) {
        *out =
            (place){ registry->software, is_wow && registry->has_wow ? "Wow6432Node" : "", rest };
        return TR_OK;
    }
    rest = behind(key, "SYSTEM");
    if (!rest)
        return TR_OK;
    if (registry->system_failure.status != TR_OK)
        return tr_error_set(err, registry->system_failure.status, registry->system_failure.code,
                            "%s", registry->system_failure.message);
    deeper = behind(rest, CURRENT);
    *out = (place){ registry->system, deeper ? registry->control_set : "", deeper ? deeper : rest };
    return TR_OK;
}

tr_status tr_offline_registry_read(unsigned char **out, size_t *size, uint32_t *type,
                                   tr_offline_registry *registry, bool is_wow, const char *key,
                                   const char *value, tr_error *err)
{
    place where;
    tr_status status = place_of(&where, registry, is_wow, key, err);

    *out = NULL;
    if (status == TR_OK && where.hive)
        status = read_value(out, size, type, &where, value, err);
    return status;
}

/* What the walk of a hive hands on: names alone, and the first failure at the end. */
typedef struct name_walk {
    tr_registry_visit *visit;
    void *context;
    tr_error failure;
    bool has_failure;
} name_walk;

static bool hand_on(void *context, const char *name, const tr_hive_key *key,
                    const tr_error *failure)
{
    name_walk *walk = context;

    (void)key;
    if (!failure)
        return walk->visit(walk->context, name);
    if (!walk->has_failure)
        walk->failure = *failure;
    walk->has_failure = true;
    return true;
}

tr_status tr_offline_registry_walk(tr_offline_registry *registry, bool is_wow, const char *key,
                                   tr_registry_visit *visit, void *context, tr_error *err)
{
    name_walk walk = { .visit = visit, .context = context };
    tr_hive_key found;
    bool is_there = false;
    place where;
    tr_status status = place_of(&where, registry, is_wow, key, err);

    if (status == TR_OK && where.hive)
        status = find(&is_there, &found, &where, err);
    if (status == TR_OK && is_there)
        status = tr_hive_walk(where.hive, &found, hand_on, &walk, err);
    if (status == TR_OK && walk.has_failure)
        status =
            tr_error_set(err, walk.failure.status, walk.failure.code, "%s", walk.failure.message);
    return status;
}

tr_status tr_offline_registry_locate(char **out, tr_offline_registry *registry, const char *path,
                                     tr_error *err)
{
    bool has_drive = path[0] != '\0' && path[1] == ':';
    const char drive[] = { has_drive ? path[0] : registry->drive, '\0' };
    const char own[] = { registry->drive, '\0' };

    *out = NULL;
    if (registry->drive != 0 && !tr_name_equal(drive, own))
        return TR_OK; /* on another disk */
    return tr_system_disk_find(out, registry->root, path + (has_drive ? 2 : 0), err);
}
