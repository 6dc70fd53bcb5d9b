/*
 * `check --fix`: what a diagnosis says can be mended, mended in the right
 * order, each step through the journal:
 *
 *   certificates are installed, then renamed files restored, for they would be renamed again
 *   otherwise; then agents get their server's certificate; last, and only if it is asked for, the
 *   signature checks are enforced, which would strike whatever is left
 */
#pragma once

#include "core/check/diagnosis.h"
#include "core/check/mending_plan.h"
#include "core/cli/session.h"

/** Find out what there is to do. Failures are told to the session. */
void mending_make_plan(tr_mending_plan *out, session *run, const tr_diagnosis *diagnosis);

/** Do it. What fails is told to the session, and the rest goes on. */
void mending_carry_out(session *run, const tr_diagnosis *diagnosis, const tr_mending_plan *plan);
