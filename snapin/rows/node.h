/*
 * The nodes of the tree: of each, the command whose records are its rows, and
 * the columns that show them.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "snapin/rows/arguments.h"
#include "snapin/rows/column.h"
#include "snapin/rows/row.h"
#include "snapin/rows/target.h"

/** In the order of the tree. */
typedef enum node_id {
    NODE_OVERVIEW,
    NODE_REQUIRED_CERTIFICATES,
    NODE_INSTALLED_ROOTS,
    NODE_AGENT_CERTIFICATE,
    NODE_RENAMED_FILES,
    NODE_SIGNATURE_CHECKS,
    NODE_MISMATCHED_AGENTS,
    NODE_HISTORY,
    NODE_COUNT
} node_id;

typedef struct node {
    node_id id;
    const char *word;     /* "required-certificates"; also its help topic's name */
    unsigned name;        /* string id */
    unsigned description; /* string id; one sentence */
    unsigned empty;       /* string id; what is said where there are no rows */
    target_command command;
    const char *const *words; /* behind the command; NULL at the end */
    const char *const *types; /* of records that make rows; NULL at the end */
    const char *keys;         /* members that tell what a row is about */
    row_tone (*tone)(const json_t *record);
    const column *columns;
    size_t column_count;
    unsigned status; /* heading of the column that rows are chosen by */
    bool is_virtual; /* may have very many rows */
} node;

const node *node_of(node_id id);

/** The column of a heading; node->column_count if there is none. */
size_t node_column(const node *of, unsigned heading);

/**
 * Whether there is anything to look at: mismatched agents are those of a list
 * that the user opens.
 */
bool node_has_source(const node *of, const target *looked_at);

/**
 * The command whose records are the node's rows.
 *
 * @param language  tag for what is said in words, such as "ja"
 */
void node_arguments(arguments *out, const node *of, const target *looked_at, const char *language);
