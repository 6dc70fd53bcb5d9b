#include "core/authenticode/msi.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/authenticode/compound_file.h"
#include "core/words/words.h"

#define EX_MAX      4096 /* bytes of MsiDigitalSignatureEx; it holds one digest */
#define ZIP_END     22   /* bytes of a ZIP archive's end record */
#define ZIP_COMMENT 65535

typedef struct msi_package {
    tr_compound_file *compound;
    const tr_compound_entry *signature; /* NULL if there is none */
    const tr_compound_entry *extended;
    unsigned char *ex; /* bytes of MsiDigitalSignatureEx; NULL if there are none */
    size_t ex_size;
} msi_package;

static bool msi_recognises(tr_bytes head, const char *name, uint64_t size)
{
    static const unsigned char magic[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };

    (void)name, (void)size;
    return head.size >= sizeof(magic) && memcmp(head.data, magic, sizeof(magic)) == 0;
}

static void msi_close(void *state)
{
    msi_package *package = state;

    free(package->ex);
    tr_compound_file_close(package->compound);
    free(package);
}

/* Call a broken file a finding, and let everything else through. */
static tr_status tell_damage(tr_findings *findings, tr_status status, const tr_error *failure,
                             tr_error *err)
{
    if (status == TR_ERR_FORMAT)
        return tr_findings_add(findings, TR_F_MALFORMED_FILE, TR_FAULT, TR_MALFORMED_TABLE,
                               failure->message, NULL, 0, err);
    if (status != TR_OK && err)
        *err = *failure;
    return status;
}

/* A stream of the root by its ASCII name. */
static const tr_compound_entry *find_stream(const tr_compound_file *compound, const char *name)
{
    unsigned char wide[64];
    size_t size = strlen(name);
    const tr_compound_entry *entry;

    for (size_t i = 0; i < size; i++) {
        wide[2 * i] = (unsigned char)name[i];
        wide[2 * i + 1] = 0;
    }
    entry = tr_compound_file_find(compound, 0, (tr_bytes){ wide, 2 * size });
    return entry && entry->kind == TR_COMPOUND_STREAM ? entry : NULL;
}

/* Other programs keep their documents in compound files, too. */
static bool is_installer(const tr_compound_entry *root)
{
    static const unsigned char tail[] = { 0x10, 0x0c, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46 };

    /* {000C1082-, 1084- or 1086-0000-0000-C000-000000000046}: transform, database, patch */
    return (root->clsid[0] == 0x82 || root->clsid[0] == 0x84 || root->clsid[0] == 0x86) &&
           memcmp(root->clsid + 1, tail, sizeof(tail)) == 0;
}

static tr_status load_extended(msi_package *package, tr_error *err)
{
    tr_status status;

    if (!package->extended)
        return TR_OK;
    status = tr_compound_file_load(&package->ex, package->compound, package->extended, EX_MAX, err);
    if (status == TR_OK)
        package->ex_size = (size_t)package->extended->size;
    return status;
}

static tr_status take_signature(tr_signed_file *file, const msi_package *package, tr_error *err)
{
    unsigned char *message;
    tr_status status =
        tr_compound_file_load(&message, package->compound, package->signature, TR_MESSAGE_MAX, err);

    if (status != TR_OK)
        return status;
    return tr_signed_file_take_blob(file, message, (size_t)package->signature->size, 0, err);
}

/* Whether a ZIP archive ends where the file ends: such a file is a JAR as well (CVE-2020-1464). */
static tr_status find_archive(bool *out, const tr_source *source, uint64_t begin, tr_error *err)
{
    uint64_t size = source->size - begin;
    unsigned char *tail;
    tr_status status;

    *out = false;
    if (size < ZIP_END)
        return TR_OK;
    if (size > ZIP_END + ZIP_COMMENT)
        size = ZIP_END + ZIP_COMMENT;
    tail = malloc((size_t)size);
    if (!tail)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", source->name);
    status = tr_source_read(source, tail, (size_t)size, source->size - size, err);
    for (size_t i = 0; status == TR_OK && i + ZIP_END <= size; i++)
        *out = *out || memcmp(tail + i, "PK\5\6", 4) == 0;
    free(tail);
    return status;
}

/* No signature covers what follows the last sector in use; zeros there are harmless. */
static tr_status only_zeros(void *context, const unsigned char *data, size_t size, tr_error *err)
{
    bool *is_harmless = context;

    (void)err;
    for (size_t i = 0; *is_harmless && i < size; i++)
        *is_harmless = data[i] == 0;
    return TR_OK;
}

