#include "core/restore/parked_name.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/platform/file.h"
#include "core/restore/rename_change.h"
#include "core/trust/certificate.h"

/* The present without the marks that a file name may not have. */
static void write_now(char out[32])
{
    tr_short_text now = tr_time_text(time(NULL));
    size_t size = 0;

    for (const char *c = now.text; *c && size < 31; c++) {
        if (*c != ':' && *c != '-')
            out[size++] = *c;
    }
    out[size] = '\0';
}

char *tr_parked_name(const char *path, const char *name)
{
    size_t size = strlen(name) + 64;
    char *parked = malloc(size);
    char now[32];

    write_now(now);
    for (unsigned number = 1; parked; number++) {
        char *beside;
        bool is_taken;

        if (number == 1)
            snprintf(parked, size, "%s.parked-%s", name, now);
        else
            snprintf(parked, size, "%s.parked-%s-%u", name, now, number);
        beside = tr_rename_beside(path, parked);
        if (!beside) {
            free(parked);
            return NULL;
        }
        is_taken = tr_file_exists(beside);
        free(beside);
        if (!is_taken)
            break;
    }
    return parked;
}
