#include "core/authenticode/msix_parts.h"

#include <stdlib.h>
#include <string.h>

#include "core/authenticode/zip_reader.h"
#include "core/words/words.h"

#define TAG_SIZE     4
#define END_SIZE     22
#define LOCATOR_SIZE 20
#define END64_SIZE   56

enum { FILES, DIRECTORY, CONTENT_TYPES, BLOCK_MAP, CATALOG, PART_COUNT };

static const struct {
    const char *tag;
    const char *name;
} parts[PART_COUNT] = {
    [FILES] = { "AXPC", TR_WORDS("The content") },
    [DIRECTORY] = { "AXCD", TR_WORDS("The directory") },
    [CONTENT_TYPES] = { "AXCT", TR_WORDS("The list of content types") },
    [BLOCK_MAP] = { "AXBM", TR_WORDS("The block map") },
    [CATALOG] = { "AXCI", TR_WORDS("The catalog file") },
};

/* The digests of all parts, by each algorithm that is asked for. */
typedef struct part_digests {
    tr_digest_set *sets[PART_COUNT]; /* NULL: no such part in the archive */
    tr_digest_set *plain_directory;  /* with the end record's disk numbers as they are */
} part_digests;

static void put_le(unsigned char *out, size_t size, uint64_t value)
{
    for (size_t i = 0; i < size; i++)
        out[i] = (unsigned char)(value >> 8 * i);
}

/* A number that does not stand in the ZIP64 record instead. */
static void put_unless_full(unsigned char *out, size_t size, uint64_t value)
{
    bool is_full = true;

    for (size_t i = 0; i < size; i++)
        is_full = is_full && out[i] == 0xff;
    if (!is_full)
        put_le(out, size, value);
}

static tr_status feed(tr_digest_set *set, const tr_source *source, uint64_t begin, uint64_t end,
                      tr_error *err)
{
    return tr_digest_set_feed(set, source, begin, end - begin, err);
}

/* The ZIP64 end record and its locator, as they were before the signature was added. */
static tr_status feed_end64(tr_digest_set *set, const tr_zip_archive *archive,
                            const tr_zip_entry *signature, tr_error *err)
{
    const tr_source *source = tr_zip_archive_source(archive);
    const tr_zip_end *end = tr_zip_archive_end(archive);
    uint64_t count = tr_zip_archive_count(archive) - 1;
    uint64_t size = signature->record - end->directory;
    unsigned char record[END64_SIZE];
    unsigned char locator[LOCATOR_SIZE];
    tr_status status = tr_source_read(source, record, sizeof(record), end->end64, err);

    if (status == TR_OK)
        status = tr_source_read(source, locator, sizeof(locator), end->locator, err);
    if (status != TR_OK)
        return status;
    put_le(record + 24, 8, count);
    put_le(record + 32, 8, count);
    put_le(record + 40, 8, size);
    put_le(record + 48, 8, signature->offset);
    put_le(locator + 8, 8, signature->offset + size);
    status = tr_digest_set_update(set, record, sizeof(record), err);
    if (status == TR_OK)
        status = feed(set, source, end->end64 + END64_SIZE, end->locator, err);
    return status == TR_OK ? tr_digest_set_update(set, locator, sizeof(locator), err) : status;
}

/*
 * The directory as it was before the signature was added. Packaging tools
 * leave disk numbers of 0xffff behind, where signing tools have digested
 * zeros.
 */
static tr_status feed_directory(tr_digest_set *set, bool has_zero_disks,
                                const tr_zip_archive *archive, const tr_zip_entry *signature,
                                tr_error *err)
{
    const tr_source *source = tr_zip_archive_source(archive);
    const tr_zip_end *end = tr_zip_archive_end(archive);
    uint64_t count = tr_zip_archive_count(archive) - 1;
    unsigned char record[END_SIZE];
    tr_status status = feed(set, source, end->directory, signature->record, err);

    if (status == TR_OK && end->end64)
        status = feed_end64(set, archive, signature, err);
    if (status == TR_OK)
        status = tr_source_read(source, record, sizeof(record), end->end, err);
    if (status != TR_OK)
        return status;
    if (has_zero_disks)
        put_le(record + 4, 4, 0);
    put_unless_full(record + 8, 2, count);
    put_unless_full(record + 10, 2, count);
    put_unless_full(record + 12, 4, signature->record - end->directory);
    put_unless_full(record + 16, 4, signature->offset);
    status = tr_digest_set_update(set, record, sizeof(record), err);
    if (status == TR_OK)
        status = feed(set, source, end->end + END_SIZE, source->size, err);
    return status;
}

static tr_status feed_part(part_digests *digests, size_t part, const tr_zip_archive *archive,
                           const tr_msix_files *files, tr_error *err)
{
    const tr_zip_entry *signature = tr_zip_archive_get(archive, files->signature);
    const size_t contents[PART_COUNT] = {
        [CONTENT_TYPES] = files->content_types,
        [BLOCK_MAP] = files->block_map,
        [CATALOG] = files->catalog,
    };
    tr_digest_set *set = digests->sets[part];

    switch (part) {
    case FILES:
        return feed(set, tr_zip_archive_source(archive), 0, signature->offset, err);
    case DIRECTORY:
        return feed_directory(set, true, archive, signature, err);
    default:
        return tr_zip_feed(archive, contents[part], tr_digest_set_update, set, err);
    }
}

