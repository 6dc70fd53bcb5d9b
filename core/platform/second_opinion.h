/*
 * What Windows itself says of a file: WinVerifyTrust with
 * WINTRUST_ACTION_GENERIC_VERIFY_V2, without a network and without a window,
 * and Windows' own catalog files for a file without signature.
 *
 * Wine answers, but takes expired and untrusted signatures for good, so that
 * its answer is asked for only to exercise these calls.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/error.h"
#include "core/platform/file.h"

/** Who would be asked. */
typedef enum tr_second_opinion {
    TR_OPINION_NONE,    /* this is not Windows */
    TR_OPINION_WINDOWS, /* Windows: its answer counts */
    TR_OPINION_WINE     /* Wine: its answer is no measure */
} tr_second_opinion;

tr_second_opinion tr_second_opinion_source(void);

/**
 * Ask. Never fetches anything, and shows nothing.
 *
 * @param code  Windows' result code, such as 0x800B0109; 0 if it trusts the file
 * @return TR_ERR_UNSUPPORTED where there is nobody to ask
 */
tr_status tr_second_opinion_ask(uint32_t *code, const tr_file *file, tr_error *err);
