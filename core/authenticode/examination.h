/*
 * All signatures of a file, taken apart but not yet judged: their messages,
 * those nested in them, and what they claim of the file, checked in one pass.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/authenticode/signature.h"
#include "core/authenticode/signed_data.h"
#include "core/authenticode/signed_file.h"
#include "core/error.h"

/** One message. */
typedef struct tr_examined {
    tr_signature_source source;
    size_t parent;           /* index of the one it is nested in; its own if none */
    tr_signed_data *message; /* NULL if it cannot be read; the findings say why */
    bool has_claim;
    tr_claim claim;
    tr_findings findings; /* of reading it, and of what surrounds it */
    const char *catalog;  /* path of the catalog file it comes from; NULL if none */
    unsigned char *owned; /* that file's bytes; NULL if none */
} tr_examined;

typedef struct tr_examination {
    tr_examined items[TR_SIGNATURE_MAX];
    size_t count;
    bool is_cut_off;  /* there are more than TR_SIGNATURE_MAX, or than there is room for */
    size_t rewritten; /* bytes of messages that came as BER, which are kept a second time */
} tr_examination;

/**
 * Take apart the signatures of a file, and answer their claims.
 *
 * @param threads  2 if a second thread may help
 * @return TR_OK also for signatures that cannot be read; *out must outlive the file's close
 *         no longer than tr_examination_free
 */
tr_status tr_examination_make(tr_examination **out, tr_signed_file *file, unsigned threads,
                              tr_error *err);

void tr_examination_free(tr_examination *examination); /* NULL is fine */
