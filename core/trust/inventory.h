/*
 * What is to be said of an installed certificate, whether it is required or not.
 */
#pragma once

#include <stdbool.h>
#include <time.h>

#include "core/trust/anchor_store.h"
#include "core/trust/trust_list.h"

typedef enum tr_listing {
    TR_LISTING_UNSAID, /* no trust list was given, or it is no root */
    TR_LISTING_ON,
    TR_LISTING_OFF,       /* Microsoft does not list it: somebody here installed it */
    TR_LISTING_DISALLOWED /* Microsoft distrusts it */
} tr_listing;

typedef struct tr_inventory {
    const char *key; /* "RSA", "EC" and so on; static; NULL if it cannot be read */
    int key_bits;
    const char *digest; /* that it is signed with; static; NULL if it cannot be read */
    bool has_weak_key;  /* RSA below 2048 bits, curves below 224 */
    bool has_weak_digest;
    bool is_expired;
    int age_days; /* since its validity began; below 0: not yet */
    tr_listing listing;
} tr_inventory;

/** @param list  Microsoft's trust list, or NULL */
tr_inventory tr_inventory_of(const tr_anchor *anchor, const tr_trust_list *list, time_t now);

/** What is to be said of the places of a certificate, if they could puzzle; static, or NULL. */
const char *tr_anchor_remark(const tr_anchor *anchor);

/** "unsaid", "listed", "not-listed" or "disallowed". */
const char *tr_listing_word(tr_listing listing);

/** What gives cause for thought, in one line, to free(); *out is NULL if nothing does. */
tr_status tr_inventory_explain(char **out, const tr_inventory *inventory, tr_error *err);
