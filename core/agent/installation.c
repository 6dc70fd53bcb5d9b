#include "core/agent/installation.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/agent/installation_facts.h"
#include "core/ini/secret.h"
#include "core/platform/directory.h"
#include "core/platform/file.h"
#include "core/platform/path.h"
#include "core/platform/path_search.h"
#include "core/service/master_service.h"

/* More than any host name, version or identifier takes. */
#define LONGEST_FACT 512

const char *tr_fact_word(tr_fact fact)
{
    static const char *const words[TR_FACT_COUNT] = {
        [TR_FACT_PRODUCT] = "product",
        [TR_FACT_VERSION] = "version",
        [TR_FACT_SERVER] = "server",
        [TR_FACT_HTTP_PORT] = "http_port",
        [TR_FACT_HTTPS_PORT] = "https_port",
        [TR_FACT_AGENT_PORT] = "agent_port",
        [TR_FACT_GUID] = "guid",
        [TR_FACT_NO_UPGRADE] = "no_program_upgrade",
        [TR_FACT_UNINSTALL] = "allow_uninstall",
        [TR_FACT_NO_PASSWORD] = "no_password_protection",
    };

    assert((size_t)fact < TR_FACT_COUNT);
    return words[fact];
}

static tr_status no_memory(tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look for installations");
}

tr_status tr_installation_learn(tr_installation *installation, tr_fact fact, const char *text,
                                const char *source, tr_error *err)
{
    tr_fact_value *value = &installation->facts[fact];

    if (value->text || !*text || strlen(text) > LONGEST_FACT || tr_secret_is_in(text))
        return TR_OK;
    value->text = strdup(text);
    value->source = strdup(source);
    return value->text && value->source ? TR_OK : no_memory(err);
}

void tr_installation_note_failure(tr_installation *installation, const tr_error *failure)
{
    if (!installation->failure)
        installation->failure = strdup(failure->message);
}

void tr_installation_clear(tr_installation *installation)
{
    for (size_t index = 0; index < TR_FACT_COUNT; index++) {
        free(installation->facts[index].text);
        free(installation->facts[index].source);
    }
    for (size_t index = 0; index < installation->service_count; index++)
        free(installation->services[index].title);
    free(installation->folder);
    free(installation->folder_source);
    free(installation->failure);
    *installation = (tr_installation){ .folder = NULL };
}

void tr_installations_clear(tr_installations *list)
{
    for (size_t index = 0; index < list->count; index++)
        tr_installation_clear(&list->items[index]);
    free(list->items);
    *list = (tr_installations){ NULL, 0 };
}

/* Takes the installation, whatever happens. */
static tr_status add(tr_installations *list, tr_installation *installation, tr_error *err)
{
    tr_installation *more = realloc(list->items, (list->count + 1) * sizeof(*more));

    if (!more) {
        tr_installation_clear(installation);
        return no_memory(err);
    }
    list->items = more;
    list->items[list->count++] = *installation;
    return TR_OK;
}

/* Whether both are the same one, seen in another view or named in another way. */
static bool is_same(const tr_installation *a, const tr_installation *b)
{
    char *first = NULL;
    char *second = NULL;
    bool is_so;

    if (a->kind != b->kind || !a->folder || !b->folder)
        return a->kind == b->kind;
    is_so = strcmp(a->folder, b->folder) == 0 ||
            (tr_installation_file(&first, a, "ofcscan.ini", NULL) == TR_OK &&
             tr_installation_file(&second, b, "ofcscan.ini", NULL) == TR_OK &&
             tr_file_is_same(first, second));
    free(second);
    free(first);
    return is_so;
}

static tr_status find_registered(tr_installations *list, tr_installation_kind kind,
                                 const tr_registry *registry, tr_registry_view view, tr_error *err)
{
    tr_installation found = { .folder = NULL };
    bool is_there = false;
    tr_status status = tr_installation_read_registry(&is_there, &found, kind, registry, view, err);

    for (size_t index = 0; status == TR_OK && index < list->count; index++)
        is_there = is_there && !is_same(&list->items[index], &found);
    if (status == TR_OK && is_there)
        return add(list, &found, err);
    tr_installation_clear(&found);
    return status;
}

