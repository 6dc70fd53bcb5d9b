/*
 * What a field of a list of agents looks like.
 */
#pragma once

#include <stdbool.h>

typedef enum tr_field_kind {
    TR_FIELD_OTHER,
    TR_FIELD_GUID,       /* 8-4-4-4-12 hexadecimal digits, with or without braces */
    TR_FIELD_ADDRESS,    /* IPv4 or IPv6 */
    TR_FIELD_THUMBPRINT, /* 40 or 64 hexadecimal digits */
    TR_FIELD_VERSION,    /* two to four numbers with dots between them */
    TR_FIELD_DATE,       /* a day, with or without a time, in digits */
    TR_FIELD_NAME        /* a name that a machine may have */
} tr_field_kind;

#define TR_FIELD_KIND_COUNT 7

/** "other", "guid", "address" and so on. */
const char *tr_field_kind_word(tr_field_kind kind);

/** The kind of a text; the first one of the list that fits. */
tr_field_kind tr_field_kind_of(const char *text);

/** Whether a text is an address. */
bool tr_field_is_address(const char *text);

/**
 * Whether a text is a name that a machine may have: letters, digits, hyphens and low lines of
 * ASCII, with dots between parts, and not digits alone.
 */
bool tr_field_is_name(const char *text);
