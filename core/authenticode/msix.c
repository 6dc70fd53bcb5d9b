#include "core/authenticode/msix.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include "core/authenticode/block_map.h"
#include "core/authenticode/msix_parts.h"
#include "core/authenticode/zip_archive.h"
#include "core/authenticode/zip_local.h"
#include "core/authenticode/zip_reader.h"
#include "core/words/words.h"

#define PREFIX_SIZE 4 /* "PKCX", before the message */

#define EXTRA_ZIP64 32 /* bytes of the one extra field that a large archive needs */

/* Content that is more than this many times larger than its archive is not unpacked. */
#define GROWTH_MAX   128
#define GROWTH_LEAST ((uint64_t)64 << 20)

typedef struct msix_package {
    tr_zip_archive *archive; /* NULL: a signature on its own */
    tr_msix_files files;
    bool is_bundle;
    bool may_be_unpacked; /* it is sound, and no archive that grows out of all proportion */
} msix_package;

static bool msix_recognises(tr_bytes head, const char *name, uint64_t size)
{
    (void)name, (void)size;
    return head.size >= PREFIX_SIZE && (memcmp(head.data, "PK\3\4", PREFIX_SIZE) == 0 ||
                                        memcmp(head.data, "PKCX", PREFIX_SIZE) == 0);
}

static void msix_close(void *state)
{
    msix_package *package = state;

    tr_zip_archive_close(package->archive);
    free(package);
}

static tr_status tell(tr_findings *findings, tr_finding_id id, tr_severity severity,
                      tr_verdict verdict, const char *what, tr_error *err)
{
    return tr_findings_add(findings, id, severity, verdict, what, NULL, 0, err);
}

/* Call a broken archive a finding, and let everything else through. */
static tr_status tell_damage(tr_signed_file *file, tr_status status, const tr_error *failure,
                             tr_error *err)
{
    if (status == TR_ERR_FORMAT)
        return tell(&file->findings, TR_F_MALFORMED_FILE, TR_FAULT, TR_MALFORMED_TABLE,
                    failure->message, err);
    if (status != TR_OK && err)
        *err = *failure;
    return status;
}

/* Look for the files that matter; *is_package is false for any other ZIP archive. */
static tr_status find_files(bool *is_package, msix_package *package, tr_error *err)
{
    size_t manifest = TR_ZIP_NONE;
    size_t bundle = TR_ZIP_NONE;
    const struct {
        size_t *index;
        const char *name;
    } wanted[] = {
        { &manifest, "AppxManifest.xml" },
        { &bundle, "AppxMetadata/AppxBundleManifest.xml" },
        { &package->files.signature, "AppxSignature.p7x" },
        { &package->files.content_types, "[Content_Types].xml" },
        { &package->files.block_map, "AppxBlockMap.xml" },
        { &package->files.catalog, "AppxMetadata/CodeIntegrity.cat" },
    };
    tr_status status = TR_OK;

    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]) && status == TR_OK; i++)
        status = tr_zip_archive_find(wanted[i].index, package->archive, wanted[i].name, err);
    package->is_bundle = bundle != TR_ZIP_NONE;
    *is_package = manifest != TR_ZIP_NONE || bundle != TR_ZIP_NONE;
    return status;
}

/* The content behind the prefix is the message. */
typedef struct message_taker {
    unsigned char *bytes;
    size_t size;
    size_t room;
} message_taker;

static tr_status take_bytes(void *context, const unsigned char *data, size_t size, tr_error *err)
{
    message_taker *taker = context;

    if (size > taker->room - taker->size)
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            TR_WORDS("its signature is larger than it says"));
    memcpy(taker->bytes + taker->size, data, size);
    taker->size += size;
    return TR_OK;
}

static tr_status take_signature(tr_signed_file *file, const msix_package *package, tr_error *err)
{
    const tr_zip_entry *entry = tr_zip_archive_get(package->archive, package->files.signature);
    message_taker taker = { NULL, 0, (size_t)entry->size };
    tr_status status;

    if (entry->size > TR_MESSAGE_MAX || entry->size < PREFIX_SIZE)
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            TR_WORDS("its signature is larger than it may be, or empty"));
    taker.bytes = malloc(taker.room);
    if (!taker.bytes)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the signature of '%s'",
                            file->source.name);
    status = tr_zip_feed(package->archive, package->files.signature, take_bytes, &taker, err);
    if (status == TR_OK && memcmp(taker.bytes, "PKCX", PREFIX_SIZE) != 0)
        status =
            tr_error_set(err, TR_ERR_FORMAT, 0, TR_WORDS("its signature does not begin as one"));
    if (status != TR_OK) {
        free(taker.bytes);
        return status;
    }
    memmove(taker.bytes, taker.bytes + PREFIX_SIZE, taker.size - PREFIX_SIZE);
    return tr_signed_file_take_blob(file, taker.bytes, taker.size - PREFIX_SIZE, 0, err);
}

