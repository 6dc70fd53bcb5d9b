#include "snapin/rows/row_order.h"

#include <stdlib.h>
#include <string.h>

#include "snapin/rows/row_set.h"
#include "snapin/rows/text_order.h"

/* A row while it is sorted. By far the most are told apart by their weights. */
typedef struct weighed {
    uint64_t weight;
    const row *row;
    bool is_whole; /* rows of this weight are equal */
} weighed;

/* What rows are sorted by. */
typedef struct order {
    column_kind kind;
    size_t index; /* of the cell */
    size_t skip;  /* what all texts begin with */
    bool is_descending;
} order;

static int compare_numbers(int64_t first, int64_t second)
{
    return (first > second) - (first < second);
}

/* What has no number comes first, and among them it is the text that counts. */
static int compare_cells(const cell *first, const cell *second, column_kind kind)
{
    int result;

    switch (kind) {
    case COLUMN_WORD:
    case COLUMN_TIME:
    case COLUMN_NUMBER:
    case COLUMN_SIZE:
        result = compare_numbers(first->number, second->number);
        return result != 0 || first->number != CELL_NO_NUMBER
                   ? result
                   : text_order(first->text, second->text);
    case COLUMN_PATH:
        return path_order(first->text, second->text);
    case COLUMN_THUMBPRINT:
        return strcmp(first->text, second->text);
    case COLUMN_TEXT:
        break;
    }
    return text_order(first->text, second->text);
}

int row_compare(const row *first, const row *second, const node *of, size_t by)
{
    return compare_cells(&first->cells[by], &second->cells[by], of->columns[by].kind);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* How much all texts begin with, up to where a number begins. */
static size_t common_size(const row *const *rows, size_t count, size_t index)
{
    const char *first = rows[0]->cells[index].text;
    size_t size = strlen(first);

    for (size_t at = 1; at < count && size > 0; at++) {
        const char *text = rows[at]->cells[index].text;
        size_t common = 0;

        while (common < size && text[common] == first[common])
            common++;
        size = common;
    }
    while (size > 0 && is_digit(first[size - 1]))
        size--;
    return size;
}

static weighed weigh(const row *one, const order *by)
{
    const cell *of = &one->cells[by->index];
    weighed result = { .row = one };

    switch (by->kind) {
    case COLUMN_WORD:
    case COLUMN_TIME:
    case COLUMN_NUMBER:
    case COLUMN_SIZE:
        result.weight = (uint64_t)of->number ^ (uint64_t)1 << 63;
        result.is_whole = of->number != CELL_NO_NUMBER;
        break;
    case COLUMN_PATH:
        result.weight = path_weight(&result.is_whole, of->text + by->skip);
        break;
    case COLUMN_THUMBPRINT:
        result.weight = byte_weight(&result.is_whole, of->text + by->skip);
        break;
    case COLUMN_TEXT:
        result.weight = text_weight(&result.is_whole, of->text + by->skip);
        break;
    }
    return result;
}

/* Whether one that came before another one stays before it. */
static bool is_in_order(const weighed *first, const weighed *second, const order *by)
{
    int result;

    if (first->weight != second->weight)
        return first->weight < second->weight ? !by->is_descending : by->is_descending;
    if (first->is_whole && second->is_whole)
        return true;
    result = compare_cells(&first->row->cells[by->index], &second->row->cells[by->index], by->kind);
    return by->is_descending ? result >= 0 : result <= 0;
}

/* Merge two sorted runs, [begin, middle) and [middle, end), into the same places of to. */
static void merge(weighed *to, const weighed *from, size_t begin, size_t middle, size_t end,
                  const order *by)
{
    size_t left = begin;
    size_t right = middle;

    if (middle == end || is_in_order(&from[middle - 1], &from[middle], by)) {
        memcpy(to + begin, from + begin, (end - begin) * sizeof(*to));
        return;
    }
    for (size_t at = begin; at < end; at++) {
        bool takes_left =
            right == end || (left < middle && is_in_order(&from[left], &from[right], by));

        to[at] = takes_left ? from[left++] : from[right++];
    }
}

/* Sort what is weighed, with room for as much; gives whichever of the two it ended in. */
static const weighed *sort(weighed *from, weighed *to, size_t count, const order *by)
{
    for (size_t run = 1; run < count; run *= 2) {
        weighed *sorted = to;

        for (size_t begin = 0; begin < count; begin += 2 * run) {
            size_t middle = begin + run < count ? begin + run : count;
            size_t end = begin + 2 * run < count ? begin + 2 * run : count;

            merge(to, from, begin, middle, end, by);
        }
        to = from;
        from = sorted;
    }
    return from;
}

bool rows_sort(const row **rows, size_t count, column_kind kind, size_t index, bool is_descending)
{
    order by = { .kind = kind, .index = index, .is_descending = is_descending };
    weighed *all = count > 1 ? calloc(2 * count, sizeof(*all)) : NULL;
    const weighed *sorted;

    if (!all)
        return count <= 1;
    by.skip = common_size(rows, count, index);
    for (size_t at = 0; at < count; at++)
        all[at] = weigh(rows[at], &by);
    sorted = sort(all, all + count, count, &by);
    for (size_t at = 0; at < count; at++)
        rows[at] = sorted[at].row;
    free(all);
    return true;
}