static bool is_there(size_t part, const tr_msix_files *files)
{
    switch (part) {
    case CONTENT_TYPES:
        return files->content_types != TR_ZIP_NONE;
    case BLOCK_MAP:
        return files->block_map != TR_ZIP_NONE;
    case CATALOG:
        return files->catalog != TR_ZIP_NONE;
    default:
        return true;
    }
}

/* A part that cannot be read has no digest, and so is not what was signed. */
static tr_status make_digest(tr_digest_set **set, part_digests *digests, size_t part,
                             unsigned wanted, unsigned threads, const tr_zip_archive *archive,
                             const tr_msix_files *files, tr_error *err)
{
    tr_error failure;
    tr_status status = tr_digest_set_new(set, wanted, threads, err);

    if (status != TR_OK)
        return status;
    if (set == &digests->plain_directory)
        status = feed_directory(*set, false, archive, tr_zip_archive_get(archive, files->signature),
                                &failure);
    else
        status = feed_part(digests, part, archive, files, &failure);
    if (status == TR_OK)
        return tr_digest_set_finish(*set, err);
    if (status != TR_ERR_FORMAT) {
        if (err)
            *err = failure;
        return status;
    }
    tr_digest_set_free(*set);
    *set = NULL;
    return TR_OK;
}

static tr_status make_digests(part_digests *digests, unsigned wanted, unsigned threads,
                              const tr_zip_archive *archive, const tr_msix_files *files,
                              tr_error *err)
{
    tr_status status = TR_OK;

    for (size_t part = 0; part < PART_COUNT && status == TR_OK; part++) {
        if (is_there(part, files))
            status = make_digest(&digests->sets[part], digests, part, wanted,
                                 part == FILES ? threads : 1, archive, files, err);
    }
    if (status == TR_OK)
        status = make_digest(&digests->plain_directory, digests, DIRECTORY, wanted, 1, archive,
                             files, err);
    return status;
}

/* The claimed digest of a part in the list "APPX" (tag digest)*; NULL if it is not there. */
static const unsigned char *find_claimed(tr_bytes list, size_t part, size_t digest_size)
{
    size_t step = TAG_SIZE + digest_size;

    if (list.size < TAG_SIZE || memcmp(list.data, "APPX", TAG_SIZE) != 0)
        return NULL;
    for (size_t at = TAG_SIZE; list.size - at >= step; at += step) {
        if (memcmp(list.data + at, parts[part].tag, TAG_SIZE) == 0)
            return list.data + at + TAG_SIZE;
    }
    return NULL;
}

static bool is_digest(const tr_digest_set *set, tr_digest_algorithm algorithm,
                      const unsigned char *claimed)
{
    tr_digest digest = { .algorithm = algorithm, .size = tr_digest_size(algorithm) };

    if (!set || !claimed)
        return false;
    memcpy(digest.bytes, claimed, digest.size);
    return tr_digest_equal(&digest, tr_digest_set_get(set, algorithm));
}

/* A part that is not there must not be claimed, and the other way round. */
static bool is_part_right(const part_digests *digests, size_t part, const tr_claim *claim,
                          const tr_msix_files *files)
{
    tr_digest_algorithm algorithm = claim->digest.algorithm;
    const unsigned char *claimed = find_claimed(claim->octets, part, tr_digest_size(algorithm));

    if (part == CATALOG && !is_there(part, files))
        return !claimed;
    if (part == DIRECTORY && is_digest(digests->plain_directory, algorithm, claimed))
        return true;
    return is_digest(digests->sets[part], algorithm, claimed);
}

/* A list of another length has bytes that nobody reads. */
static bool has_whole_list(const tr_claim *claim)
{
    size_t step = TAG_SIZE + tr_digest_size(claim->digest.algorithm);

    return claim->octets.size >= TAG_SIZE && (claim->octets.size - TAG_SIZE) % step == 0;
}

static tr_status answer(tr_claim *claim, const part_digests *digests, const tr_msix_files *files,
                        tr_error *err)
{
    tr_status status = TR_OK;
    bool is_true = has_whole_list(claim);

    for (size_t part = 0; part < PART_COUNT && status == TR_OK; part++) {
        if (is_part_right(digests, part, claim, files))
            continue;
        is_true = false;
        status = tr_findings_add(&claim->findings, TR_F_BAD_PART, TR_FAULT, TR_BAD_DIGEST,
                                 parts[part].name, NULL, 0, err);
    }
    claim->is_true = status == TR_OK && is_true;
    if (claim->is_true)
        claim->actual = *tr_digest_set_get(digests->sets[FILES], claim->digest.algorithm);
    return status;
}

tr_status tr_msix_parts_check(tr_claim **claims, size_t count, const tr_zip_archive *archive,
                              const tr_msix_files *files, unsigned threads, tr_error *err)
{
    part_digests digests = { { NULL }, NULL };
    unsigned wanted = 0;
    tr_status status;

    for (size_t i = 0; i < count; i++) {
        if (claims[i]->digest.algorithm != TR_DIGEST_UNKNOWN)
            wanted |= 1U << claims[i]->digest.algorithm;
    }
    if (!wanted)
        return TR_OK;
    status = make_digests(&digests, wanted, threads, archive, files, err);
    for (size_t i = 0; i < count && status == TR_OK; i++) {
        if (claims[i]->digest.algorithm != TR_DIGEST_UNKNOWN)
            status = answer(claims[i], &digests, files, err);
    }
    for (size_t part = 0; part < PART_COUNT; part++)
        tr_digest_set_free(digests.sets[part]);
    tr_digest_set_free(digests.plain_directory);
    return status;
}
