#include "core/service/master_service.h"

#include <stdlib.h>

#include "core/platform/directory.h"
#include "core/platform/file.h"
#include "core/platform/path.h"
#include "core/platform/service.h"

/* The service's program is PCCSRV/Web/Service/OfcService.exe; that far up it is looked for. */
#define MOST_FOLDERS_UP 4

/* The file in a folder, to free(); NULL if it is not there. */
static char *ini_in(const char *folder)
{
    char *path = tr_path_join(folder, "ofcscan.ini");

    if (path && tr_path_kind_of(path) == TR_PATH_FILE)
        return path;
    free(path);
    return NULL;
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

char *tr_master_service_ini(void)
{
    char *program = tr_service_program(TR_MASTER_SERVICE);
    char *path = program ? ini_above(program) : NULL;

    free(program);
    return path;
}

bool tr_master_service_reads(const char *ini)
{
    tr_service_view view;
    char *path;
    bool is_so;

    if (tr_service_look(&view, TR_MASTER_SERVICE, NULL) != TR_OK ||
        view.state != TR_SERVICE_RUNNING)
        return false;
    path = tr_master_service_ini();
    is_so = path && tr_file_is_same(path, ini);
    free(path);
    return is_so;
}
