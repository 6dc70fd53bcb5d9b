#include "core/trust/certificate_archive.h"

#include <stdlib.h>
#include <string.h>

#include "core/authenticode/zip_archive.h"
#include "core/authenticode/zip_reader.h"

#define ARCHIVED_FILE_MAX ((size_t)1 << 20)
#define ARCHIVE_MAX       ((uint64_t)64 << 20)

/* Going through one archive. */
typedef struct archive_walk {
    const char *name;
    const tr_zip_archive *archive;
    uint64_t left; /* bytes that may still be unpacked */
    tr_archived_take *take;
    tr_archived_warning *warn;
    void *context;
    bool is_stopped;
} archive_walk;

bool tr_certificate_archive_is(tr_bytes bytes)
{
    return bytes.size >= 4 && memcmp(bytes.data, "PK\003\004", 4) == 0;
}

static void warn_of(archive_walk *walk, size_t index, const char *why)
{
    char name[TR_ZIP_NAME_MAX + 1] = "?";
    tr_error failure;

    tr_zip_archive_name(name, walk->archive, index, NULL);
    tr_error_set(&failure, TR_ERR_FORMAT, 0, "cannot read '%.100s' in '%s': %.60s", name,
                 walk->name, why);
    walk->warn(walk->context, &failure);
}

static tr_status read_file(archive_walk *walk, size_t index, tr_error *err)
{
    size_t size = (size_t)tr_zip_archive_get(walk->archive, index)->size;
    unsigned char *bytes = malloc(size + 1);
    tr_zip_reader *reader = NULL;
    size_t got = 0;
    tr_status status;

    if (!bytes)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look into '%s'", walk->name);
    status = tr_zip_reader_open(&reader, walk->archive, index, err);
    if (status == TR_OK)
        status = tr_zip_reader_read(&got, reader, bytes, size + 1, err);
    if (status == TR_OK)
        walk->is_stopped = !walk->take(walk->context, (tr_bytes){ bytes, got });
    tr_zip_reader_close(reader);
    free(bytes);
    return status;
}

static void look_into(archive_walk *walk, size_t index)
{
    const tr_zip_entry *entry = tr_zip_archive_get(walk->archive, index);
    tr_error failure;

    if (entry->size == 0 || entry->size > ARCHIVED_FILE_MAX)
        return; /* a folder, or far too large for certificates */
    if (entry->size > walk->left) {
        warn_of(walk, index, "the archive is too large");
        walk->is_stopped = true;
        return;
    }
    walk->left -= entry->size;
    if (read_file(walk, index, &failure) != TR_OK)
        warn_of(walk, index, failure.message);
}

tr_status tr_certificate_archive_walk(tr_bytes bytes, const char *name, tr_archived_take *take,
                                      tr_archived_warning *warn, void *context, tr_error *err)
{
    const tr_source source = tr_source_of_memory(bytes, name);
    archive_walk walk = {
        .name = name, .left = ARCHIVE_MAX, .take = take, .warn = warn, .context = context
    };
    tr_zip_archive *archive = NULL;
    tr_error failure;
    tr_status status = tr_zip_archive_open(&archive, &source, &failure);

    if (status == TR_ERR_FORMAT)
        return tr_error_set(err, status, 0, "cannot read '%s': the archive is damaged: %.100s",
                            name, failure.message);
    if (status != TR_OK)
        return tr_error_set(err, status, failure.code, "%s", failure.message);
    walk.archive = archive;
    for (size_t index = 0; index < tr_zip_archive_count(archive) && !walk.is_stopped; index++)
        look_into(&walk, index);
    tr_zip_archive_close(archive);
    return TR_OK;
}
