/*
 * PEM blocks (RFC 7468) in a text, with whatever else is written around them.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/bytes.h"
#include "core/error.h"

/** One block, borrowed from the text. */
typedef struct tr_pem_block {
    tr_bytes label; /* such as "CERTIFICATE" */
    tr_bytes body;  /* Base64 */
    size_t line;    /* of its first line in the text, from 1 */
    bool is_closed; /* false: its end line is missing, and there is no body */
} tr_pem_block;

/** Where reading a text has got to. */
typedef struct tr_pem_reader {
    tr_bytes rest;
    size_t line; /* of the first byte of rest */
} tr_pem_reader;

/** A reader at the beginning of a text. */
tr_pem_reader tr_pem_start(tr_bytes text);

/** Read the next block; false at the end of the text. */
bool tr_pem_next(tr_pem_block *out, tr_pem_reader *reader);

/** Whether a block's label is this one. */
bool tr_pem_is(const tr_pem_block *block, const char *label);

/**
 * Decode a block's body.
 *
 * @param out  the bytes, the caller's to free()
 * @return TR_ERR_FORMAT if it is no Base64; TR_ERR_MEMORY
 */
tr_status tr_pem_decode(unsigned char **out, size_t *size, const tr_pem_block *block,
                        tr_error *err);
