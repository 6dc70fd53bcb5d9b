/*
 * 'trustmend transfer --run': IpXfer, run for the agent on this machine.
 */
#pragma once

#include "core/cli/settings.h"
#include "core/cli/transfer_input.h"

/** Ask, run, look, and report. Returns the exit code. */
int transfer_run(const settings *given, const transfer_input *input);