/* The service manager knows a server, too, whatever the registry says. */
static tr_status find_serving(tr_installations *list, tr_error *err)
{
    tr_installation found = { .kind = TR_INSTALLATION_SERVER, .has_folder = true };

    if (tr_installations_of(list, TR_INSTALLATION_SERVER))
        return TR_OK;
    found.folder = tr_master_service_ini();
    if (!found.folder)
        return TR_OK;
    found.folder[tr_path_name(found.folder)] = '\0';
    found.folder_source = strdup("program of the service '" TR_MASTER_SERVICE "'");
    return add(list, &found, err);
}

static tr_status find_of_system(tr_installations *list, const tr_registry *registry, bool is_here,
                                tr_error *err)
{
    static const tr_installation_kind kinds[] = { TR_INSTALLATION_AGENT, TR_INSTALLATION_SERVER };
    static const tr_registry_view views[] = { TR_REGISTRY_32, TR_REGISTRY_64 };
    tr_status status = TR_OK;

    for (size_t index = 0; index < 4 && status == TR_OK; index++)
        status = find_registered(list, kinds[index / 2], registry, views[index % 2], err);
    if (status == TR_OK && is_here)
        status = find_serving(list, err);
    for (size_t index = 0; index < list->count; index++)
        list->items[index].is_here = is_here;
    return status;
}

/* Keep the one whose folder was named; if it is none of them, that one instead. */
static tr_status keep_folder(tr_installations *list, const char *folder, tr_error *err)
{
    tr_installations kept = { NULL, 0 };
    tr_installation named = { .folder = NULL };
    tr_status status = tr_installation_of_folder(&named, folder, err);

    for (size_t index = 0; status == TR_OK && kept.count == 0 && index < list->count; index++) {
        tr_installation *known = &list->items[index];

        if (known->folder && is_same(known, &named)) {
            status = add(&kept, known, err);
            *known = (tr_installation){ .folder = NULL };
        }
    }
    if (status == TR_OK && kept.count == 0)
        status = add(&kept, &named, err);
    else
        tr_installation_clear(&named);
    tr_installations_clear(list);
    *list = kept;
    return status;
}

static void look_at_services(tr_installation *installation)
{
    /* The product's own words for them; other ones belong to parts that may not be installed. */
    static const struct {
        tr_installation_kind kind;
        const char *name;
        bool is_essential;
    } known[] = {
        { TR_INSTALLATION_AGENT, "TmListen", true },
        { TR_INSTALLATION_AGENT, "NTRTScan", true },
        { TR_INSTALLATION_AGENT, "TmPfw", false },
        { TR_INSTALLATION_AGENT, "TmProxy", false },
        { TR_INSTALLATION_AGENT, "TmCCSF", false },
        { TR_INSTALLATION_AGENT, "TMBMServer", false },
        { TR_INSTALLATION_SERVER, TR_MASTER_SERVICE, true },
    };

    for (size_t index = 0; index < sizeof(known) / sizeof(known[0]); index++) {
        tr_installed_service *service = &installation->services[installation->service_count];
        tr_service_view view = { TR_SERVICE_MISSING, 0 };

        if (known[index].kind != installation->kind)
            continue;
        *service = (tr_installed_service){
            .name = known[index].name,
            .title = tr_service_title(known[index].name),
            .is_known = tr_service_look(&view, known[index].name, NULL) == TR_OK,
            .is_essential = known[index].is_essential,
        };
        service->state = view.state;
        installation->service_count++;
    }
}

