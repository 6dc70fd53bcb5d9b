/*
 * Records as one HTML page, for a ticket: it needs nothing but itself, and
 * nothing in it does anything. The summary stands on top, then what somebody
 * has to see to, then the rest. A page of that order cannot be written as the
 * records come; what it holds is limited, and it says what was left out.
 */
#include <stdlib.h>
#include <string.h>

#include "core/report/html_page.h"
#include "core/report/html_row.h"

/* A browser has to show it, and somebody to read it. */
#define MOST_ROWS    5000                      /* of a section */
#define MOST_DETAILS ((size_t)4 * 1024 * 1024) /* bytes of a table; what follows has none */

static tr_html_table *table_of(tr_html_section *in, const tr_html_kind *kind)
{
    for (size_t index = 0; index < in->table_count; index++) {
        if (in->tables[index].kind == kind)
            return &in->tables[index];
    }
    if (in->table_count == TR_HTML_MOST_TABLES)
        return NULL;
    in->tables[in->table_count].kind = kind;
    return &in->tables[in->table_count++];
}

static bool add_record(tr_html_section *to, const json_t *record, const tr_html_kind *kind,
                       tr_html_state state)
{
    tr_html_table *rows = table_of(to, kind);

    to->count++;
    if (rows)
        rows->count++;
    if (!rows || to->count > MOST_ROWS) {
        to->left_out++;
        return true;
    }
    tr_html_add_row(&rows->rows, record, kind, state, rows->rows.size < MOST_DETAILS);
    return !rows->rows.has_failed;
}

static bool begin(tr_records *records)
{
    records->state = calloc(1, sizeof(tr_html_page));
    return records->state != NULL;
}

static bool write_record(tr_records *records, const json_t *record)
{
    tr_html_page *to = records->state;
    const char *type = json_string_value(json_object_get(record, "type"));
    const tr_html_kind *kind;
    tr_html_state state;

    if (strcmp(type, "summary") == 0) {
        json_decref(to->summary);
        to->summary = json_deep_copy(record);
        return to->summary != NULL;
    }
    kind = tr_html_kind_of(record);
    state = kind->state_of(record, records->options.is_strict);
    return add_record(state.standing >= TR_STANDS_DOUBTFUL ? &to->faulty : &to->others, record,
                      kind, state);
}

static bool end(tr_records *records)
{
    return tr_html_page_write(records->options.out, records->state, &records->run);
}

static void clear(tr_html_section *of)
{
    for (size_t index = 0; index < of->table_count; index++)
        tr_html_text_clear(&of->tables[index].rows);
}

static void free_state(void *state)
{
    tr_html_page *page = state;

    if (!page)
        return;
    clear(&page->faulty);
    clear(&page->others);
    json_decref(page->summary);
    free(page);
}

const tr_record_writer tr_html_records = {
    .begin = begin,
    .record = write_record,
    .end = end,
    .free = free_state,
};
