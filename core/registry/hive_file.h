/*
 * A registry hive's file, read cell by cell: the layer below hive.h.
 *
 * The format ("regf", as msuhanov's "Windows registry file format
 * specification" has it) is a header of 4096 bytes, and behind it cells,
 * which name each other by their offset. Nothing of it is believed: a cell
 * that does not lie within the file is damaged, and however cells name each
 * other, reading ends.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

/** What stands where no cell is named. */
#define TR_HIVE_NO_CELL UINT32_MAX

typedef struct tr_hive_file tr_hive_file;

/** Open a hive for reading; a file that is none is TR_ERR_FORMAT. */
tr_status tr_hive_file_open(tr_hive_file **out, const char *path, tr_error *err);
void tr_hive_file_close(tr_hive_file *file); /* NULL is fine */

const char *tr_hive_file_path(const tr_hive_file *file);

/** The cell of the root key. */
uint32_t tr_hive_file_root(const tr_hive_file *file);

/** Whether Windows had not written all of it: its last changes are in its log alone. */
bool tr_hive_file_is_dirty(const tr_hive_file *file);

/** Whether the file is shorter than it says. */
bool tr_hive_file_is_cut(const tr_hive_file *file);

/** The bytes of cells that the hive has room for. */
size_t tr_hive_file_room(const tr_hive_file *file);

/**
 * How many bytes a cell holds. At most so many, and none behind the end of the
 * file, are there to be read.
 *
 * @return TR_ERR_FORMAT if it is no cell in use; TR_ERR_UNSUPPORTED if more was
 *         read of the hive than any that is not tangled asks for
 */
tr_status tr_hive_file_size_cell(size_t *size, tr_hive_file *file, uint32_t cell, tr_error *err);

/** Read size bytes of a cell from offset on, after the same checks. */
tr_status tr_hive_file_read(void *out, size_t size, tr_hive_file *file, uint32_t cell,
                            size_t offset, tr_error *err);