static tr_status check_end(tr_signed_file *file, const msi_package *package, tr_error *err)
{
    char where[32];
    uint64_t end;
    bool has_archive;
    bool is_harmless = true;
    tr_status status = tr_compound_file_end(&end, package->compound, err);

    if (status == TR_OK)
        status = tr_source_feed(&file->source, end, file->source.size - end, only_zeros,
                                &is_harmless, err);
    if (status != TR_OK || is_harmless)
        return status;
    status = find_archive(&has_archive, &file->source, end, err);
    if (status != TR_OK)
        return status;
    snprintf(where, sizeof(where), "%" PRIu64, end);
    return tr_findings_add(
        &file->findings, TR_F_DATA_BEHIND_FILE, TR_WARNING, TR_NOT_TRUSTED, where,
        has_archive ? TR_WORDS("a ZIP or JAR archive") : TR_WORDS("unknown data"),
        file->source.size - end, err);
}

/* Everything whose failure may be the file's own. */
static tr_status read_package(tr_signed_file *file, msi_package *package, tr_error *err)
{
    const tr_compound_entry *root;
    tr_status status = tr_compound_file_open(&package->compound, &file->source, err);

    if (status != TR_OK)
        return status;
    root = tr_compound_file_get(package->compound, 0);
    package->signature = find_stream(package->compound, "\5DigitalSignature");
    package->extended = find_stream(package->compound, "\5MsiDigitalSignatureEx");
    if (!package->signature) {
        if (is_installer(root))
            return tr_findings_add(&file->findings, TR_F_NO_SIGNATURE, TR_FAULT, TR_NO_SIGNATURE,
                                   NULL, NULL, 0, err);
        file->format = NULL;
        return tr_findings_add(&file->findings, TR_F_UNKNOWN_FORMAT, TR_FAULT, TR_UNKNOWN_SUBJECT,
                               NULL, NULL, 0, err);
    }
    status = load_extended(package, err);
    if (status == TR_OK)
        status = take_signature(file, package, err);
    if (status == TR_OK)
        status = check_end(file, package, err);
    return status;
}

static tr_status msi_open(tr_signed_file *file, tr_error *err)
{
    tr_error failure;
    tr_status status;
    msi_package *package = calloc(1, sizeof(*package));

    if (!package)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", file->source.name);
    status = read_package(file, package, &failure);
    if (file->format)
        file->state = package;
    else
        msi_close(package);
    return tell_damage(&file->findings, status, &failure, err);
}

/* A visitor of the entries in the digest's order. */
typedef struct entry_visit {
    tr_status (*enter)(void *context, const tr_compound_entry *entry, tr_error *err);
    tr_status (*leave)(void *context, const tr_compound_entry *storage, tr_error *err);
    void *context;
} entry_visit;

static tr_status nothing(void *context, const tr_compound_entry *entry, tr_error *err)
{
    (void)context, (void)entry, (void)err;
    return TR_OK;
}

/* The index that follows when the entry at index, and all below it, is done; 0 at the end. */
static tr_status walk_on(size_t *index, const tr_compound_file *compound, const entry_visit *visit,
                         tr_error *err)
{
    tr_status status = TR_OK;

    while (status == TR_OK && *index != 0) {
        size_t parent = tr_compound_file_get(compound, *index)->parent;
        const tr_compound_entry *storage = tr_compound_file_get(compound, parent);

        if (*index + 1 < (size_t)storage->first + storage->count) {
            ++*index;
            return TR_OK;
        }
        status = visit->leave(visit->context, storage, err);
        *index = parent;
    }
    return status;
}

/* Storages may nest as deep as a file likes: from child to parent it goes by index. */
static tr_status walk_entries(const msi_package *package, const entry_visit *visit, tr_error *err)
{
    const tr_compound_file *compound = package->compound;
    size_t index = 0;
    tr_status status;

    do {
        const tr_compound_entry *entry = tr_compound_file_get(compound, index);
        bool is_left_out = entry == package->signature || entry == package->extended;

        status = is_left_out ? TR_OK : visit->enter(visit->context, entry, err);
        if (status != TR_OK)
            return status;
        if (entry->kind != TR_COMPOUND_STREAM && entry->count > 0) {
            index = entry->first;
            continue;
        }
        if (entry->kind != TR_COMPOUND_STREAM)
            status = visit->leave(visit->context, entry, err);
        if (status == TR_OK)
            status = walk_on(&index, compound, visit, err);
    } while (status == TR_OK && index != 0);
    return status;
}

typedef struct content_feed {
    msi_package *package;
    tr_digest_set *digests;
} content_feed;

static tr_status feed_stream(void *context, const tr_compound_entry *entry, tr_error *err)
{
    content_feed *feed = context;

    if (entry->kind != TR_COMPOUND_STREAM)
        return TR_OK;
    return tr_compound_file_feed(feed->package->compound, entry, tr_digest_set_update,
                                 feed->digests, err);
}

static tr_status feed_clsid(void *context, const tr_compound_entry *storage, tr_error *err)
{
    content_feed *feed = context;

    return tr_digest_set_update(feed->digests, storage->clsid, sizeof(storage->clsid), err);
}

