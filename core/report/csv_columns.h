/*
 * The columns of a report as a table; for core/report only.
 *
 * They are fixed, whatever a report happens to hold, so that who reads many
 * of them finds the same in the same place. A column is named by the way to
 * its member: "signatures.signer.subject".
 */
#pragma once

#include <stdbool.h>

typedef struct tr_csv_layout {
    const char *command;
    const char *const *types;   /* of the records that get a row; NULL at the end */
    const char *const *columns; /* NULL at the end */
} tr_csv_layout;

/**
 * The layout for a command's reports.
 *
 * @param type  of the first record; NULL if there is none
 * @return NULL if records of this type get no row
 */
const tr_csv_layout *tr_csv_layout_find(const char *command, const char *type);

/** Whether records of this type get a row. */
bool tr_csv_layout_has(const tr_csv_layout *layout, const char *type);
