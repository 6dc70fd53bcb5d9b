#include "core/agent/agent_columns.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Rows that are looked at. */
#define SAMPLE_ROWS 200

/* Of the fields that are not empty, so many of a hundred must be of a kind. */
#define MOST 80

/* The columns of names that are compared with each other. */
#define MOST_NAME_COLUMNS 32

/* The rows of a sample. */
typedef struct sample {
    char **fields[SAMPLE_ROWS];
    size_t counts[SAMPLE_ROWS];
    size_t row_count;
    bool has_failed; /* no memory */
} sample;

static void sample_clear(sample *rows)
{
    for (size_t row = 0; row < rows->row_count; row++) {
        for (size_t column = 0; column < rows->counts[row]; column++)
            free(rows->fields[row][column]);
        free(rows->fields[row]);
    }
    memset(rows, 0, sizeof(*rows));
}

static bool keep_row(void *context, const tr_csv_row *row)
{
    sample *rows = context;
    char **fields = calloc(row->count, sizeof(*fields));

    rows->has_failed = !fields;
    if (!fields)
        return false;
    rows->fields[rows->row_count] = fields;
    rows->counts[rows->row_count++] = row->count;
    for (size_t column = 0; column < row->count; column++) {
        fields[column] = strdup(row->fields[column]);
        if (!fields[column]) {
            rows->has_failed = true;
            fields[column] = NULL;
            return false;
        }
    }
    return rows->row_count < SAMPLE_ROWS;
}

static tr_status read_sample(sample *out, tr_bytes text, char separator, const tr_code_page *page,
                             tr_error *err)
{
    const tr_csv_options options = { separator, page };
    const tr_csv_visitor visitor = { keep_row, NULL, out };
    tr_csv_reader *reader = NULL;
    tr_status status = tr_csv_reader_new(&reader, &options, &visitor, err);

    memset(out, 0, sizeof(*out));
    if (status == TR_OK)
        status = tr_csv_reader_feed(reader, text.data, text.size, err);
    if (status == TR_OK)
        status = tr_csv_reader_end(reader, err);
    tr_csv_reader_free(reader);
    if (out->has_failed)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read a list");
    return status == TR_ERR_CANCELLED ? TR_OK : status;
}

static size_t widest(const sample *rows)
{
    size_t most = 0;

    for (size_t row = 0; row < rows->row_count; row++)
        most = rows->counts[row] > most ? rows->counts[row] : most;
    return most;
}

/* How many columns most rows have, and how many rows those are; 0 if that is one column. */
static size_t score_of(size_t *columns, const sample *rows)
{
    size_t best = 0;

    *columns = 0;
    for (size_t row = 0; row < rows->row_count; row++) {
        size_t alike = 0;

        for (size_t other = 0; other < rows->row_count; other++)
            alike += rows->counts[other] == rows->counts[row];
        if (rows->counts[row] > 1 && alike > best) {
            best = alike;
            *columns = rows->counts[row];
        }
    }
    return best;
}

static tr_status find_separator(char *out, tr_bytes text, const tr_code_page *page, tr_error *err)
{
    static const char separators[] = { ',', ';', '\t', '|' };
    size_t best = 0;
    size_t columns = 0;

    *out = ',';
    for (size_t index = 0; index < sizeof(separators); index++) {
        sample rows;
        size_t found = 0;
        tr_status status = read_sample(&rows, text, separators[index], page, err);
        const size_t score = status == TR_OK ? score_of(&found, &rows) : 0;

        if (score > best || (score == best && found > columns)) {
            best = score;
            columns = found;
            *out = separators[index];
        }
        sample_clear(&rows);
        if (status != TR_OK)
            return status;
    }
    return TR_OK;
}

static const char *field_at(const sample *rows, size_t row, size_t column)
{
    return column < rows->counts[row] ? rows->fields[row][column] : "";
}

