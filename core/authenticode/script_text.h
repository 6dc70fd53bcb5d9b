/*
 * The text of a script: bytes in the encoding of the file, as the UTF-16LE
 * that its signature is made over. Fed piece by piece, in constant memory.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/code_page.h"
#include "core/authenticode/source.h"
#include "core/bytes.h"
#include "core/error.h"

typedef enum tr_encoding_form {
    TR_ENCODING_UTF8,
    TR_ENCODING_UTF16LE,
    TR_ENCODING_UTF16BE,
    TR_ENCODING_CODE_PAGE
} tr_encoding_form;

/** An encoding; a small value to be copied. */
typedef struct tr_encoding {
    tr_encoding_form form;
    const tr_code_page *page; /* of TR_ENCODING_CODE_PAGE, else NULL */
} tr_encoding;

/** Size of the byte order mark at the head, and which form it says; 0 if there is none. */
size_t tr_encoding_mark(tr_encoding_form *form, tr_bytes head);

/** "UTF-8", "UTF-16", "Windows-1252" and so on. */
const char *tr_encoding_name(tr_encoding encoding);

/** What is being decoded. */
typedef struct tr_script_text {
    tr_encoding encoding;
    tr_source_take *take; /* gets UTF-16LE */
    void *context;
    uint64_t units;        /* UTF-16 code units passed on so far */
    bool is_ascii;         /* no byte above 0x7f so far */
    bool is_valid;         /* nothing so far that is no character of the encoding */
    uint32_t character;    /* of UTF-8: what is known of the one that is unfinished */
    unsigned char missing; /* bytes that it lacks; of UTF-16: 1 after half a unit */
    unsigned char lowest;  /* the next one's range */
    unsigned char highest;
    unsigned char half; /* of a UTF-16 unit */
} tr_script_text;

void tr_script_text_set_up(tr_script_text *text, tr_encoding encoding, tr_source_take *take,
                           void *context);

/**
 * Has the shape of tr_source_take, with the text as context. What is no
 * character becomes U+FFFD, as MultiByteToWideChar does it.
 */
tr_status tr_script_text_feed(void *text, const unsigned char *data, size_t size, tr_error *err);

/** To be called at the end: an unfinished character is not valid. */
tr_status tr_script_text_finish(tr_script_text *text, tr_error *err);
