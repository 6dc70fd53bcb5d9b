#include "core/agent/default_folders.h"

#include <stdlib.h>

#include "core/platform/directory.h"

static const char *const names[TR_DEFAULT_FOLDER_COUNT] = { "Admin", "Download", "Pccnt",
                                                            "Web/Service" };

static tr_status find_below(char *out[TR_DEFAULT_FOLDER_COUNT], size_t *count,
                            const tr_installation *server, tr_error *err)
{
    for (size_t index = 0; index < TR_DEFAULT_FOLDER_COUNT; index++) {
        char *path = NULL;
        tr_status status = tr_installation_file(&path, server, names[index], err);

        if (status == TR_OK && tr_path_kind_of(path) == TR_PATH_FOLDER) {
            out[(*count)++] = path;
            continue;
        }
        free(path);
        if (status != TR_OK && status != TR_ERR_NOT_FOUND) {
            while (*count > 0)
                free(out[--*count]);
            return status;
        }
    }
    return TR_OK;
}

tr_status tr_default_folders_find(char *out[TR_DEFAULT_FOLDER_COUNT], size_t *count,
                                  const tr_installation_place *place, tr_error *err)
{
    tr_installations list = { NULL, 0 };
    tr_status status = tr_installations_find(&list, place, err);
    const tr_installation *server = tr_installations_of(&list, TR_INSTALLATION_SERVER);

    *count = 0;
    if (status == TR_OK && server)
        status = find_below(out, count, server, err);
    tr_installations_clear(&list);
    if ((status != TR_OK && status != TR_ERR_NOT_FOUND) || *count > 0)
        return status;
    if (place->folder)
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                            "'%s' holds none of a server's folders (Admin, Pccnt, Download, "
                            "Web/Service)",
                            place->folder);
    return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                        "no server is installed on this machine; name files or folders, or its "
                        "folder with --installation");
}
