/*
 * The kind of change that restarts a service, with those that need it:
 * "restart". It has come about when the service runs as another process.
 *
 * In the journal, path is the service's name, and proof the number of the
 * process that it was and the names of the services that need it. If it was
 * interrupted while the service was stopped, the next run starts it.
 */
#pragma once

#include "core/error.h"
#include "core/journal/change_kind.h"
#include "core/journal/journal.h"

extern const tr_change_kind tr_restart_change;

/**
 * Restart a service that runs, through the journal, which is locked.
 *
 * @param reason  for the history, or NULL
 */
tr_status tr_service_restart(const char *name, tr_journal *journal, const char *reason,
                             tr_error *err);
