/*
 * The kind of change that gives this machine's agent its server anew, by
 * IpXfer: "transfer". It has come about when the agent's settings and its
 * certificate say so: what IpXfer's exit code means is not published.
 *
 * In the journal, path is the agent's folder; before and after are as
 * core/agent/agent_state.h writes them. There is no way back that Trustmend
 * could go by itself: the server before has to take the agent, and the unload
 * password is kept nowhere.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/agent/transfer.h"
#include "core/journal/change_kind.h"
#include "core/journal/journal.h"
#include "core/platform/process.h"

extern const tr_change_kind tr_transfer_change;

/** What IpXfer prints is kept to this size. */
#define TR_TRANSFER_MOST_OUTPUT ((size_t)16 * 1024)

/** A run of IpXfer. */
typedef struct tr_transfer_run {
    const tr_transfer *transfer; /* checked, with program and certificate */
    const char *password;        /* NULL: none */
    unsigned seconds;            /* that IpXfer may take */
    unsigned settling;           /* seconds that the agent may take after it */

    /* What came of it. */
    char *before; /* as the journal has it; NULL: it could not be seen */
    char *after;  /* as it is now */
    char *wanted; /* as it was to be */
    bool is_run;  /* IpXfer was started */
    tr_process_result result;
    char *output;       /* what it printed, without the password */
    size_t output_size; /* of it */
    size_t services;    /* that ran before */
    int64_t change;     /* its number in the journal; 0: none was made */
} tr_transfer_run;

/** Look only: what is there before, and what it is to be. */
tr_status tr_transfer_look(tr_transfer_run *run, tr_error *err);

/** Run IpXfer through the journal, which is locked. An agent that is so already is TR_OK. */
tr_status tr_transfer_carry_out(tr_transfer_run *run, tr_journal *journal, tr_error *err);

void tr_transfer_run_clear(tr_transfer_run *run);
