/*
 * What the elevated process answers to a request: one reply for each item, in
 * any order, as soon as it is settled, and a last one for the whole.
 *
 * Each is a head and a text; all numbers are little-endian:
 *
 *     offset  size
 *          0     4  "TRRE"
 *          4     4  result, a tr_outcome
 *          8     4  index of the item; TR_REPLY_END for the whole
 *         12     4  the file that has the name, a tr_target_state (of restoring; else 0)
 *         16     8  number of the change in the history; 0: none
 *         24     4  size of the text with its zero byte, at most TR_REPLY_TEXT_MAX; 0: none
 *         28     4  0
 *
 * The reader believes nothing of it either: the pipe's other end may have been
 * taken over.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TR_REPLY_HEAD_SIZE 32
#define TR_REPLY_TEXT_MAX  4096
#define TR_REPLY_SIZE_MAX  (TR_REPLY_HEAD_SIZE + TR_REPLY_TEXT_MAX)
#define TR_REPLY_END       UINT32_MAX

/** What became of an item, or of the whole. */
typedef enum tr_outcome {
    TR_OUTCOME_DONE,
    TR_OUTCOME_NOTHING, /* it was so already */
    TR_OUTCOME_REFUSED, /* judged, and not done: the text says why */
    TR_OUTCOME_DENIED,  /* this process may not do it; an elevated one perhaps may */
    TR_OUTCOME_FAILED,
    TR_OUTCOME_LEFT, /* not tried: it was stopped before */
    TR_OUTCOME_COUNT
} tr_outcome;

typedef struct tr_reply {
    tr_outcome outcome;
    uint32_t index;
    uint32_t target_state;
    int64_t change;
    const char *text; /* one line; NULL: none; borrowed */
} tr_reply;

/** Write a reply; a text that is too long is cut. Returns its size. */
size_t tr_reply_write(uint8_t out[TR_REPLY_SIZE_MAX], const tr_reply *reply);

/**
 * Read a head; false if it is wrong.
 *
 * @param text_size  how many bytes of text follow
 */
bool tr_reply_read_head(tr_reply *out, size_t *text_size, const uint8_t head[TR_REPLY_HEAD_SIZE]);

/** Give a reply the text that followed; false if it is wrong. The bytes are borrowed. */
bool tr_reply_read_text(tr_reply *reply, const uint8_t *bytes, size_t size);
