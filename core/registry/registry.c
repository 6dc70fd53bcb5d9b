#include "core/registry/registry.h"

#include <stdlib.h>
#include <string.h>

#include "core/bytes.h"
#include "core/platform/directory.h"
#include "core/registry/offline_registry.h"
#include "core/registry/utf16.h"

/* Types of values. */
#define TEXT            1u
#define EXPANDABLE_TEXT 2u
#define NUMBER          4u

struct tr_registry {
    tr_offline_registry *offline; /* NULL: this machine's */
};

/* A value as it is kept; data is NULL if it is not there. */
typedef struct raw_value {
    unsigned char *data;
    size_t size;
    uint32_t type;
} raw_value;

tr_status tr_registry_open(tr_registry **out, const char *system_root, tr_error *err)
{
    tr_registry *registry = calloc(1, sizeof(*registry));
    tr_status status = TR_OK;

    if (!registry)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read the registry");
    if (system_root)
        status = tr_offline_registry_open(&registry->offline, system_root, err);
    if (status == TR_OK)
        *out = registry;
    else
        free(registry);
    return status;
}

void tr_registry_free(tr_registry *registry)
{
    if (registry)
        tr_offline_registry_free(registry->offline);
    free(registry);
}

bool tr_registry_is_of_windows(const tr_registry *registry)
{
    return registry->offline || tr_machine_registry_exists();
}

static tr_status read_value(raw_value *out, const tr_registry *registry, tr_registry_view view,
                            const char *key, const char *value, tr_error *err)
{
    bool is_wow = view == TR_REGISTRY_32;

    *out = (raw_value){ NULL, 0, 0 };
    if (registry->offline)
        return tr_offline_registry_read(&out->data, &out->size, &out->type, registry->offline,
                                        is_wow, key, value, err);
    return tr_machine_registry_read(&out->data, &out->size, &out->type, is_wow, key, value, err);
}

tr_status tr_registry_text(char **out, const tr_registry *registry, tr_registry_view view,
                           const char *key, const char *value, tr_error *err)
{
    raw_value raw;
    tr_status status = read_value(&raw, registry, view, key, value, err);

    if (status != TR_OK)
        return status;
    *out = NULL;
    if (raw.data && (raw.type == TEXT || raw.type == EXPANDABLE_TEXT)) {
        *out = tr_utf16_to_utf8((tr_bytes){ raw.data, raw.size });
        if (!*out)
            status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read the registry");
    }
    free(raw.data);
    return status;
}

tr_status tr_registry_number(bool *is_there, uint32_t *out, const tr_registry *registry,
                             tr_registry_view view, const char *key, const char *value,
                             tr_error *err)
{
    raw_value raw;
    tr_status status = read_value(&raw, registry, view, key, value, err);

    if (status != TR_OK)
        return status;
    *is_there = raw.data && raw.type == NUMBER && raw.size == 4;
    if (*is_there)
        *out = tr_le32(raw.data);
    free(raw.data);
    return TR_OK;
}

tr_status tr_registry_binary(unsigned char **out, size_t *size, const tr_registry *registry,
                             tr_registry_view view, const char *key, const char *value,
                             tr_error *err)
{
    raw_value raw;
    tr_status status = read_value(&raw, registry, view, key, value, err);

    if (status == TR_OK) {
        *out = raw.data;
        *size = raw.size;
    }
    return status;
}

tr_status tr_registry_walk(const tr_registry *registry, tr_registry_view view, const char *key,
                           tr_registry_visit *visit, void *context, tr_error *err)
{
    bool is_wow = view == TR_REGISTRY_32;

    if (registry->offline)
        return tr_offline_registry_walk(registry->offline, is_wow, key, visit, context, err);
    return tr_machine_registry_walk(is_wow, key, visit, context, err);
}

tr_status tr_registry_locate(char **out, const tr_registry *registry, const char *path,
                             tr_error *err)
{
    char *copy = NULL;

    if (registry->offline)
        return tr_offline_registry_locate(out, registry->offline, path, err);
    if (tr_path_kind_of(path) != TR_PATH_MISSING) {
        copy = strdup(path);
        if (!copy)
            return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look for '%s'", path);
    }
    *out = copy;
    return TR_OK;
}
