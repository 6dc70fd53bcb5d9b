/*
 * Where the product keeps the files that it renames: below PCCSRV the folders
 * Admin, Pccnt, Download and Web/Service. Its quarantine is none of them.
 */
#pragma once

#include <stddef.h>

#include "core/agent/installation.h"
#include "core/error.h"

#define TR_DEFAULT_FOLDER_COUNT 4

/**
 * Find those of the folders that are there.
 *
 * @param out  their paths, each to free(), in the order of their names
 * @return TR_ERR_NOT_FOUND if there is none of them
 */
tr_status tr_default_folders_find(char *out[TR_DEFAULT_FOLDER_COUNT], size_t *count,
                                  const tr_installation_place *place, tr_error *err);
