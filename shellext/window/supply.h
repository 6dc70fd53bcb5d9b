/*
 * The certificates that selected files are not trusted without: which of them
 * the catalogue lists, and where their bytes are.
 */
#pragma once

#include "core/import/import_plan.h"
#include "shellext/request.h"
#include "shellext/window/job.h"
#include "shellext/window/row.h"

/** Shared by the window and its worker. */
typedef struct supply supply;

/** NULL when out of memory. */
supply *supply_new(trust *by);
supply *supply_share(supply *all);
void supply_release(supply *all); /* NULL is fine */

/** Add what a file lacks; false when out of memory. Before it is looked for. */
bool supply_add(supply *all, const row *which);

/**
 * Start to look: in the files, in the machine's stores, and then in a place of
 * the user's. May be done again, once the job has ended.
 *
 * @param place  a file or folder; NULL: none
 */
job *supply_start(HWND window, supply *all, const char *place);

/** What is to be installed, and what became of the search. Not while a job is at it. */
const tr_import_plan *supply_plan(const supply *all);

/** A request to install what was found; false when out of memory, or if there is nothing. */
bool supply_request(tr_request *out, const supply *all);
