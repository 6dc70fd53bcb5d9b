#include "core/registry/windows_version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VERSION_KEY "SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"
#define PACKAGES_KEY                                                                               \
    "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\Packages"

/* Of a package: it is installed, and nothing is left to do. */
#define STATE_INSTALLED 0x70

static tr_status read_product(tr_windows_version *out, const tr_registry *registry, tr_error *err)
{
    char *text = NULL;
    tr_status status =
        tr_registry_text(&text, registry, TR_REGISTRY_64, VERSION_KEY, "ProductName", err);

    if (status == TR_OK && text)
        snprintf(out->product, sizeof(out->product), "%s", text);
    free(text);
    return status;
}

/* A number of at most nine digits, or 0. */
static uint32_t parse_number(const char *text)
{
    size_t size = strspn(text, "0123456789");

    return text[size] == '\0' && size < 10 ? (uint32_t)strtoul(text, NULL, 10) : 0;
}

static tr_status read_build(tr_windows_version *out, const tr_registry *registry, tr_error *err)
{
    char *text = NULL;
    tr_status status =
        tr_registry_text(&text, registry, TR_REGISTRY_64, VERSION_KEY, "CurrentBuildNumber", err);

    if (status == TR_OK && text)
        out->build = parse_number(text);
    free(text);
    return status;
}

/* Windows 11 calls itself 10 there. */
static void mend_product(tr_windows_version *version)
{
    static const char ten[] = "Windows 10";

    if (version->build >= 22000 && strncmp(version->product, ten, sizeof(ten) - 1) == 0)
        version->product[sizeof(ten) - 2] = '1';
}

tr_status tr_windows_version_read(tr_windows_version *out, const tr_registry *registry,
                                  tr_error *err)
{
    tr_windows_version version = { 0 };
    tr_status status = read_product(&version, registry, err);

    if (status == TR_OK)
        status = read_build(&version, registry, err);
    if (status == TR_OK)
        status = tr_registry_number(&version.has_revision, &version.revision, registry,
                                    TR_REGISTRY_64, VERSION_KEY, "UBR", err);
    if (status != TR_OK)
        return status;
    mend_product(&version);
    *out = version;
    return TR_OK;
}

typedef struct package_search {
    const tr_registry *registry;
    char prefix[40]; /* "Package_for_KB5005625~" */
    bool is_found;
    tr_status status;
    tr_error *err;
} package_search;

static bool look_at_package(void *context, const char *name)
{
    package_search *search = context;
    char key[512];
    bool is_there = false;
    uint32_t state = 0;
    int size;

    if (strncmp(name, search->prefix, strlen(search->prefix)) != 0)
        return true;
    size = snprintf(key, sizeof(key), PACKAGES_KEY "\\%s", name);
    if (size < 0 || (size_t)size >= sizeof(key))
        return true;
    search->status = tr_registry_number(&is_there, &state, search->registry, TR_REGISTRY_64, key,
                                        "CurrentState", search->err);
    search->is_found = is_there && state == STATE_INSTALLED;
    return search->status == TR_OK && !search->is_found;
}

tr_status tr_windows_has_update(bool *out, const tr_registry *registry, uint32_t number,
                                tr_error *err)
{
    package_search search = { .registry = registry, .status = TR_OK, .err = err };
    tr_status status;

    snprintf(search.prefix, sizeof(search.prefix), "Package_for_KB%u~", (unsigned)number);
    status =
        tr_registry_walk(registry, TR_REGISTRY_64, PACKAGES_KEY, look_at_package, &search, err);
    if (status == TR_OK)
        status = search.status;
    if (status == TR_OK)
        *out = search.is_found;
    return status;
}
