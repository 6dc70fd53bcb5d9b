/* What the variants show: the same places and rows in each. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/console/mutants/mutant.h"

const wchar_t *mutant_place_name(place where)
{
    static const wchar_t *const names[] = {
        [PLACE_ROOT] = L"Variant",
        [PLACE_LIST] = L"List",
        [PLACE_VIRTUAL] = L"Virtual list",
        [PLACE_MESSAGE] = L"Message",
    };

    return names[where];
}

/* A number that has no order of its own, the same each time. */
static int number_of(int row)
{
    return row * 37 % 101;
}

const wchar_t *mutant_cell(int row, int column)
{
    static wchar_t cells[VIRTUAL_ROWS][COLUMNS][24];
    wchar_t *cell = cells[row][column];

    if (*cell)
        return cell;
    if (column == 0)
        swprintf(cell, 24, L"Row %d", row);
    else if (column == 1)
        swprintf(cell, 24, L"%d", number_of(row));
    else
        swprintf(cell, 24, L"2026-%02d-%02d", row % 12 + 1, row % 28 + 1);
    return cell;
}

static int key_of(int row, int column)
{
    if (column == 1)
        return number_of(row);
    return column == 0 ? row : (row % 12 + 1) * 100 + row % 28 + 1;
}

int mutant_compare(int row, int other, int column)
{
    int one = key_of(row, column);
    int two = key_of(other, column);

    return (one > two) - (one < two);
}

bool mutant_list_is_shown;

void mutant_complain(const char *what)
{
    fprintf(stderr, "console fault: %s\n", what);
    fflush(stderr);
}

HBITMAP mutant_bitmap(int size)
{
    BITMAPINFO info = { .bmiHeader = { .biSize = sizeof(info.bmiHeader),
                                       .biWidth = 2 * size,
                                       .biHeight = size,
                                       .biPlanes = 1,
                                       .biBitCount = 32 } };
    DWORD *bits = NULL;
    HBITMAP bitmap = CreateDIBSection(NULL, &info, DIB_RGB_COLORS, (void **)&bits, NULL, 0);

    for (int at = 0; bitmap && at < 2 * size * size; at++)
        bits[at] = at / size % 2 ? 0x2060A0 : 0xA06020;
    return bitmap;
}
