/*
 * Looking at all of a machine, or at the folders of one: stores, files,
 * settings, logs and history, and what follows from them.
 */
#pragma once

#include <stdbool.h>

#include "core/check/diagnosis.h"
#include "core/cli/session.h"

/**
 * Look, and say nothing yet. Failures are told to the session, and stand in
 * the diagnosis.
 *
 * @param diagnosis  empty; what is found is added
 * @return false if there is nothing to go on with, which was told
 */
bool checkup_run(tr_diagnosis *diagnosis, session *run);
