/*
 * What files are judged by: certificates, catalogue and catalog files, as the
 * options say.
 */
#pragma once

#include <stdbool.h>

#include "core/authenticode/catalog_set.h"
#include "core/authenticode/verify.h"
#include "core/cli/session.h"
#include "core/registry/registry.h"
#include "core/trust/anchor_store.h"
#include "core/trust/trust_catalogue.h"
#include "core/trust/trust_list.h"

typedef struct trust_input {
    tr_anchor_store *store;
    tr_trust_catalogue *catalogue; /* NULL if it cannot be read: judging goes on without */
    tr_catalog_set *catalogs;      /* NULL if none was given */
    tr_trust_list *trust_list;     /* NULL if there is none */
    tr_registry *registry;         /* of the Windows that is looked at */
} trust_input;

/**
 * Load all. A file of certificates that cannot be read ends the run, because
 * verdicts without it would be wrong; failures are told.
 *
 * @return false if nothing can be judged; *out needs trust_input_close in any case
 */
bool trust_input_open(trust_input *out, session *run);
void trust_input_close(trust_input *input);

/** The rules for judging files. */
tr_verify_options trust_input_options(const trust_input *input, const settings *given,
                                      unsigned threads);
