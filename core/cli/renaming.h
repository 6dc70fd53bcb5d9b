/*
 * What the commands on renamed files share: each is judged, and perhaps
 * restored.
 */
#pragma once

#include "core/cli/settings.h"

typedef enum renaming_mode {
    RENAMING_LIST,    /* look only; that there is a renamed file is a fault */
    RENAMING_DRY_RUN, /* look only; the exit code is that of restoring */
    RENAMING_RESTORE
} renaming_mode;

/**
 * Go through the paths that were given.
 *
 * @param jobs  files at a time; 0 for as many as there are processors
 * @return the exit code
 */
int renaming_run(const settings *given, renaming_mode mode, unsigned jobs);
