/*
 * The sectors of a compound file ([MS-CFB]): where each one stands, and which
 * follows it.
 *
 * The tables that say so may be large and hostile: only the places of the
 * FAT's own sectors are kept (1/16384 of the file), everything else passes
 * through a small cache. A chain of sectors is bounded by what the file can
 * hold, so that one that turns in circles ends.
 *
 * What breaks the format is TR_ERR_FORMAT with a message that fits behind
 * "the file is damaged: ".
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/source.h"
#include "core/error.h"

/** Sector numbers that are none ([MS-CFB] 2.1). */
#define TR_SECTOR_MAX  0xfffffffaU /* the first that is not a sector */
#define TR_SECTOR_END  0xfffffffeU
#define TR_SECTOR_FREE 0xffffffffU

/** What the header says. */
typedef struct tr_compound_header {
    size_t sector_size; /* 512 or 4096 */
    uint32_t fat_count; /* sectors of the FAT */
    uint32_t directory; /* first sectors */
    uint32_t mini_fat;
    uint32_t difat;
} tr_compound_header;

typedef struct tr_sectors tr_sectors;

/** @param source  borrowed; must outlive *out */
tr_status tr_sectors_open(tr_sectors **out, const tr_source *source, tr_error *err);
void tr_sectors_close(tr_sectors *sectors); /* NULL is fine */

const tr_compound_header *tr_sectors_header(const tr_sectors *sectors);

/** Sectors that the file has room for, the last one perhaps in part. */
uint64_t tr_sectors_count(const tr_sectors *sectors);

/** Where a sector begins in the file. */
uint64_t tr_sectors_offset(const tr_sectors *sectors, uint32_t sector);

/** A whole sector, zeros behind the file's end; borrowed, until the next call with sectors. */
tr_status tr_sectors_get(const unsigned char **out, tr_sectors *sectors, uint32_t sector,
                         tr_error *err);

/** What the FAT says of a sector: the one that follows it, or that it is the last one. */
tr_status tr_sectors_next(uint32_t *out, tr_sectors *sectors, uint32_t sector, tr_error *err);

/** Behind the last sector that the FAT does not call free: where the compound file ends. */
tr_status tr_sectors_end(uint64_t *out, tr_sectors *sectors, tr_error *err);

/** A chain of sectors, kept as runs of neighbours. All zero is the empty chain. */
typedef struct tr_sector_run {
    uint32_t index;  /* of its first sector within the chain */
    uint32_t sector; /* that sector */
} tr_sector_run;

typedef struct tr_sector_chain {
    tr_sector_run *runs;
    size_t run_count;
    uint32_t count; /* of sectors */
} tr_sector_chain;

/**
 * Follow a chain to its end.
 *
 * @param limit  sectors it may have at most; more is TR_ERR_FORMAT
 * @param what   the chain's name, for messages
 */
tr_status tr_sector_chain_load(tr_sector_chain *out, tr_sectors *sectors, uint32_t first,
                               uint64_t limit, const char *what, tr_error *err);

/** The sector at an index below chain->count. */
uint32_t tr_sector_chain_at(const tr_sector_chain *chain, uint32_t index);

void tr_sector_chain_clear(tr_sector_chain *chain);
