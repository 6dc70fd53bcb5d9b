/*
 * rows-bench LIST: how long the console's list takes for all agents of LIST: to
 * be filled, to be sorted by the column that takes longest, in either direction,
 * and to show any forty rows in a row. The best of five rounds, in milliseconds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "snapin/rows/agent_list.h"
#include "snapin/rows/row_set.h"

#define ROUNDS 5
#define SCREEN 40
#define JUMPS  1000

/* Of this program's own time, where the system tells that from the time that passes. */
static double now(void)
{
    return (double)clock() * 1e3 / CLOCKS_PER_SEC;
}

static bool take(void *context, row_block *block)
{
    return row_set_take(context, block);
}

static double least(double first, double second)
{
    return first == 0 || second < first ? second : first;
}

static double fill(row_set *set, const char *path)
{
    const agent_list_visitor visitor = { take, set };
    double begin = now();
    tr_error err;

    row_set_clear(set);
    if (agent_list_read(path, &visitor, &err) != TR_OK) {
        fprintf(stderr, "rows-bench: %s\n", err.message);
        exit(1);
    }
    return now() - begin;
}

static double sort(row_set *set, size_t by, bool is_descending)
{
    double begin = now();

    row_set_sort(set, by, is_descending);
    return now() - begin;
}

/* Of a place: what a screen shows. */
static double scroll(const row_set *set)
{
    double begin = now();
    size_t size = 0;

    for (size_t jump = 0; jump < JUMPS; jump++) {
        for (size_t line = 0; line < SCREEN; line++) {
            const row *shown = row_set_at(set, (jump * 7919 + line) % row_set_count(set));

            for (size_t index = 0; index < shown->cell_count; index++)
                size += strlen(shown->cells[index].text);
        }
    }
    return size > 0 ? (now() - begin) / JUMPS : 0;
}

int main(int argc, char **argv)
{
    const node *agents = node_of(NODE_MISMATCHED_AGENTS);
    row_set *set = row_set_new(agents);
    double filled = 0;
    double longest = 0;

    if (argc != 2 || !set)
        return 2;
    for (int round = 0; round < ROUNDS; round++)
        filled = least(filled, fill(set, argv[1]));
    for (size_t by = 0; by < agents->column_count; by++) {
        for (int is_descending = 0; is_descending < 2; is_descending++) {
            double best = 0;

            for (int round = 0; round < ROUNDS; round++) {
                row_set_sort(set, (by + 1) % agents->column_count, round % 2);
                best = least(best, sort(set, by, is_descending));
            }
            longest = best > longest ? best : longest;
        }
    }
    printf("  %zu rows: filled %.0f ms, sorted %.0f ms, scrolled %.3f ms\n", row_set_count(set),
           filled, longest, scroll(set));
    row_set_free(set);
    return 0;
}
