/*
 * Lines of the product's logs: which begin a record, and its time.
 *
 *   2012 02/24 19:38:40 [17d4 : 0c24] (00) (D) ...      ofcdebug*.log
 *   2012/02/24 19:44:37 - [CheckAllUpdate...] ...       upgrade_*.log
 *   Info: Fri Feb 24 19:44:37 2012 P[1] T[2]            TmuDump.txt, message below
 *   [2012-02-24T19:44:37 ...                            others
 */
#pragma once

#include <stdbool.h>

#include "core/bytes.h"
#include "core/symptoms/log_search.h"
#include "core/trust/certificate.h"

/** Whether a line begins a record: it has a time at its head, which is set. */
bool tr_log_line_begins(tr_log_time *out, tr_bytes line);

/** "2024-05-31T12:00:00", without a zone, which logs do not tell; another letter for the 'T'. */
tr_short_text tr_log_time_text(tr_log_time time, char between);

/** Whether a line of dashes or the like ends the record before it. */
bool tr_log_line_divides(tr_bytes line);
