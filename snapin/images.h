/* The pictures of places and rows, as the console takes them. */
#pragma once

#include <windows.h>
#include <mmc.h>

#include "snapin/rows/row.h"

/** Put the pictures of all places into a list of the console's; place_image gives their numbers. */
HRESULT images_add_places(IImageList *list);

/** Put the pictures of places and rows into the list of a result pane. */
HRESULT images_add_rows(IImageList *list);

/** The number of a row's picture. */
int images_of_tone(row_tone tone);

/**
 * The snap-in's picture as a bitmap, on a colour that stands for nothing.
 *
 * @return for DeleteObject; NULL on failure
 */
HBITMAP images_bitmap(int size, COLORREF background);
