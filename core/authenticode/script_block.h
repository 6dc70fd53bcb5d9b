/*
 * The signature block of a script: comment lines that hold a SignedData in
 * base64, between a line that begins the block and one that ends it.
 *
 * Nothing signs these lines, so whatever is not a comment of exactly this
 * form makes the block malformed: a script host would run it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/script_style.h"
#include "core/authenticode/script_text.h"
#include "core/authenticode/source.h"
#include "core/error.h"

/** The largest block that is looked for, in bytes of the file, text that follows included. */
#define TR_SCRIPT_BLOCK_MAX ((uint64_t)4 << 20)

typedef struct tr_script_block {
    bool is_found;
    const char *fault; /* what is wrong with it; NULL if nothing is */
    tr_script_style_id style;
    uint64_t offset;        /* of the block, with the line end before it, which belongs to it */
    uint64_t end;           /* behind its last line end */
    uint64_t text_after;    /* bytes behind the end that are signed by nothing */
    bool is_blank_after;    /* those are blanks and line ends */
    unsigned char *message; /* malloc'ed, the caller's; NULL if there is a fault */
    size_t message_size;
} tr_script_block;

/**
 * Find the block of a script by going backwards from the end.
 *
 * @param form    how the file is encoded; any but UTF-16 is one byte for each ASCII character
 * @param styles  those that are looked for, of tr_script_styles_of_name or TR_SCRIPT_ALL_STYLES
 * @return TR_OK also when there is none
 */
tr_status tr_script_block_find(tr_script_block *out, const tr_source *source, tr_encoding_form form,
                               unsigned styles, tr_error *err);