/*
 * The files follow each other without gaps from the file's beginning, in the
 * order of the directory, the signature as the last one: else there are bytes
 * that no digest covers, or that readers disagree about.
 */
static tr_status check_layout(tr_signed_file *file, const msix_package *package, tr_error *err)
{
    const tr_zip_archive *archive = package->archive;
    size_t count = tr_zip_archive_count(archive);
    uint64_t expected = 0;
    bool is_consistent = true;

    if (tr_zip_archive_has_twins(archive))
        return tr_error_set(err, TR_ERR_FORMAT, 0, TR_WORDS("two of its files have the same name"));
    if (package->files.signature != count - 1)
        return tr_error_set(err, TR_ERR_FORMAT, 0, TR_WORDS("its signature is not its last file"));
    for (size_t i = 0; i < count; i++) {
        uint64_t limit = i + 1 < count ? tr_zip_archive_get(archive, i + 1)->offset
                                       : tr_zip_archive_end(archive)->directory;
        tr_zip_local local;
        bool is_followed = false;
        tr_status status = tr_zip_local_read(&local, archive, i, err);

        if (status == TR_OK)
            status = tr_zip_local_is_followed(&is_followed, archive, i, &local, limit, err);
        if (status != TR_OK)
            return status;
        if (tr_zip_archive_get(archive, i)->offset != expected || !is_followed)
            return tr_error_set(err, TR_ERR_FORMAT, 0,
                                TR_WORDS("the files of its archive do not follow each other"));
        is_consistent = is_consistent && local.is_consistent;
        expected = limit;
    }
    if (is_consistent)
        return TR_OK;
    return tell(
        &file->findings, TR_F_MALFORMED_FILE, TR_WARNING, TR_NOT_TRUSTED,
        TR_WORDS("a file's header in the archive says other things of it than the directory"), err);
}

/* No digest covers the signature's own file, so that other data can hide in its fields. */
static tr_status check_own_fields(tr_signed_file *file, const msix_package *package, tr_error *err)
{
    const tr_zip_entry *entry = tr_zip_archive_get(package->archive, package->files.signature);
    tr_zip_local local;
    tr_status status = tr_zip_local_read(&local, package->archive, package->files.signature, err);

    if (status != TR_OK || (local.extra_size <= EXTRA_ZIP64 && entry->extra_size <= EXTRA_ZIP64))
        return status;
    return tell(&file->findings, TR_F_MALFORMED_TABLE, TR_WARNING, TR_NOT_TRUSTED,
                TR_WORDS("data that no digest covers stands beside the signature"), err);
}

/* Deflate can make a small archive hold a thousand times its size. */
static bool is_in_proportion(const tr_zip_archive *archive)
{
    uint64_t left = tr_zip_archive_source(archive)->size;

    left = left > UINT64_MAX / GROWTH_MAX ? UINT64_MAX : left * GROWTH_MAX;
    if (left < GROWTH_LEAST)
        left = GROWTH_LEAST;
    for (size_t i = 0; i < tr_zip_archive_count(archive); i++) {
        uint64_t size = tr_zip_archive_get(archive, i)->size;

        if (size > left)
            return false;
        left -= size;
    }
    return true;
}

static tr_status read_package(tr_signed_file *file, msix_package *package, tr_error *err)
{
    tr_status status = take_signature(file, package, err);

    if (status == TR_OK)
        status = check_layout(file, package, err);
    if (status == TR_OK)
        status = check_own_fields(file, package, err);
    package->may_be_unpacked = status == TR_OK && is_in_proportion(package->archive);
    return status;
}

/* Whatever the case; a renamed file stays what it is: x.msix_invalid is a package. */
static bool is_named_as_package(const char *name)
{
    static const char *const endings[] = { ".msix", ".appx", ".msixbundle", ".appxbundle" };
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; dot && i < sizeof(endings) / sizeof(endings[0]); i++) {
        size_t size = strlen(endings[i]);

        if (OPENSSL_strncasecmp(dot, endings[i], size) == 0 &&
            (dot[size] == '\0' || dot[size] == '_'))
            return true;
    }
    return false;
}

