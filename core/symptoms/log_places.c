#include "core/symptoms/log_places.h"

#include <stdlib.h>
#include <string.h>

#include "core/ini/document.h"
#include "core/platform/directory.h"
#include "core/platform/environment.h"
#include "core/platform/file.h"
#include "core/platform/path.h"

#define PATH_ROOM    1024
#define INI_SIZE_MAX ((size_t)64 * 1024)

/* Takes path, which may be NULL; what is there already is not added. */
static void add(tr_log_places *places, char *path)
{
    bool is_new = path && places->count < TR_LOG_PLACES_MAX;

    for (size_t index = 0; is_new && index < places->count; index++)
        is_new = strcmp(places->paths[index], path) != 0;
    if (is_new)
        places->paths[places->count++] = path;
    else
        free(path);
}

/* A file in the folder that a variable of the environment names, if it is there. */
static void add_setup_log(tr_log_places *places, const char *variable, const char *name)
{
    char *folder = tr_environment_get(variable);
    char *path = folder ? tr_path_join(folder, name) : NULL;

    if (path && tr_path_kind_of(path) == TR_PATH_FILE)
        add(places, path);
    else
        free(path);
    free(folder);
}

static void add_setup_logs(tr_log_places *places)
{
    add_setup_log(places, "windir", "OFCNT.log");
    add_setup_log(places, "windir", "OFCMAS.LOG");
    add_setup_log(places, "TEMP", "OFCNTINST.log");
    add_setup_log(places, "SystemDrive", "TmPatch.log");
}

/* "debugLog=" may name a file anywhere; if it is not there, that is no fault. What a folder from
   elsewhere names is on another disk, and this machine's file of that name is not it. */
static void add_debug_log(tr_log_places *places, const tr_installation *installation)
{
    tr_ini_document *document = NULL;
    unsigned char *data = NULL;
    size_t size = 0;
    char *path = NULL;

    if (tr_installation_file(&path, installation, "ofcdebug.ini", NULL) == TR_OK &&
        tr_file_load(&data, &size, path, INI_SIZE_MAX, NULL) == TR_OK &&
        tr_ini_document_parse(&document, (tr_bytes){ data, size }, NULL) == TR_OK) {
        tr_ini_entry entry;
        char log[PATH_ROOM] = "";

        tr_ini_document_find(&entry, document, "Debug", "debugLog");
        if (entry.key_count > 0)
            tr_ini_document_text(log, sizeof(log), document, entry.line.value);
        if (*log && tr_path_kind_of(log) == TR_PATH_FILE)
            add(places, strdup(log));
    }
    tr_ini_document_free(document);
    free(data);
    free(path);
}

tr_status tr_log_places_find(tr_log_places *out, const tr_installations *installations,
                             tr_error *err)
{
    tr_log_places places = { .count = 0 };
    bool is_here = false;

    for (size_t index = 0; index < installations->count; index++) {
        const tr_installation *one = &installations->items[index];

        is_here = is_here || one->is_here;
        if (!one->folder || !one->has_folder)
            continue;
        add(&places, strdup(one->folder));
        if (one->is_here)
            add_debug_log(&places, one);
    }
    if (is_here)
        add_setup_logs(&places);
    if (places.count == 0)
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                            "the product is not installed here; name its logs, or its folder "
                            "with --installation");
    *out = places;
    return TR_OK;
}

void tr_log_places_clear(tr_log_places *places)
{
    while (places->count > 0)
        free(places->paths[--places->count]);
}
