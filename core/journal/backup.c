#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/journal/journal.h"
#include "core/journal/open_journal.h"
#include "core/platform/directory.h"
#include "core/platform/file.h"
#include "core/platform/path.h"
#include "core/platform/state_folder.h"
#include "core/trust/certificate.h"

#define MOST_COPIES 10000

static char *folder_of(const tr_journal *journal)
{
    return tr_path_join(tr_journal_state(journal), "backup");
}

/* A name in the backup folder, and none that leads out of it. */
static bool is_name(const char *backup)
{
    return *backup && tr_path_name(backup) == 0 && strcmp(backup, ".") != 0 &&
           strcmp(backup, "..") != 0;
}

char *tr_journal_backup_path(const tr_journal *journal, const char *backup)
{
    char *folder = folder_of(journal);
    char *path = folder ? tr_path_join(folder, backup) : NULL;

    free(folder);
    return path;
}

/* "2026-11-22T040501Z-1-ofcscan.ini": sorted by time, and plain to see what it is. */
static char *backup_name(const char *name, unsigned number)
{
    tr_short_text now = tr_time_text(time(NULL));
    size_t size = sizeof(now.text) + 16 + strlen(name);
    char *out = malloc(size);
    size_t kept = 0;

    if (!out)
        return NULL;
    for (const char *c = now.text; *c; c++) {
        if (*c != ':')
            out[kept++] = *c;
    }
    snprintf(out + kept, size - kept, "-%u-%s", number, name);
    return out;
}

bool tr_journal_is_backup(const char *name)
{
    static const char form[] = "0000-00-00T000000Z-"; /* 0: any digit */
    size_t index = 0;

    while (form[index] == '0' ? isdigit((unsigned char)name[index]) != 0
                              : form[index] && name[index] == form[index])
        index++;
    return !form[index] && is_name(name);
}

static tr_status write_new(char **out, const tr_journal *journal, tr_bytes bytes, const char *name,
                           tr_error *err)
{
    for (unsigned number = 1; number < MOST_COPIES; number++) {
        char *backup = backup_name(name, number);
        char *path = backup ? tr_journal_backup_path(journal, backup) : NULL;
        tr_status status =
            path ? tr_state_file_write(path, bytes, err)
                 : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to keep a copy of '%s'", name);

        free(path);
        if (status == TR_OK) {
            *out = backup;
            return TR_OK;
        }
        free(backup);
        if (status != TR_ERR_EXISTS)
            return status;
    }
    return tr_error_set(err, TR_ERR_EXISTS, 0, "too many copies of '%s' were kept this second",
                        name);
}

tr_status tr_journal_back_up(char **out, const tr_journal *journal, tr_bytes bytes,
                             const char *name, tr_error *err)
{
    char *folder = folder_of(journal);
    tr_status status;

    if (!folder)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to keep a copy of '%s'", name);
    status = tr_state_folder_make(folder, err);
    free(folder);
    return status == TR_OK ? write_new(out, journal, bytes, name, err) : status;
}

tr_status tr_journal_load_backup(unsigned char **out, size_t *size, const tr_journal *journal,
                                 const char *backup, size_t limit, tr_error *err)
{
    char *path;
    tr_status status;

    if (!is_name(backup))
        return tr_error_set(err, TR_ERR_FORMAT, 0, "'%s' is not the name of a backup", backup);
    path = tr_journal_backup_path(journal, backup);
    if (!path)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to load '%s'", backup);
    status = tr_file_load(out, size, path, limit, err);
    free(path);
    return status;
}
