/*
 * What may be wrong with a machine: a table of kinds (ailment.def), with cause
 * and remedy in words of support.
 *
 * Four kinds of certificates get confused, and the wrong one repaired, so each
 * kind says which family it belongs to.
 */
#pragma once

#include "core/symptoms/family.h"
#include "core/trust/finding.h"

typedef enum tr_ailment_id {
#define TR_AILMENT(id, word, severity, family, title, cause, remedy) id,
#include "core/check/ailment.def"
#undef TR_AILMENT
    TR_AILMENT_COUNT
} tr_ailment_id;

typedef struct tr_ailment_kind {
    const char *word; /* such as "ca-missing": stable */
    tr_severity severity;
    tr_family family;
    const char *title; /* with {0} and {n} */
    const char *cause;
    const char *remedy;
} tr_ailment_kind;

const tr_ailment_kind *tr_ailment_kind_of(tr_ailment_id id);