/* An archive that cannot be read may be of any kind; its name decides. */
static tr_status open_archive(tr_signed_file *file, msix_package *package, tr_error *err)
{
    tr_error failure;
    bool is_package = false;
    tr_status status = tr_zip_archive_open(&package->archive, &file->source, &failure);

    if (status == TR_OK)
        status = find_files(&is_package, package, &failure);
    if (status == TR_ERR_FORMAT && is_named_as_package(file->source.name))
        return tell_damage(file, status, &failure, err);
    if (status == TR_ERR_FORMAT || (status == TR_OK && !is_package)) {
        file->format = NULL;
        return tell(&file->findings, TR_F_UNKNOWN_FORMAT, TR_FAULT, TR_UNKNOWN_SUBJECT, NULL, err);
    }
    if (status == TR_OK && package->files.signature == TR_ZIP_NONE)
        return tell(&file->findings, TR_F_NO_SIGNATURE, TR_FAULT, TR_NO_SIGNATURE, NULL, err);
    if (status == TR_OK)
        status = read_package(file, package, &failure);
    return tell_damage(file, status, &failure, err);
}

/* Windows takes it for what it is, a signature; the strict verdict wants to see what is signed. */
static tr_status open_lone_signature(tr_signed_file *file, tr_error *err)
{
    tr_status status =
        tell(&file->findings, TR_F_CONTENT_NOT_AT_HAND, TR_WARNING, TR_NOT_TRUSTED, NULL, err);

    if (status != TR_OK)
        return status;
    if (file->source.size - PREFIX_SIZE > TR_MESSAGE_MAX)
        return tell(&file->findings, TR_F_MALFORMED_TABLE, TR_FAULT, TR_MALFORMED_TABLE,
                    TR_WORDS("the signature is larger than it may be"), err);
    file->is_message = true;
    return tr_signed_file_read_blob(file, PREFIX_SIZE, (size_t)(file->source.size - PREFIX_SIZE),
                                    err);
}

static tr_status msix_open(tr_signed_file *file, tr_error *err)
{
    unsigned char prefix[PREFIX_SIZE];
    msix_package *package;
    tr_status status = tr_source_read(&file->source, prefix, sizeof(prefix), 0, err);

    if (status != TR_OK)
        return status;
    package = calloc(1, sizeof(*package));
    if (!package)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", file->source.name);
    if (memcmp(prefix, "PKCX", PREFIX_SIZE) == 0)
        status = open_lone_signature(file, err);
    else
        status = open_archive(file, package, err);
    if (file->format)
        file->state = package;
    else
        msix_close(package);
    return status;
}

/* The map is the package's own, so that what is wrong with it is told to each of its signatures. */
static tr_status check_block_map(tr_claim **claims, size_t count, const msix_package *package,
                                 tr_error *err)
{
    tr_findings findings = { 0 };
    tr_status status;

    if (package->may_be_unpacked)
        status = tr_block_map_check(&findings, package->archive, package->files.block_map,
                                    package->is_bundle, err);
    else
        status = tell(&findings, TR_F_MALFORMED_BLOCK_MAP, TR_WARNING, TR_NOT_TRUSTED,
                      TR_WORDS("the content that it lists is not unpacked here"), err);
    for (size_t i = 0; i < count && status == TR_OK; i++)
        status = tr_findings_append(&claims[i]->findings, &findings, err);
    tr_findings_clear(&findings);
    return status;
}

static tr_status msix_check(tr_signed_file *file, tr_claim **claims, size_t count, unsigned threads,
                            tr_error *err)
{
    const msix_package *package = file->state;
    bool is_any_true = false;
    tr_status status;

    /* What cannot be compared is told of the file, and is no change to it. */
    for (size_t i = 0; i < count && !package->archive; i++)
        claims[i]->is_true = true;
    if (!package->archive)
        return TR_OK;
    status = tr_msix_parts_check(claims, count, package->archive, &package->files, threads, err);
    for (size_t i = 0; i < count; i++)
        is_any_true = is_any_true || claims[i]->is_true;
    /* Nobody vouches for the map of a package that was changed. */
    if (status == TR_OK && is_any_true)
        status = check_block_map(claims, count, package, err);
    return status;
}

/* No feed: what a catalog file lists of a package is the digest of all its bytes. */
const tr_format tr_msix_format = {
    .word = "msix",
    .recognises = msix_recognises,
    .open = msix_open,
    .check = msix_check,
    .close = msix_close,
};
