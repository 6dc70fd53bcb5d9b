/*
 * The list of agents whose server certificate does not match, which
 * "CertificateManager.exe -l FILE" writes on the server.
 *
 * Its layout and encoding are not published, and no sample was found, so that
 * both are told by its contents (agent_columns.h): columns that are not
 * recognised are kept as they are. Rows are read one after the other, in
 * constant memory.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/agent/agent_columns.h"
#include "core/authenticode/code_page.h"
#include "core/error.h"

/** What mends an agent. */
typedef enum tr_agent_fix {
    TR_FIX_TRANSFER,  /* IpXfer, on the agent's machine */
    TR_FIX_REINSTALL, /* it is older than the checking of certificates: install it anew */
    TR_FIX_UNNAMED,   /* neither name nor address says which machine it is */
    TR_FIX_COUNT
} tr_agent_fix;

/** "transfer", "reinstall" or "unnamed". */
const char *tr_agent_fix_word(tr_agent_fix fix);

/** One agent of the list; texts are borrowed until the next one, NULL if the list has none. */
typedef struct tr_listed_agent {
    uint64_t line;
    const char *texts[TR_FIELD_KIND_COUNT]; /* by kind: name, address, and so on */
    unsigned version;                       /* its first number; 0: not known */
    tr_agent_fix fix;
    const tr_csv_row *row; /* all of its fields */
} tr_listed_agent;

typedef struct tr_mismatch_visitor {
    /** How the list is laid out, before the first agent. encoding: NULL is UTF-8 or ANSI. */
    void (*layout)(void *context, const tr_agent_columns *columns, const char *encoding);

    /** Returns false to stop. */
    bool (*agent)(void *context, const tr_listed_agent *agent);

    /** As that of tr_csv_visitor. */
    void (*fault)(void *context, uint64_t line, bool is_lost, const char *what);

    void *context;
} tr_mismatch_visitor;

/**
 * Read a list.
 *
 * @param page  what it is written in, unless a byte order mark says otherwise; NULL: UTF-8, and
 *              else the ANSI code page
 * @return TR_ERR_CANCELLED if the visitor said stop
 */
tr_status tr_mismatch_list_load(const char *path, const tr_code_page *page,
                                const tr_mismatch_visitor *visitor, tr_error *err);

/** As tr_mismatch_list_load, of bytes that are not UTF-16. */
tr_status tr_mismatch_list_parse(tr_bytes bytes, const tr_code_page *page,
                                 const tr_mismatch_visitor *visitor, tr_error *err);
