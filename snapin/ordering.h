/*
 * How the console puts rows in order and finds them: IResultDataCompareEx for its
 * own lists, IResultOwnerData for virtual ones. A part of a view, whose references
 * are the view's.
 */
#pragma once

#include <windows.h>
#include <mmc.h>

#include "snapin/results.h"

typedef struct ordering {
    IResultDataCompareEx IResultDataCompareEx_iface;
    IResultOwnerData IResultOwnerData_iface;
    IUnknown *outer;       /* whose part it is */
    results *const *shown; /* the view's; what it points to is NULL while there is no console */
} ordering;

/** Both are borrowed, from who holds the ordering as a part. */
void ordering_set_up(ordering *out, IUnknown *outer, results *const *shown);

/** The interface of this kind; NULL: there is none. No reference is added. */
void *ordering_find(ordering *self, REFIID iid);
