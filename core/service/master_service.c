#include "core/service/master_service.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"
#include "core/platform/file.h"
#include "core/platform/path.h"
#include "core/platform/service.h"
#include "core/registry/registry.h"

#define INI_NAME    "ofcscan.ini"
#define INFORMATION "SOFTWARE\\TrendMicro\\OfficeScan\\service\\Information"

/* The service's program is PCCSRV/Web/Service/OfcService.exe; that far up it is looked for. */
#define MOST_FOLDERS_UP 4

/* The file in a folder, to free(); NULL if it is not there. */
static char *ini_in(const char *folder)
{
    char *path = tr_path_join(folder, INI_NAME);

    if (path && tr_path_kind_of(path) == TR_PATH_FILE)
        return path;
    free(path);
    return NULL;
}

static char *ini_below(const char *installation)
{
    char *path = ini_in(installation);
    char *folder;

    if (path)
        return path;
    folder = tr_path_join(installation, "PCCSRV");
    path = folder ? ini_in(folder) : NULL;
    free(folder);
    return path;
}

/* Of the folders above a program, the nearest that holds the file. Cuts the path. */
static char *ini_above(char *program)
{
    char *path = NULL;

    for (int count = 0; count < MOST_FOLDERS_UP && !path; count++) {
        size_t end = tr_path_name(program);

        if (end < 2)
            return NULL;
        program[end - 1] = '\0';
        path = ini_in(program);
    }
    return path;
}

/* Where the registry says that the server is installed, to free(); NULL if it does not. */
static char *folder_of_machine(void)
{
    tr_registry *registry = NULL;
    char *folder = NULL;

    if (tr_registry_open(&registry, NULL, NULL) == TR_OK)
        tr_registry_text(&folder, registry, TR_REGISTRY_32, INFORMATION, "Local_Path", NULL);
    tr_registry_free(registry);
    return folder;
}

/* As the service manager or the registry says. */
static char *ini_of_machine(void)
{
    char *program = tr_service_program(TR_MASTER_SERVICE);
    char *path = program ? ini_above(program) : NULL;
    char *folder = NULL;

    free(program);
    if (path)
        return path;
    folder = folder_of_machine();
    path = folder ? ini_below(folder) : NULL;
    free(folder);
    return path;
}

tr_status tr_master_service_find_ini(char **out, const char *installation, tr_error *err)
{
    char *path = installation ? ini_below(installation) : ini_of_machine();

    if (path) {
        *out = path;
        return TR_OK;
    }
    if (installation)
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                            "there is no " INI_NAME " in '%s', nor in a PCCSRV below it",
                            installation);
    return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                        "no server is installed on this machine; name its folder with "
                        "--installation, or its " INI_NAME " with --ini");
}

bool tr_master_service_reads(const char *ini)
{
    tr_service_view view;
    char *program;
    char *path;
    bool is_so;

    if (tr_service_look(&view, TR_MASTER_SERVICE, NULL) != TR_OK ||
        view.state != TR_SERVICE_RUNNING)
        return false;
    program = tr_service_program(TR_MASTER_SERVICE);
    path = program ? ini_above(program) : NULL;
    is_so = path && tr_file_is_same(path, ini);
    free(path);
    free(program);
    return is_so;
}
