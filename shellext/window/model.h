/*
 * The rows of the window's list, as they came, and the order in which they are
 * shown. For the window's own thread.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "shellext/window/row.h"

#define MODEL_UNSORTED (-1)

typedef struct model {
    row **rows; /* owned; in the order in which they came */
    size_t count;
    size_t capacity;
    row **shown; /* without those that are passed over, sorted */
    size_t shown_count;
    size_t sorted_count; /* of those shown: the ones that came later stand behind, as they came */
    int sorted_by;       /* a column, or MODEL_UNSORTED */
    bool is_descending;
    uint64_t tones[TONE_COUNT]; /* how many of those shown have each */
    uint64_t restorable;        /* as the plan says */
    uint64_t restored;
} model;

/** All zero, but for sorted_by. */
void model_open(model *out);
void model_clear(model *all);

/** Add rows, which are taken. False when out of memory: some are lost. */
bool model_add(model *all, row *first);

/** From now on show rows in the order of a column. */
void model_sort_by(model *all, int wanted, bool is_descending);

/** Give those that came since their place; false if none has another one. */
bool model_sort(model *all);

/**
 * The numbers of the changes that restoring made, in order, to free(); NULL: none.
 *
 * @param are_elevated  those of the elevated process; else those of this one
 */
int64_t *model_changes(size_t *count, const model *all, bool are_elevated);

/** Where the next row stands whose name begins so, from start on and around; -1: nowhere. */
int model_find_name(const model *all, const wchar_t *beginning, size_t start);
