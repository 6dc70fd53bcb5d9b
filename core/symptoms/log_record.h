/*
 * A record of a log: the line that begins it and those that go on with it,
 * joined to one text by blanks, in UTF-8.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/bytes.h"
#include "core/symptoms/line_decoder.h"
#include "core/symptoms/log_search.h"

/** Bytes of a record before and behind a place in it; what is further away is left out. */
#define TR_LOG_RECORD_REACH ((size_t)16 * 1024)
#define TR_LOG_RECORD_LINES 64

typedef struct tr_log_record {
    size_t start; /* in the bytes it was found in */
    size_t end;   /* behind its last line end */
    tr_log_time time;
    char *text;
    size_t text_size;
    size_t line_count;
    size_t lines[2 * TR_LOG_RECORD_LINES + 2]; /* where each begins in text */
} tr_log_record;

/** Bytes that the text of any record has room in. */
size_t tr_log_record_room(void);

/** Make room for the text of any record; false when out of memory. */
bool tr_log_record_set_up(tr_log_record *record);
void tr_log_record_tear_down(tr_log_record *record);

/** Find the record that the byte at this place belongs to: start, end and time. */
void tr_log_record_find(tr_log_record *record, tr_bytes bytes, size_t at);

/** Read the text of a record that was found. */
void tr_log_record_read(tr_log_record *record, tr_bytes bytes, tr_line_decoder *decoder);

/** Which of the record's lines, from 0, a place in its text is in. */
size_t tr_log_record_line_at(const tr_log_record *record, size_t at);
