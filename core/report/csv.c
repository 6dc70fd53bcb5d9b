/*
 * Records as a table for spreadsheets (RFC 4180): a line that names the
 * columns, and a row for each thing that the command is about.
 *
 * Spreadsheets take a cell that begins like a formula for one, in quotes or
 * not, and names of files are chosen by anybody: an apostrophe in front keeps
 * it text. The byte order mark tells Excel that it is UTF-8. Control characters,
 * which a terminal would obey, are replaced.
 */
#include <string.h>

#include "core/report/csv_columns.h"
#include "core/report/record_writer.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define BETWEEN         "; "           /* several values in one cell */
#define REPLACEMENT     "\xEF\xBF\xBD" /* U+FFFD */
#define NAME_ROOM       64
#define NUMBER_ROOM     64

/* A cell that is being written. */
typedef struct cell {
    FILE *out;
    bool is_open;   /* the quote at its head is written */
    size_t between; /* values that are passed, and had nothing to show */
} cell;

static bool is_formula(const char *text)
{
    static const char *const heads[] = {
        "=", "+", "-", "@", "\t", "\r", "\n",
        /* what some spreadsheets take for the first four: U+FF1D, U+FF0B, U+FF0D, U+FF20 */
        "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"
    };

    for (size_t index = 0; index < sizeof(heads) / sizeof(heads[0]); index++) {
        if (strncmp(text, heads[index], strlen(heads[index])) == 0)
            return true;
    }
    return false;
}

/* How many bytes at text are a control character, but for those of a line; 0: none. */
static size_t control_size(const char *text)
{
    const unsigned char first = (unsigned char)text[0], second = (unsigned char)text[first != 0];

    if (first < 0x20)
        return !strchr("\t\r\n", first);
    if (first == 0x7F)
        return 1;
    return first == 0xC2 && second >= 0x80 && second <= 0x9F ? 2 : 0; /* C1 */
}

static void put_text(cell *to, const char *text)
{
    if (!*text)
        return;
    if (!to->is_open) {
        putc('"', to->out);
        if (to->between == 0 && is_formula(text))
            putc('\'', to->out);
        to->is_open = true;
    }
    for (; to->between > 0; to->between--)
        fputs(BETWEEN, to->out);
    while (*text) {
        size_t size = control_size(text);

        if (*text == '"')
            putc('"', to->out);
        if (size > 0)
            fputs(REPLACEMENT, to->out);
        else
            putc(*text, to->out);
        text += size > 0 ? size : 1;
    }
}

/* Numbers and truth values as JSON has them. */
static const char *plain_of(char *room, const json_t *value)
{
    size_t size = json_dumpb(value, room, NUMBER_ROOM - 1, JSON_ENCODE_ANY);

    room[size < NUMBER_ROOM ? size : 0] = '\0';
    return room;
}

static bool is_plain(const json_t *value)
{
    return json_is_number(value) || json_is_boolean(value);
}

static const json_t *member_of(const json_t *object, const char *path, size_t size)
{
    char name[NAME_ROOM];

    snprintf(name, sizeof(name), "%.*s", (int)size, path);
    return json_object_get(object, name);
}

/* All that the path leads to, one behind the other. */
static void put_values(cell *to, const json_t *value, const char *path)
{
    char room[NUMBER_ROOM];

    if (json_is_array(value)) {
        for (size_t index = 0; index < json_array_size(value); index++) {
            if (index > 0)
                to->between++;
            put_values(to, json_array_get(value, index), path);
        }
    } else if (*path) {
        size_t size = strcspn(path, ".");

        put_values(to, member_of(value, path, size), path + size + (path[size] == '.'));
    } else if (json_is_string(value)) {
        put_text(to, json_string_value(value));
    } else if (is_plain(value)) {
        put_text(to, plain_of(room, value));
    }
}

static void write_cell(FILE *out, const json_t *record, const char *path)
{
    const json_t *value = json_object_get(record, path);
    cell to = { .out = out };
    char room[NUMBER_ROOM];

    if (is_plain(value)) { /* no text, and so neither in quotes nor a formula: -1 */
        fputs(plain_of(room, value), out);
        return;
    }
    put_values(&to, record, path);
    if (to.is_open)
        putc('"', out);
}

static void write_header(FILE *out, const tr_csv_layout *layout)
{
    fputs(BYTE_ORDER_MARK, out);
    for (const char *const *column = layout->columns; *column; column++)
        fprintf(out, "%s%s", column == layout->columns ? "" : ",", *column);
    fputs("\r\n", out);
}

static bool write_record(tr_records *records, const json_t *record)
{
    FILE *out = records->options.out;
    const char *type = json_string_value(json_object_get(record, "type"));
    const tr_csv_layout *layout = records->state;

    if (!layout) {
        layout = tr_csv_layout_find(records->options.command, type);
        if (!layout)
            return true;
        records->state = (void *)layout;
        write_header(out, layout);
    }
    if (!tr_csv_layout_has(layout, type))
        return true;
    for (const char *const *column = layout->columns; *column; column++) {
        if (column != layout->columns)
            putc(',', out);
        write_cell(out, record, *column);
    }
    fputs("\r\n", out);
    return true;
}

/* A report of nothing is a table too. */
static bool end(tr_records *records)
{
    const tr_csv_layout *layout = tr_csv_layout_find(records->options.command, NULL);

    if (!records->state && layout)
        write_header(records->options.out, layout);
    return true;
}

const tr_record_writer tr_csv_records = { .record = write_record, .end = end };
