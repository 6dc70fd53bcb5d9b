/*
 * The certificate stores of a Windows on another disk, as its registry hives
 * keep them: each physical store behind Root, CA, Disallowed and
 * TrustedPublisher, and what each user has of his own.
 *
 * Judging stands on the machine's stores, as services do: what is only a
 * user's is listed, and neither trusts nor distrusts.
 */
#pragma once

#include "core/error.h"
#include "core/trust/anchor_store.h"
#include "core/trust/trust_list.h"

/** Whom to tell what. Both borrow; context is handed to both. */
typedef struct tr_offline_telling {
    tr_anchor_warning *warn; /* what could not be read: the rest is */
    tr_anchor_warning *note; /* what a reader should know of what was read */
    void *context;
} tr_offline_telling;

/**
 * Add all certificates of a disk.
 *
 * @param list  Microsoft's trust lists, of trusted and of distrusted certificates, as that
 *              Windows fetched them last; NULL: it has none. Not touched if list is NULL
 * @param system_root  the folder at which it is mounted
 * @return TR_ERR_NOT_FOUND if there is no Windows on it
 */
tr_status tr_offline_store_load(tr_anchor_store *store, tr_trust_list **list,
                                const char *system_root, const tr_offline_telling *telling,
                                tr_error *err);
