/*
 * Where the facts of an installation come from; for core/agent/installation.c
 * only. Each function adds what is not known yet, so that the first source counts.
 */
#pragma once

#include "core/agent/installation.h"
#include "core/registry/registry.h"

/** Note a fact. A text that is empty, too long or holds a secret is none. */
tr_status tr_installation_learn(tr_installation *installation, tr_fact fact, const char *text,
                                const char *source, tr_error *err);

/** Note what could not be read; the first failure is kept. */
void tr_installation_note_failure(tr_installation *installation, const tr_error *failure);

/**
 * What the registry says of the agent or server, in one view.
 *
 * @param is_there  false: nothing, and out is all zero
 * @param out       for tr_installation_clear
 */
tr_status tr_installation_read_registry(bool *is_there, tr_installation *out,
                                        tr_installation_kind kind, const tr_registry *registry,
                                        tr_registry_view view, tr_error *err);

/**
 * What a folder is: an agent's, a server's, or its PCCSRV.
 *
 * @param out  for tr_installation_clear; TR_ERR_NOT_FOUND if it is none of these
 */
tr_status tr_installation_of_folder(tr_installation *out, const char *folder, tr_error *err);

/** What ofcscan.ini and the programs in the folder say. What cannot be read is noted. */
tr_status tr_installation_read_folder(tr_installation *installation, tr_error *err);

void tr_installation_clear(tr_installation *installation);
