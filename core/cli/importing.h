/*
 * Installing certificates, as the options say: looked for, decided on,
 * installed and told, within a run that is open.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/cli/session.h"
#include "core/cli/settings.h"
#include "core/import/import.h"

/** Where certificates go. */
tr_import_target importing_target(const settings *given);

/**
 * Install those that run->given names (paths: ids and thumbprints), or that
 * are missing.
 *
 * @param is_plan      say what would be done
 * @param installable  how many are, or would be; may be NULL
 */
void importing_run(session *run, bool is_plan, size_t *installable);
