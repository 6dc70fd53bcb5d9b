/*
 * Required certificates beside installed ones: those of a catalogue, or those
 * that given files need.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "core/error.h"
#include "core/trust/anchor_store.h"
#include "core/trust/root_update.h"
#include "core/trust/trust_catalogue.h"
#include "core/trust/trust_list.h"
#include "core/words/language.h"

/** How a required certificate stands on this machine; the first that applies. */
typedef enum tr_required_status {
    TR_REQUIRED_INSTALLED,
    TR_REQUIRED_DISTRUSTED,  /* in the Disallowed store, which overrides all others */
    TR_REQUIRED_DISABLED,    /* Microsoft's trust list takes its trust away, for its purpose */
    TR_REQUIRED_WRONG_STORE, /* a root among the intermediates, or the other way round */
    TR_REQUIRED_USER_ONLY,   /* for the current user only, which services do not see */
    TR_REQUIRED_LOOK_ALIKE,  /* another certificate of the same name is there instead */
    TR_REQUIRED_MISSING
} tr_required_status;

/** Whether Windows gets a root that is not installed by itself. */
typedef enum tr_fetch {
    TR_FETCH_UNSAID,     /* it is installed, or no root, or no Windows is looked at */
    TR_FETCH_IF_LISTED,  /* if Microsoft's list names it; no list was given */
    TR_FETCH_AUTOMATIC,  /* it is on the list */
    TR_FETCH_NOT_LISTED, /* it is not: Windows does not get it */
    TR_FETCH_OFF         /* automatic root update is switched off */
} tr_fetch;

typedef struct tr_comparison_row {
    const tr_required *required; /* borrowed from whoever lists it */
    tr_required_status status;
    const tr_anchor
        *installed;  /* itself, or the look-alike; borrowed from the store; may be NULL */
    bool is_expired; /* at the time of the comparison; an old one is needed all the same */
    time_t limited;  /* Microsoft's list limits its trust to what is older; 0: it does not */
    tr_fetch fetch;
    uint64_t files;      /* that need it, of those looked at; 0: it is the catalogue's word alone */
    bool is_carried;     /* each of these files brings it along */
    const char *example; /* one of the files; NULL without; borrowed */
} tr_comparison_row;

/** What is compared with. All borrowed. */
typedef struct tr_comparison_base {
    const tr_anchor_store *store;
    const tr_trust_list *trust_list; /* Microsoft's; may be NULL */
    tr_root_update update;
    time_t now;
} tr_comparison_base;

/**
 * Compare a catalogue. An intermediate that is missing is no fault: signatures
 * carry theirs.
 *
 * @param out  the rows in the catalogue's order, the caller's to free()
 */
tr_status tr_comparison_make(tr_comparison_row **out, size_t *count,
                             const tr_trust_catalogue *catalogue, tr_profile profile,
                             const tr_comparison_base *base, tr_error *err);

/** Compare rows of which required, files and is_carried are set: fill in the rest. */
tr_status tr_comparison_fill(tr_comparison_row *rows, size_t count, const tr_comparison_base *base,
                             tr_error *err);

/** Whether a required certificate's state is a fault: that no file carries a missing
 *  intermediate is one, that a catalogue lists it is none. */
bool tr_comparison_row_is_fault(const tr_comparison_row *row);

/** One or two sentences for people: how it stands, and what follows. NULL when out of memory. */
char *tr_comparison_row_explain(const tr_comparison_row *row, tr_language language);

/** "installed", "distrusted", "disabled", "wrong-store", "user-only", "look-alike" or "missing". */
const char *tr_required_status_word(tr_required_status status);

/** "unsaid", "if-listed", "automatic", "not-listed" or "off". */
const char *tr_fetch_word(tr_fetch fetch);
