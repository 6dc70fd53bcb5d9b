#include "core/restore/default_folders.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"
#include "core/platform/path.h"
#include "core/service/master_service.h"

/* Separators of both kinds are understood where there are two. */
static const char *const names[TR_DEFAULT_FOLDER_COUNT] = { "Admin", "Download", "Pccnt",
                                                            "Web/Service" };

static tr_status find_below(char *out[TR_DEFAULT_FOLDER_COUNT], size_t *count, const char *folder,
                            tr_error *err)
{
    *count = 0;
    for (size_t index = 0; index < TR_DEFAULT_FOLDER_COUNT; index++) {
        char *path = tr_path_join(folder, names[index]);

        if (!path) {
            while (*count > 0)
                free(out[--*count]);
            return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look into '%s'", folder);
        }
        if (tr_path_kind_of(path) == TR_PATH_FOLDER)
            out[(*count)++] = path;
        else
            free(path);
    }
    return TR_OK;
}

static tr_status find_of_machine(char *out[TR_DEFAULT_FOLDER_COUNT], size_t *count, tr_error *err)
{
    char *ini = NULL;
    tr_status status = TR_ERR_NOT_FOUND;

    *count = 0;
    if (tr_master_service_find_ini(&ini, NULL, NULL) == TR_OK) {
        ini[tr_path_name(ini)] = '\0';
        status = find_below(out, count, ini, err);
    }
    free(ini);
    if (status == TR_ERR_MEMORY || *count > 0)
        return status;
    return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                        "no server is installed on this machine; name files or folders, or its "
                        "folder with --installation");
}

tr_status tr_default_folders_find(char *out[TR_DEFAULT_FOLDER_COUNT], size_t *count,
                                  const char *installation, tr_error *err)
{
    char *folder;
    tr_status status;

    if (!installation)
        return find_of_machine(out, count, err);
    folder = tr_path_join(installation, "PCCSRV");
    if (!folder)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look into '%s'", installation);
    status = find_below(out, count,
                        tr_path_kind_of(folder) == TR_PATH_FOLDER ? folder : installation, err);
    free(folder);
    if (status == TR_OK && *count == 0)
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                            "'%s' holds none of a server's folders (Admin, Pccnt, Download, "
                            "Web/Service)",
                            installation);
    return status;
}
