/*
 * What the window asks of its second, elevated process: a narrow list of
 * actions, each judged again where it is done, and no commands.
 *
 * A request is a head and its items; all numbers are little-endian:
 *
 *     offset  size
 *          0     8  "TRACTION"
 *          8     4  version, TR_REQUEST_VERSION
 *         12     4  the action, a tr_action
 *         16     4  1: where a name is taken, park (of TR_ACTION_RESTORE only); else 0
 *         20     4  count of items, from 1 to TR_REQUEST_ITEMS_MAX
 *         24     4  size of all items, at most TR_REQUEST_SIZE_MAX
 *         28     4  0
 *
 * then for each item its size, 4 bytes, and so many bytes:
 *
 *     restore   the path of a renamed file, as core has it, and a zero byte
 *     install   a certificate in DER, which has to be one of the catalogue's
 *     undo      the number of a change in the history, 8 bytes
 *
 * Nothing here needs Windows, so that the reader is tested and fuzzed anywhere.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/bytes.h"

#define TR_REQUEST_VERSION         1
#define TR_REQUEST_HEAD_SIZE       32
#define TR_REQUEST_ITEMS_MAX       ((uint32_t)1 << 17)
#define TR_REQUEST_SIZE_MAX        ((uint32_t)16 << 20)
#define TR_REQUEST_PATH_MAX        98302 /* with the zero byte: the longest path of Windows in UTF-8 */
#define TR_REQUEST_CERTIFICATE_MAX 65536

typedef enum tr_action { TR_ACTION_RESTORE = 1, TR_ACTION_INSTALL, TR_ACTION_UNDO } tr_action;

/** A request in its written form: { .action = ... } is one without items. */
typedef struct tr_request {
    tr_action action;
    bool parks;
    uint32_t count;
    uint8_t *bytes; /* owned; complete after tr_request_seal, or as they were read */
    size_t size;
    size_t capacity;
} tr_request;

/* Each adds an item that goes with the action; false when out of memory, or it is beyond what is
 * allowed. */
bool tr_request_add_path(tr_request *request, const char *path);
bool tr_request_add_certificate(tr_request *request, tr_bytes der);
bool tr_request_add_change(tr_request *request, int64_t change);

/** Write the head; false when out of memory, or there is no item. Nothing is added after that. */
bool tr_request_seal(tr_request *request);

/** Free what the request holds. */
void tr_request_clear(tr_request *request);

/** How many bytes follow a head; 0 if it is wrong. */
size_t tr_request_rest(const uint8_t head[TR_REQUEST_HEAD_SIZE]);

/**
 * Take a whole request, checked to its last byte.
 *
 * @param out    for tr_request_clear; set only if the bytes are right
 * @param bytes  from malloc; the request's, if they are right
 */
bool tr_request_take(tr_request *out, uint8_t *bytes, size_t size);

/** One item; of its members, only the one that goes with the action is set. */
typedef struct tr_request_item {
    const char *path;     /* borrowed */
    tr_bytes certificate; /* borrowed */
    int64_t change;
} tr_request_item;

/**
 * The next item of a request that is sealed or was taken.
 *
 * @param at  where to go on; 0 to begin
 * @return false after the last one
 */
bool tr_request_next(tr_request_item *out, const tr_request *request, size_t *at);
