/*
 * What toolbars are told of when several rows are selected: a data object of the
 * console's own, in which that of the snap-in stands.
 */
#pragma once

#include <windows.h>
#include <mmc.h>

/** The object to tell of, to composite_release: data itself if it is of one item. */
IDataObject *composite_of(IDataObject *data, MMC_COOKIE cookie);

void composite_release(IDataObject *told);