static tr_status feed_content(msi_package *package, tr_digest_set *digests, tr_error *err)
{
    content_feed feed = { package, digests };
    entry_visit visit = { feed_stream, feed_clsid, &feed };
    tr_status status = TR_OK;

    if (package->ex)
        status = tr_digest_set_update(digests, package->ex, package->ex_size, err);
    if (status == TR_OK)
        status = walk_entries(package, &visit, err);
    if (status == TR_OK)
        status = tr_digest_set_finish(digests, err);
    return status;
}

/* What MsiDigitalSignatureEx is a digest of. */
static tr_status feed_metadata(void *context, const tr_compound_entry *entry, tr_error *err)
{
    bool is_root = entry->kind == TR_COMPOUND_ROOT;
    unsigned char bytes[sizeof(entry->name) + 64];
    size_t size = 0;

    if (!is_root) {
        memcpy(bytes, entry->name, entry->name_size);
        size += entry->name_size;
    }
    if (entry->kind == TR_COMPOUND_STREAM) {
        memcpy(bytes + size, entry->size_field, sizeof(entry->size_field));
        size += sizeof(entry->size_field);
    } else {
        memcpy(bytes + size, entry->clsid, sizeof(entry->clsid));
        size += sizeof(entry->clsid);
    }
    memcpy(bytes + size, entry->state, sizeof(entry->state));
    size += sizeof(entry->state);
    if (!is_root) {
        memcpy(bytes + size, entry->times, sizeof(entry->times));
        size += sizeof(entry->times);
    }
    return tr_digest_set_update(context, bytes, size, err);
}

/* Whether MsiDigitalSignatureEx is the digest of the metadata; its size tells the algorithm. */
static tr_status check_metadata(bool *out, const msi_package *package, tr_error *err)
{
    tr_digest ex = { .algorithm = TR_DIGEST_UNKNOWN, .size = package->ex_size };
    tr_digest_set *digests;
    entry_visit visit = { feed_metadata, nothing, NULL };
    tr_status status;

    for (tr_digest_algorithm a = 0; a < TR_DIGEST_COUNT; a++) {
        if (tr_digest_size(a) == package->ex_size)
            ex.algorithm = a;
    }
    *out = false;
    if (ex.algorithm == TR_DIGEST_UNKNOWN)
        return TR_OK;
    memcpy(ex.bytes, package->ex, package->ex_size);
    status = tr_digest_set_new(&digests, 1u << ex.algorithm, 1, err);
    if (status != TR_OK)
        return status;
    visit.context = digests;
    status = walk_entries(package, &visit, err);
    if (status == TR_OK)
        status = tr_digest_set_finish(digests, err);
    if (status == TR_OK)
        *out = tr_digest_equal(&ex, tr_digest_set_get(digests, ex.algorithm));
    tr_digest_set_free(digests);
    return status;
}

static tr_status tell_all(tr_claim **claims, size_t count, tr_status status,
                          const tr_error *failure, tr_error *err)
{
    tr_status told = TR_OK;

    if (status != TR_ERR_FORMAT)
        return tell_damage(NULL, status, failure, err);
    for (size_t i = 0; i < count && told == TR_OK; i++)
        told = tell_damage(&claims[i]->findings, status, failure, err);
    return told;
}

static tr_status warn_all(tr_claim **claims, size_t count, tr_finding_id id, tr_verdict verdict,
                          tr_error *err)
{
    tr_status status = TR_OK;

    for (size_t i = 0; i < count && status == TR_OK; i++)
        status = tr_findings_add(&claims[i]->findings, id, TR_WARNING, verdict, NULL, NULL, 0, err);
    return status;
}

/*
 * The digest runs over what is in the streams, one behind the other. Only MsiDigitalSignatureEx
 * says where one ends and how it is called.
 */
static tr_status warn_metadata(const msi_package *package, tr_claim **claims, size_t count,
                               tr_error *err)
{
    bool is_right;
    tr_status status;

    if (!package->ex)
        return warn_all(claims, count, TR_F_NO_METADATA_DIGEST, TR_NOT_TRUSTED, err);
    status = check_metadata(&is_right, package, err);
    if (status != TR_OK || is_right)
        return status;
    return warn_all(claims, count, TR_F_METADATA_MISMATCH, TR_BAD_DIGEST, err);
}

static tr_status msi_check(tr_signed_file *file, tr_claim **claims, size_t count, unsigned threads,
                           tr_error *err)
{
    msi_package *package = file->state;
    tr_error failure;
    tr_digest_set *digests;
    tr_status status = tr_claims_digest_set(&digests, claims, count, threads, err);

    if (status != TR_OK || !digests)
        return status;
    status = feed_content(package, digests, &failure);
    if (status == TR_OK) {
        tr_claims_compare(claims, count, digests);
        status = warn_metadata(package, claims, count, err);
    } else {
        status = tell_all(claims, count, status, &failure, err);
    }
    tr_digest_set_free(digests);
    return status;
}

/* No feed: what a catalog file lists of a package is the digest of all its bytes. */
const tr_format tr_msi_format = {
    .word = "msi",
    .recognises = msi_recognises,
    .open = msi_open,
    .check = msi_check,
    .close = msi_close,
};
