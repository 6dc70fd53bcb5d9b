/*
 * Lines of a log as UTF-8, whatever each is written in: UTF-8, the Japanese
 * code page (told by its kana), or the ANSI code page.
 */
#pragma once

#include <stddef.h>

#include "core/bytes.h"

typedef struct tr_line_decoder tr_line_decoder;
tr_line_decoder *tr_line_decoder_new(void);          /* NULL when out of memory */
void tr_line_decoder_free(tr_line_decoder *decoder); /* NULL is fine */

/** How many bytes a line may become. */
size_t tr_line_decoder_room(size_t size);

/**
 * Decode a line. A zero byte becomes a control character (SUB), so that the
 * text has none.
 *
 * @param out  room for tr_line_decoder_room(line.size)
 * @return how many bytes; a zero byte follows them
 */
size_t tr_line_decoder_decode(tr_line_decoder *decoder, char *out, tr_bytes line);
