/*
 * Where the product's logs are on a machine.
 */
#pragma once

#include <stddef.h>

#include "core/agent/installation.h"
#include "core/error.h"

#define TR_LOG_PLACES_MAX 16

/** Paths of files and folders, for tr_log_places_clear. */
typedef struct tr_log_places {
    char *paths[TR_LOG_PLACES_MAX];
    size_t count;
} tr_log_places;

/**
 * The folders of installations, of which files are told by their names, and, of
 * those that belong to this machine, the debug log that their ofcdebug.ini
 * names, and the logs of their setup in Windows' folders.
 *
 * @param out  set on TR_OK only
 */
tr_status tr_log_places_find(tr_log_places *out, const tr_installations *installations,
                             tr_error *err);

void tr_log_places_clear(tr_log_places *places); /* all zero is fine */
