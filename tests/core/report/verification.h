/*
 * Verifications made by hand, and what a report writes of them.
 */
#pragma once

#include "core/authenticode/verify.h"
#include "core/report/report.h"

/** A file without a signature; the caller's to free with tr_verification_free. */
tr_verification *made_unsigned(const char *path);

/** A file whose root certificate is missing, with a timestamp, and a finding. */
tr_verification *made_untrusted(const char *path);

/** The required certificate that made_untrusted misses. */
extern const tr_required made_required;

/** A report into memory. */
tr_report *made_report(tr_report_format format, bool is_verbose);

/** End it, and give what it wrote; to free(). */
char *made_report_end(tr_report *report);
