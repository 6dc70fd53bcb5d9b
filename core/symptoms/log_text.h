/*
 * The text of a log file, read from its beginning in pieces: UTF-16 becomes
 * UTF-8, all else stays as it is.
 *
 * A file that grows while it is read ends where it ended when it was opened.
 */
#pragma once

#include <stddef.h>

#include "core/error.h"
#include "core/platform/file.h"

typedef struct tr_log_text tr_log_text;

/** @param file  borrowed; must outlive the text */
tr_status tr_log_text_open(tr_log_text **out, const tr_file *file, tr_error *err);
void tr_log_text_close(tr_log_text *text); /* NULL is fine */

/** "UTF-16LE", "UTF-16BE", or "UTF-8" if a byte order mark says so; else NULL. */
const char *tr_log_text_encoding(const tr_log_text *text);

/** Room that tr_log_text_read needs at least. */
#define TR_LOG_TEXT_ROOM 16

/** Read the next piece; *got is 0 at the end only. */
tr_status tr_log_text_read(tr_log_text *text, unsigned char *out, size_t room, size_t *got,
                           tr_error *err);
