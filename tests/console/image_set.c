#include "tests/console/image_set.h"

#include <stdlib.h>

#define SMALL_SIZE 16

static struct image_place *place_of(image_set *self, int number)
{
    for (size_t index = 0; index < self->count; index++) {
        if (self->places[index].number == number)
            return &self->places[index];
    }
    if (self->count == self->capacity) {
        self->capacity = self->capacity ? self->capacity * 2 : 32;
        self->places = realloc(self->places, self->capacity * sizeof(*self->places));
        if (!self->places)
            abort();
    }
    self->places[self->count] = (struct image_place){ number, -1, -1 };
    return &self->places[self->count++];
}

bool image_set_icon(image_set *self, int number, HICON icon, bool is_small, bool is_large)
{
    struct image_place *place = place_of(self, number);

    if (is_small && self->small_images)
        place->small_index = ImageList_ReplaceIcon(self->small_images, place->small_index, icon);
    if (is_large && self->large_images)
        place->large_index = ImageList_ReplaceIcon(self->large_images, place->large_index, icon);
    return (!is_small || !self->small_images || place->small_index >= 0) &&
           (!is_large || !self->large_images || place->large_index >= 0);
}

/* A snap-in's bitmap stays its own, so a copy goes into the list, which masks its colour away. */
static int add(HIMAGELIST list, HBITMAP strip, COLORREF mask)
{
    HBITMAP copy = list ? CopyImage(strip, IMAGE_BITMAP, 0, 0, 0) : NULL;
    int index = copy ? ImageList_AddMasked(list, copy, mask) : -1;

    if (copy)
        DeleteObject(copy);
    return index;
}

int image_set_strip(image_set *self, int number, HBITMAP small_strip, HBITMAP large_strip,
                    COLORREF mask)
{
    BITMAP size;
    int count;
    int small_first;
    int large_first;

    if (!GetObjectW(large_strip, sizeof(size), &size) ||
        !GetObjectW(small_strip, sizeof(size), &size))
        return -1;
    count = size.bmWidth > SMALL_SIZE ? size.bmWidth / SMALL_SIZE : 1;
    small_first = add(self->small_images, small_strip, mask);
    large_first = add(self->large_images, large_strip, mask);
    for (int index = 0; index < count; index++) {
        struct image_place *place = place_of(self, number + index);

        place->small_index = small_first < 0 ? -1 : small_first + index;
        place->large_index = large_first < 0 ? -1 : large_first + index;
    }
    return count;
}

static const struct image_place *find(const image_set *self, int number)
{
    for (size_t index = 0; index < self->count; index++) {
        if (self->places[index].number == number)
            return &self->places[index];
    }
    return NULL;
}

bool image_set_has(const image_set *self, int number)
{
    return find(self, number) != NULL;
}

int image_set_index(const image_set *self, int number, bool is_large)
{
    const struct image_place *place = find(self, number);

    if (!place)
        return -1;
    return is_large ? place->large_index : place->small_index;
}

void image_set_clear(image_set *self)
{
    free(self->places);
    self->places = NULL;
    self->count = 0;
    self->capacity = 0;
}
