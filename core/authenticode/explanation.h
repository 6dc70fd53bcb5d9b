/*
 * The reason for a verdict and the remedy, in sentences for a support person
 * who knows Windows but not how certificates work.
 */
#pragma once

#include "core/authenticode/verify.h"
#include "core/error.h"

/** Set reason and remedy of a verification that is complete otherwise, in its language. */
tr_status tr_explanation_make(tr_verification *verification, tr_error *err);