tr_status tr_installations_find(tr_installations *out, const tr_installation_place *place,
                                tr_error *err)
{
    tr_installations list = { NULL, 0 };
    tr_registry *registry = NULL;
    tr_status status = tr_registry_open(&registry, place->system_root, err);

    if (status == TR_OK)
        status = find_of_system(&list, registry, !place->system_root, err);
    if (status == TR_OK && place->folder)
        status = keep_folder(&list, place->folder, err);
    for (size_t index = 0; status == TR_OK && index < list.count; index++) {
        if (list.items[index].has_folder)
            status = tr_installation_read_folder(&list.items[index], err);
        if (list.items[index].is_here)
            look_at_services(&list.items[index]);
    }
    tr_registry_free(registry);
    if (status == TR_OK)
        *out = list;
    else
        tr_installations_clear(&list);
    return status;
}

static size_t take_kind(tr_installation *out, const tr_installations *from,
                        tr_installation_kind kind)
{
    size_t count = 0;

    for (size_t index = 0; index < from->count; index++) {
        if (from->items[index].kind == kind)
            out[count++] = from->items[index];
    }
    return count;
}

tr_status tr_installations_join(tr_installations *list, tr_installations *more, tr_error *err)
{
    tr_installation *items = calloc(list->count + more->count + 1, sizeof(*items));
    size_t count = 0;

    if (!items)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for what is installed");
    count += take_kind(items + count, list, TR_INSTALLATION_AGENT);
    count += take_kind(items + count, more, TR_INSTALLATION_AGENT);
    count += take_kind(items + count, list, TR_INSTALLATION_SERVER);
    count += take_kind(items + count, more, TR_INSTALLATION_SERVER);
    free(list->items);
    free(more->items);
    *list = (tr_installations){ items, count };
    *more = (tr_installations){ NULL, 0 };
    return TR_OK;
}

const tr_installation *tr_installations_of(const tr_installations *list, tr_installation_kind kind)
{
    for (size_t index = 0; index < list->count; index++) {
        if (list->items[index].kind == kind)
            return &list->items[index];
    }
    return NULL;
}

const char *tr_installation_fact(const tr_installation *installation, tr_fact fact)
{
    return installation->facts[fact].text;
}

unsigned tr_installation_port(const tr_installation *installation, tr_fact fact)
{
    const char *text = installation->facts[fact].text;
    unsigned long port;

    if (!text || strspn(text, "0123456789") != strlen(text) || strlen(text) > 5)
        return 0;
    port = strtoul(text, NULL, 10);
    return port <= 65535 ? (unsigned)port : 0;
}

tr_status tr_installation_file(char **out, const tr_installation *installation, const char *name,
                               tr_error *err)
{
    if (installation->folder && installation->has_folder)
        return tr_path_search(out, installation->folder, name, err);
    return tr_error_set(err, TR_ERR_NOT_FOUND, 0, "there is no '%s': the folder is not there",
                        name);
}

static tr_status no_server(const tr_installation_place *place, const tr_installations *list,
                           tr_error *err)
{
    if (tr_installations_of(list, TR_INSTALLATION_AGENT) && place->folder)
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0, "'%s' is the folder of an agent, no server's",
                            place->folder);
    if (place->folder)
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                            "there is no ofcscan.ini in '%s', nor in a PCCSRV below it",
                            place->folder);
    return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                        "no server is installed on this machine; name its folder with "
                        "--installation, or its ofcscan.ini with --ini");
}

tr_status tr_installation_find_server_ini(char **out, const tr_installation_place *place,
                                          tr_error *err)
{
    tr_installations list = { NULL, 0 };
    tr_status status = tr_installations_find(&list, place, err);
    const tr_installation *server = tr_installations_of(&list, TR_INSTALLATION_SERVER);

    if (status == TR_OK)
        status = server ? tr_installation_file(out, server, "ofcscan.ini", err) : TR_ERR_NOT_FOUND;
    if (status == TR_ERR_NOT_FOUND)
        status = no_server(place, &list, err);
    tr_installations_clear(&list);
    return status;
}
