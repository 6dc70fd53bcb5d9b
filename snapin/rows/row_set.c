#include "snapin/rows/row_set.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "snapin/rows/row_order.h"
#include "snapin/rows/text_order.h"

/* The longest text that is looked for, as each row costs so much at worst. */
#define LONGEST_SOUGHT 256

/* Rows by their addresses, which stay as long as their blocks. */
typedef struct row_list {
    const row **items;
    size_t count;
    size_t room;
} row_list;

struct row_set {
    const node *node;
    row_block **blocks; /* owned */
    size_t block_count;
    row_list all; /* in the order they came */
    row_list shown;
    size_t sorted_by; /* a column; ROW_SET_NONE: as they came */
    bool is_descending;
    row_tone least; /* the filter; texts are empty where any will do */
    char status[LONGEST_SOUGHT];
    char text[LONGEST_SOUGHT];
};

row_set *row_set_new(const node *of)
{
    row_set *set = calloc(1, sizeof(*set));

    if (set) {
        set->node = of;
        set->sorted_by = ROW_SET_NONE;
    }
    return set;
}

static void list_clear(row_list *list)
{
    free(list->items);
    *list = (row_list){ 0 };
}

static bool list_reserve(row_list *list, size_t more)
{
    size_t room = list->room ? list->room : 64;
    const row **items;

    while (room < list->count + more)
        room *= 2;
    if (room == list->room)
        return true;
    items = realloc(list->items, room * sizeof(*items));
    if (!items)
        return false;
    list->items = items;
    list->room = room;
    return true;
}

void row_set_clear(row_set *set)
{
    for (size_t index = 0; index < set->block_count; index++)
        row_block_free(set->blocks[index]);
    free(set->blocks);
    set->blocks = NULL;
    set->block_count = 0;
    list_clear(&set->all);
    list_clear(&set->shown);
}

void row_set_free(row_set *set)
{
    if (!set)
        return;
    row_set_clear(set);
    free(set);
}

static bool is_status(const row_set *set, const row *one)
{
    size_t index = node_column(set->node, set->node->status);

    return index < one->cell_count && strcmp(one->cells[index].text, set->status) == 0;
}

static bool holds(const row *one, size_t among, const char *text, bool is_prefix)
{
    size_t first = among == ROW_SET_NONE ? 0 : among;
    size_t end = among == ROW_SET_NONE ? one->cell_count : among + 1;

    for (size_t index = first; index < end && index < one->cell_count; index++) {
        const char *cell_text = one->cells[index].text;

        if (is_prefix ? text_begins(cell_text, text) : text_holds(cell_text, text))
            return true;
    }
    return false;
}

static bool is_chosen(const row_set *set, const row *one)
{
    return one->tone >= set->least && (!*set->status || is_status(set, one)) &&
           (!*set->text || holds(one, ROW_SET_NONE, set->text, false));
}

static bool keep_block(row_set *set, row_block *block)
{
    row_block **blocks = realloc(set->blocks, (set->block_count + 1) * sizeof(row_block *));

    if (!blocks)
        return false;
    set->blocks = blocks;
    blocks[set->block_count++] = block;
    return true;
}

bool row_set_take(row_set *set, row_block *block)
{
    size_t count = row_block_count(block);

    if (!list_reserve(&set->all, count) || !list_reserve(&set->shown, count) ||
        !keep_block(set, block)) {
        row_block_free(block);
        return false;
    }
    for (size_t index = 0; index < count; index++) {
        const row *one = row_block_at(block, index);

        set->all.items[set->all.count++] = one;
        if (is_chosen(set, one))
            set->shown.items[set->shown.count++] = one;
    }
    return true;
}

const node *row_set_node(const row_set *set)
{
    return set->node;
}

size_t row_set_count(const row_set *set)
{
    return set->shown.count;
}

size_t row_set_count_all(const row_set *set)
{
    return set->all.count;
}

const row *row_set_at(const row_set *set, size_t index)
{
    return index < set->shown.count ? set->shown.items[index] : NULL;
}

static bool sort_shown(row_set *set)
{
    if (set->sorted_by >= set->node->column_count)
        return true;
    return rows_sort(set->shown.items, set->shown.count, set->node->columns[set->sorted_by].kind,
                     set->sorted_by, set->is_descending);
}

bool row_set_sort(row_set *set, size_t by, bool is_descending)
{
    set->sorted_by = by;
    set->is_descending = is_descending;
    return sort_shown(set);
}

/* Choose anew, from rows as they came, and in the order that was asked for. */
static bool choose(row_set *set)
{
    if (!list_reserve(&set->shown, set->all.count))
        return false;
    set->shown.count = 0;
    for (size_t index = 0; index < set->all.count; index++) {
        if (is_chosen(set, set->all.items[index]))
            set->shown.items[set->shown.count++] = set->all.items[index];
    }
    return sort_shown(set);
}

bool row_set_filter(row_set *set, const row_filter *filter)
{
    set->least = filter->least;
    snprintf(set->status, sizeof(set->status), "%s", filter->status ? filter->status : "");
    snprintf(set->text, sizeof(set->text), "%s", filter->text ? filter->text : "");
    return choose(set);
}

row_tone row_set_least(const row_set *set)
{
    return set->least;
}

bool row_set_replace(row_set *set, row_set *fresh)
{
    row_block **blocks = set->blocks;
    size_t block_count = set->block_count;
    row_list all = set->all;

    set->blocks = fresh->blocks;
    set->block_count = fresh->block_count;
    set->all = fresh->all;
    fresh->blocks = blocks;
    fresh->block_count = block_count;
    fresh->all = all;
    row_set_clear(fresh);
    return choose(set);
}

size_t row_set_find_key(const row_set *set, const char *key)
{
    for (size_t index = 0; index < set->shown.count; index++) {
        if (strcmp(set->shown.items[index]->key, key) == 0)
            return index;
    }
    return ROW_SET_NONE;
}

size_t row_set_find(const row_set *set, size_t from, size_t among, const char *text, bool is_prefix)
{
    char sought[LONGEST_SOUGHT];
    size_t count = set->shown.count;

    snprintf(sought, sizeof(sought), "%s", text);
    for (size_t step = 0; step < count; step++) {
        size_t index = (from < count ? from : 0) + step;

        index = index < count ? index : index - count;
        if (holds(set->shown.items[index], among, sought, is_prefix))
            return index;
    }
    return ROW_SET_NONE;
}