/* What most of a column's fields are, from a row on. */
static tr_field_kind kind_of(const sample *rows, size_t first, size_t column)
{
    size_t counts[TR_FIELD_KIND_COUNT] = { 0 };
    size_t filled = 0;

    for (size_t row = first; row < rows->row_count; row++) {
        const char *field = field_at(rows, row, column);

        if (*field) {
            counts[tr_field_kind_of(field)]++;
            filled++;
        }
    }
    for (int kind = TR_FIELD_GUID; kind < TR_FIELD_KIND_COUNT; kind++) {
        if (filled > 0 && counts[kind] * 100 >= filled * MOST)
            return (tr_field_kind)kind;
    }
    return TR_FIELD_OTHER;
}

/*
 * A first row without anything that only an agent has names the columns, if
 * others do have such things; or if its words do not look like what stands
 * below them.
 */
static bool has_headings(const sample *rows)
{
    bool is_told = false;

    if (rows->row_count == 0)
        return false;
    for (size_t column = 0; column < rows->counts[0]; column++) {
        const tr_field_kind first = tr_field_kind_of(rows->fields[0][column]);
        const tr_field_kind below = kind_of(rows, 1, column);

        if (first == TR_FIELD_GUID || first == TR_FIELD_ADDRESS || first == TR_FIELD_THUMBPRINT)
            return false;
        if (below != TR_FIELD_OTHER && first != below)
            is_told = true;
    }
    return is_told;
}

static size_t count_distinct(const sample *rows, size_t first, size_t column)
{
    size_t distinct = 0;

    for (size_t row = first; row < rows->row_count; row++) {
        const char *field = field_at(rows, row, column);
        size_t before = first;

        while (before < row && strcmp(field_at(rows, before, column), field) != 0)
            before++;
        distinct += before == row;
    }
    return distinct;
}

/* Words like "Online" look like names, too: machines' names differ most. */
static size_t find_names(const sample *rows, const tr_agent_columns *columns)
{
    size_t found = TR_NO_COLUMN;
    size_t most = 0;
    size_t compared = 0;

    for (size_t column = 0; column < columns->count && compared < MOST_NAME_COLUMNS; column++) {
        size_t distinct;

        if (columns->items[column].kind != TR_FIELD_NAME)
            continue;
        distinct = count_distinct(rows, columns->has_headings, column);
        compared++;
        if (distinct > most) {
            most = distinct;
            found = column;
        }
    }
    return found;
}

static bool fill(tr_agent_columns *out, const sample *rows)
{
    out->count = widest(rows);
    out->items = calloc(out->count + 1, sizeof(*out->items));
    if (!out->items)
        return false;
    out->has_headings = has_headings(rows);
    for (size_t column = 0; column < out->count; column++) {
        tr_agent_column *item = &out->items[column];

        item->kind = kind_of(rows, out->has_headings, column);
        if (out->of_kind[item->kind] == TR_NO_COLUMN)
            out->of_kind[item->kind] = column;
        if (!out->has_headings)
            continue;
        item->heading = strdup(field_at(rows, 0, column));
        if (!item->heading)
            return false;
    }
    out->of_kind[TR_FIELD_OTHER] = TR_NO_COLUMN;
    out->of_kind[TR_FIELD_NAME] = find_names(rows, out);
    return true;
}

tr_status tr_agent_columns_tell(tr_agent_columns *out, tr_bytes text, const tr_code_page *page,
                                tr_error *err)
{
    tr_agent_columns columns = { 0 };
    sample rows = { .row_count = 0 };
    tr_status status;

    for (int kind = 0; kind < TR_FIELD_KIND_COUNT; kind++)
        columns.of_kind[kind] = TR_NO_COLUMN;
    status = find_separator(&columns.separator, text, page, err);
    if (status == TR_OK)
        status = read_sample(&rows, text, columns.separator, page, err);
    if (status == TR_OK && !fill(&columns, &rows))
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read a list");
    sample_clear(&rows);
    if (status != TR_OK) {
        tr_agent_columns_clear(&columns);
        return status;
    }
    *out = columns;
    return TR_OK;
}

void tr_agent_columns_clear(tr_agent_columns *columns)
{
    for (size_t column = 0; column < columns->count && columns->items; column++)
        free(columns->items[column].heading);
    free(columns->items);
    memset(columns, 0, sizeof(*columns));
}
