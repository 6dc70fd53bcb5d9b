/*
 * The four unrelated kinds of certificate that are mistaken for each other.
 * A fault in one is not mended by what mends another.
 */
#pragma once

#include <stdbool.h>

typedef enum tr_family {
    TR_FAMILY_NONE, /* not a certificate's fault */
    TR_FAMILY_A,    /* public chains that signatures of programs end at */
    TR_FAMILY_B,    /* the server's authentication certificate, OfcNTCer.dat on agents */
    TR_FAMILY_C,    /* the agent's TLS certificate, ofcsslagent */
    TR_FAMILY_D     /* the certificate of the server's web host */
} tr_family;

/** "A" to "D", or "none". */
const char *tr_family_word(tr_family family);

/** What it is, in a few words: "public code-signing chains". */
const char *tr_family_name(tr_family family);

/** The family of a word; false if it is none. */
bool tr_family_find(tr_family *out, const char *word);
