/*
 * The headers that stand before and behind each file's data in a ZIP archive,
 * and say again what the directory says.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/authenticode/zip_archive.h"
#include "core/error.h"

/** The local header of an entry. */
typedef struct tr_zip_local {
    uint64_t data; /* offset of the entry's data */
    uint64_t header_size;
    bool is_consistent; /* it says what the directory says */
    uint16_t extra_size;
} tr_zip_local;

tr_status tr_zip_local_read(tr_zip_local *out, const tr_zip_archive *archive, size_t index,
                            tr_error *err);

/**
 * Whether the bytes between an entry's data and limit, where the next entry
 * or the directory begins, are its descriptor and nothing else.
 */
tr_status tr_zip_local_is_followed(bool *out, const tr_zip_archive *archive, size_t index,
                                   const tr_zip_local *local, uint64_t limit, tr_error *err);
