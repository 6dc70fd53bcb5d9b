#include "snapin/rows/row_order.h"

#include <stdlib.h>
#include <string.h>

#include "snapin/rows/row_set.h"
#include "snapin/rows/text_order.h"

static int number_order(int64_t first, int64_t second)
{
    return (first > second) - (first < second);
}

/* Numbers that cannot be read come first, and among them it is the text that counts. */
static int cell_order(const cell *first, const cell *second, column_kind kind)
{
    int order = 0;

    switch (kind) {
    case COLUMN_TIME:
    case COLUMN_NUMBER:
    case COLUMN_SIZE:
        order = number_order(first->number, second->number);
        return order != 0 || first->number != CELL_NO_NUMBER
                   ? order
                   : text_order(first->text, second->text);
    case COLUMN_PATH:
        return path_order(first->text, second->text);
    case COLUMN_THUMBPRINT:
        return strcmp(first->text, second->text);
    case COLUMN_TEXT:
    case COLUMN_WORD:
        break;
    }
    return text_order(first->text, second->text);
}

int row_compare(const row *first, const row *second, const node *of, size_t by)
{
    return cell_order(&first->cells[by], &second->cells[by], of->columns[by].kind);
}

/* Merge two sorted runs of from, [begin, middle) and [middle, end), into the same places of to. */
static void merge(const row **to, const row *const *from, size_t begin, size_t middle, size_t end,
                  const column *by, size_t index, int sign)
{
    size_t left = begin;
    size_t right = middle;

    for (size_t at = begin; at < end; at++) {
        bool takes_left =
            right >= end ||
            (left < middle &&
             sign * cell_order(&from[left]->cells[index], &from[right]->cells[index], by->kind) <=
                 0);

        to[at] = takes_left ? from[left++] : from[right++];
    }
}

bool rows_sort(const row **rows, size_t count, const column *by, size_t index, bool is_descending)
{
    const row **other = count > 1 ? malloc(count * sizeof(*other)) : NULL;
    const row **from = rows;
    const row **to = other;
    int sign = is_descending ? -1 : 1;

    if (count > 1 && !other)
        return false;
    for (size_t run = 1; run < count; run *= 2) {
        const row **sorted = to;

        for (size_t begin = 0; begin < count; begin += 2 * run) {
            size_t middle = begin + run < count ? begin + run : count;
            size_t end = begin + 2 * run < count ? begin + 2 * run : count;

            merge(to, from, begin, middle, end, by, index, sign);
        }
        to = from;
        from = sorted;
    }
    if (from != rows)
        memcpy(rows, from, count * sizeof(*rows));
    free(other);
    return true;
}
