/*
 * Mismatched agents, read from their list in this very process: of a hundred
 * thousand, the records of the command line take too long. Rows are the same.
 */
#pragma once

#include <stdbool.h>

#include "core/error.h"
#include "snapin/rows/row.h"

typedef struct agent_list_visitor {
    /** Some rows, which are taken. Returns false to stop. */
    bool (*rows)(void *context, row_block *block);
    void *context;
} agent_list_visitor;

/**
 * Read a list, such as CertificateManager wrote it.
 *
 * @return TR_ERR_CANCELLED if the visitor said stop
 */
tr_status agent_list_read(const char *path, const agent_list_visitor *visitor, tr_error *err);

/** The record of such a row, as far as it is known, to json_decref(); NULL when out of memory. */
json_t *agent_list_record(const row *shown);
