/*
 * What has the name that a renamed file would get, and which of the two is to
 * be kept.
 *
 * Both contents the same settles it. Else a file that is not trusted is worth
 * less than one that is, and of two good ones the newer one counts: by the
 * time that a trusted timestamp vouches for, else by the version that the
 * files' resources name. The time stamps of the file system say nothing, as
 * copying sets them.
 */
#pragma once

#include "core/error.h"
#include "core/restore/renamed_file.h"

/**
 * Compare a renamed file, which is open and good, with what has its name.
 *
 * @param name  that name, or one that differs in case only
 * @return TR_OK whatever is found; else what kept it from being looked at
 */
tr_status tr_target_compare(tr_target_state *out, tr_renamed_file *renamed, const char *name,
                            const tr_verify_options *verify, tr_error *err);
