/*
 * What an IpXfer command is made of: as the options say it, and else as the
 * installation on this machine does.
 */
#pragma once

#include "core/agent/installation.h"
#include "core/agent/transfer.h"
#include "core/cli/settings.h"

typedef struct transfer_input {
    tr_transfer values; /* texts are borrowed from the options and from found */
    tr_installations found;
    const tr_installation *installation; /* the one that was asked; NULL: there is none */
} transfer_input;

/**
 * Take the values, unchecked.
 *
 * @param out   for transfer_input_clear, also after a failure
 * @param kind  which installation is asked first; the other one comes after it
 */
tr_status transfer_input_take(transfer_input *out, const settings *given, tr_installation_kind kind,
                              tr_error *err);

void transfer_input_clear(transfer_input *input);

/** Check the values, and tell what is wrong with them. */
bool transfer_input_check(const transfer_input *input, const settings *given);
