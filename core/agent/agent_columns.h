/*
 * How a list of agents is laid out: its separator, whether its first row names
 * the columns, and what is in each. No source says how CertificateManager.exe
 * lays out what "-l" writes, so that all is told by the contents of the first
 * rows.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/agent/agent_field.h"
#include "core/agent/csv_reader.h"
#include "core/error.h"

/** No column is of this kind. */
#define TR_NO_COLUMN SIZE_MAX

typedef struct tr_agent_column {
    tr_field_kind kind; /* of most of its fields */
    char *heading;      /* NULL: the list has none */
} tr_agent_column;

typedef struct tr_agent_columns {
    char separator;
    bool has_headings;
    tr_agent_column *items;
    size_t count;
    size_t of_kind[TR_FIELD_KIND_COUNT]; /* the column that is taken for each; TR_NO_COLUMN */
} tr_agent_columns;

/**
 * Tell how a list is laid out.
 *
 * @param out     for tr_agent_columns_clear
 * @param sample  its beginning; the last line may be cut off
 * @param page    as for tr_csv_options
 */
tr_status tr_agent_columns_tell(tr_agent_columns *out, tr_bytes sample, const tr_code_page *page,
                                tr_error *err);

void tr_agent_columns_clear(tr_agent_columns *columns); /* all zero is fine */
