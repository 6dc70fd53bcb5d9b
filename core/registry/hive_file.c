#include "core/registry/hive_file.h"

#include <stdlib.h>
#include <string.h>

#include "core/bytes.h"
#include "core/platform/file.h"

#define HEADER_SIZE 4096u

/* The header's fields. */
#define PRIMARY_SEQUENCE   4
#define SECONDARY_SEQUENCE 8
#define MAJOR_VERSION      20
#define KIND               28
#define ROOT_CELL          36
#define ROOM               40
#define CHECKSUM           508

/*
 * What may be read of one hive, in steps of a cell, or 512 bytes of it: what
 * is asked for here takes some ten thousand, and is no more in a larger hive.
 */
#define LEAST_STEPS UINT64_C(65536)
#define MOST_STEPS  (UINT64_C(1) << 21)

struct tr_hive_file {
    tr_file *file;
    uint64_t steps;
    uint32_t root;
    uint32_t room;
    bool is_dirty;
    bool is_cut;
};

/* The exclusive or of what is before it, never 0 nor all ones. */
static uint32_t checksum_of(const unsigned char *header)
{
    uint32_t sum = 0;

    for (size_t at = 0; at < CHECKSUM; at += 4)
        sum ^= tr_le32(header + at);
    return sum == UINT32_MAX ? UINT32_MAX - 1 : sum == 0 ? 1 : sum;
}

static bool is_header(const unsigned char *header)
{
    return memcmp(header, "regf", 4) == 0 && tr_le32(header + MAJOR_VERSION) == 1 &&
           tr_le32(header + KIND) == 0;
}

static tr_status read_header(tr_hive_file *hive, tr_error *err)
{
    unsigned char header[512];
    size_t size = 0;
    tr_status status = tr_file_read_some(hive->file, header, sizeof(header), 0, &size, err);

    if (status != TR_OK)
        return status;
    if (size < sizeof(header) || !is_header(header))
        return tr_error_set(err, TR_ERR_FORMAT, 0, "'%s' is no registry hive",
                            tr_file_path(hive->file));
    hive->root = tr_le32(header + ROOT_CELL);
    hive->room = tr_le32(header + ROOM);
    /* A header that was being written when Windows stopped has a wrong sum. */
    hive->is_dirty = tr_le32(header + PRIMARY_SEQUENCE) != tr_le32(header + SECONDARY_SEQUENCE) ||
                     tr_le32(header + CHECKSUM) != checksum_of(header);
    hive->is_cut = tr_file_size(hive->file) < (uint64_t)HEADER_SIZE + hive->room;
    return TR_OK;
}

tr_status tr_hive_file_open(tr_hive_file **out, const char *path, tr_error *err)
{
    tr_hive_file *hive = calloc(1, sizeof(*hive));
    tr_status status;

    if (!hive)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", path);
    status = tr_file_open(&hive->file, path, TR_FILE_READ, err);
    if (status == TR_OK)
        status = read_header(hive, err);
    if (status == TR_OK) {
        *out = hive;
        hive = NULL;
    }
    tr_hive_file_close(hive);
    return status;
}

void tr_hive_file_close(tr_hive_file *hive)
{
    if (!hive)
        return;
    tr_file_close(hive->file);
    free(hive);
}

const char *tr_hive_file_path(const tr_hive_file *hive)
{
    return tr_file_path(hive->file);
}

uint32_t tr_hive_file_root(const tr_hive_file *hive)
{
    return hive->root;
}

bool tr_hive_file_is_dirty(const tr_hive_file *hive)
{
    return hive->is_dirty;
}

bool tr_hive_file_is_cut(const tr_hive_file *hive)
{
    return hive->is_cut;
}

size_t tr_hive_file_room(const tr_hive_file *hive)
{
    return hive->room;
}

static tr_status damaged(const tr_hive_file *hive, uint32_t cell, tr_error *err)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "the registry hive '%s' is damaged at byte %llu",
                        tr_file_path(hive->file), (unsigned long long)HEADER_SIZE + cell);
}

/* Count what is read, so that a hive whose cells lead in circles comes to an end. */
static tr_status take_steps(tr_hive_file *hive, size_t size, tr_error *err)
{
    uint64_t most = LEAST_STEPS + hive->room;

    hive->steps += 1 + size / 512;
    if (hive->steps <= (most < MOST_STEPS ? most : MOST_STEPS))
        return TR_OK;
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                        "the registry hive '%s' is tangled: too much was read of it",
                        tr_file_path(hive->file));
}

/* The size of a cell stands before it, negative if it is in use. */
tr_status tr_hive_file_size_cell(size_t *size, tr_hive_file *hive, uint32_t cell, tr_error *err)
{
    unsigned char head[4];
    size_t got = 0;
    uint32_t whole;
    tr_status status = take_steps(hive, 0, err);

    if (status != TR_OK)
        return status;
    if (cell % 8 != 0 || cell >= hive->room || hive->room - cell < 8)
        return damaged(hive, cell, err);
    status =
        tr_file_read_some(hive->file, head, sizeof(head), (uint64_t)HEADER_SIZE + cell, &got, err);
    if (status != TR_OK)
        return status;
    whole = got == sizeof(head) ? 0 - tr_le32(head) : 0;
    if (whole < 8 || whole > hive->room - cell)
        return damaged(hive, cell, err);
    *size = whole - sizeof(head);
    return TR_OK;
}

tr_status tr_hive_file_read(void *out, size_t size, tr_hive_file *hive, uint32_t cell,
                            size_t offset, tr_error *err)
{
    size_t there, got = 0;
    tr_status status = tr_hive_file_size_cell(&there, hive, cell, err);

    if (status == TR_OK)
        status = take_steps(hive, size, err);
    if (status != TR_OK)
        return status;
    if (offset > there || size > there - offset)
        return damaged(hive, cell, err);
    status = tr_file_read_some(hive->file, out, size, (uint64_t)HEADER_SIZE + cell + 4 + offset,
                               &got, err);
    if (status == TR_OK && got < size)
        status = damaged(hive, cell, err);
    return status;
}
