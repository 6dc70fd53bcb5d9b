/*
 * The result pane of one view: the rows of a listing in the console's list, or a
 * message in its place. All of it happens on the console's thread.
 *
 * The console keeps of a row what was inserted with it: in a list of its own a pointer to what is
 * kept here of the row, in a virtual list the row's index.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>
#include <mmc.h>

#include "snapin/listing.h"

typedef struct results results;

/** @param console  the view's own; its interfaces for lists are held until results_free */
HRESULT results_create(results **out, IConsole2 *console);
void results_free(results *self); /* NULL is fine */

/**
 * Begin to show a listing: columns, and the rows that it has.
 *
 * @param is_message  the console has no list there, but a message view
 */
HRESULT results_show(results *self, listing *shown, bool is_message);

/** Begin to show the snap-in's own place, whose list has the nodes below it. */
HRESULT results_show_places(results *self);

/** The console has taken its list away. */
void results_hide(results *self);

/** The listing that is shown has grown; is about to lose all of its rows; has other ones. */
void results_grow(results *self);
void results_leave(results *self);
void results_refill(results *self);

/** All rows are read: those that came late are sorted in, where the user has sorted. */
void results_sort_in(results *self);

/** Say below the list how far the listing is. */
void results_say_state(results *self);

/** What the console wants to show of a row. */
HRESULT results_display(results *self, RESULTDATAITEM *wanted);

/** The row of a cookie; NULL if there is none. */
const row *results_row(const results *self, MMC_COOKIE cookie);

/** The rows that are selected, in their order, to free(); NULL when out of memory. */
const row **results_selected(results *self, size_t *count);

/** Select this row alone, and bring it into sight. */
void results_select(results *self, size_t index);

int results_compare(const results *self, MMC_COOKIE first, MMC_COOKIE second, int at);

/** The console sorts its own lists by itself, and only says so; a virtual one we sort. */
void results_note_sorting(results *self, int at, DWORD options);
HRESULT results_sort(results *self, int at, DWORD options);

/** As IResultOwnerData::FindItem: S_FALSE if there is no such row. */
HRESULT results_find(const results *self, const RESULTFINDINFO *wanted, int *index);
