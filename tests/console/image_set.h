/*
 * The images that one snap-in set, by the numbers that it chose: two image lists
 * that are shared with other snap-ins, and where in them each number stands.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <commctrl.h>

typedef struct image_set {
    HIMAGELIST small_images; /* borrowed; NULL where nothing is shown */
    HIMAGELIST large_images;
    struct image_place {
        int number;
        int small_index;
        int large_index;
    } * places;
    size_t count;
    size_t capacity;
} image_set;

/** Set one icon. */
bool image_set_icon(image_set *self, int number, HICON icon, bool is_small, bool is_large);

/** Set the images of a strip, from a number on; how many, or -1. */
int image_set_strip(image_set *self, int number, HBITMAP small_strip, HBITMAP large_strip,
                    COLORREF mask);

bool image_set_has(const image_set *self, int number);

/** Where a number stands in the shared lists; -1 if it was never set. */
int image_set_index(const image_set *self, int number, bool is_large);

void image_set_clear(image_set *self);
