/*
 * What the commands on renamed files share: each is judged, and perhaps
 * restored.
 */
#pragma once

#include <stdint.h>

#include "core/cli/session.h"
#include "core/cli/settings.h"

typedef enum renaming_mode {
    RENAMING_LIST,    /* look only; that there is a renamed file is a fault */
    RENAMING_DRY_RUN, /* look only; the exit code is that of restoring */
    RENAMING_RESTORE
} renaming_mode;

/**
 * Go through the paths that were given.
 *
 * @param changes  how many files were renamed, or would be; may be NULL
 * @return the exit code
 */
int renaming_run(const settings *given, renaming_mode mode, uint64_t *changes);

/** The same within a run that is open; run->given names the paths. */
void renaming_go(session *run, renaming_mode mode, uint64_t *changes);
