#include "core/agent/csv_reader.h"

#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "core/symptoms/line_decoder.h"
#include "core/utf8.h"

/* Bytes that are held: a row that is not complete, a line that is not, and room to read more. */
#define ROOM (2 * TR_CSV_LONGEST_ROW + 65536)

/* What a line becomes in UTF-8, with its end. */
#define DECODED_ROOM (4 * TR_CSV_LONGEST_ROW)

/* Fields with a zero byte each. */
#define FIELDS_ROOM (DECODED_ROOM + TR_CSV_MOST_COLUMNS)

struct tr_csv_reader {
    tr_csv_options options;
    tr_csv_visitor visitor;
    tr_line_decoder *decoder;
    struct csv_parser strict;  /* for rows that keep the rules */
    struct csv_parser lenient; /* for lines whose quotes are characters like others */

    unsigned char *held; /* from the first line of the row on */
    size_t next;         /* the line to be read next begins there */
    size_t end;
    uint64_t row_line;   /* number of the first line that is held */
    uint64_t next_line;  /* number of the one at next */
    bool is_passed_over; /* the rest of this line is too much */

    char *decoded;
    char *text; /* of the fields */
    size_t used;
    const char *fields[TR_CSV_MOST_COLUMNS];
    size_t count;
    bool has_too_many;
    bool is_complete; /* the row is */
    bool is_stopped;
};

tr_status tr_csv_reader_new(tr_csv_reader **out, const tr_csv_options *options,
                            const tr_csv_visitor *visitor, tr_error *err)
{
    tr_csv_reader *reader = calloc(1, sizeof(*reader));

    if (!reader)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read a list");
    reader->options = *options;
    reader->visitor = *visitor;
    reader->row_line = 1;
    reader->next_line = 1;
    csv_init(&reader->strict, CSV_STRICT | CSV_APPEND_NULL);
    csv_init(&reader->lenient, CSV_APPEND_NULL);
    csv_set_delim(&reader->strict, (unsigned char)options->separator);
    csv_set_delim(&reader->lenient, (unsigned char)options->separator);
    csv_set_quote(&reader->lenient, '\0'); /* no line has it */
    csv_set_blk_size(&reader->strict, 4096);
    csv_set_blk_size(&reader->lenient, 4096);
    reader->decoder = tr_line_decoder_new();
    reader->held = malloc(ROOM);
    reader->decoded = malloc(DECODED_ROOM);
    reader->text = malloc(FIELDS_ROOM);
    if (!reader->decoder || !reader->held || !reader->decoded || !reader->text) {
        tr_csv_reader_free(reader);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read a list");
    }
    *out = reader;
    return TR_OK;
}

void tr_csv_reader_free(tr_csv_reader *reader)
{
    if (!reader)
        return;
    free(reader->text);
    free(reader->decoded);
    free(reader->held);
    tr_line_decoder_free(reader->decoder);
    csv_free(&reader->lenient);
    csv_free(&reader->strict);
    free(reader);
}

static void tell(tr_csv_reader *reader, uint64_t line, bool is_lost, const char *what)
{
    if (reader->visitor.fault)
        reader->visitor.fault(reader->visitor.context, line, is_lost, what);
}

static void take_field(void *field, size_t size, void *context)
{
    tr_csv_reader *reader = context;
    char *to = reader->text + reader->used;

    if (reader->count >= TR_CSV_MOST_COLUMNS || size >= FIELDS_ROOM - reader->used) {
        reader->has_too_many = true;
        return;
    }
    memcpy(to, field, size);
    to[size] = '\0';
    reader->used += size + 1;
    reader->fields[reader->count++] = to;
}

static void take_row(int end, void *context)
{
    tr_csv_reader *reader = context;
    const tr_csv_row row = { reader->row_line, reader->fields, reader->count };
    const bool is_empty = row.count == 0 || (row.count == 1 && *row.fields[0] == '\0');

    (void)end;
    if (reader->has_too_many)
        tell(reader, row.line, true, "it is too long, or has too many columns");
    else if (!is_empty && !reader->is_stopped)
        reader->is_stopped = !reader->visitor.row(reader->visitor.context, &row);
    reader->has_too_many = false;
    reader->count = 0;
    reader->used = 0;
    reader->is_complete = true;
}

/* Forget the row that was begun. */
static void drop_row(tr_csv_reader *reader)
{
    csv_fini(&reader->strict, NULL, NULL, NULL);
    reader->count = 0;
    reader->used = 0;
    reader->has_too_many = false;
}

static bool is_plain(const unsigned char *data, size_t size)
{
    unsigned char all = 0;

    for (size_t index = 0; index < size; index++)
        all |= data[index];
    return all < 0x80 && !memchr(data, 0, size);
}

static size_t decode_by_page(char *out, const tr_code_page *page, tr_bytes line)
{
    char *end = out;

    for (size_t index = 0; index < line.size; index++) {
        const unsigned char byte = line.data[index];

        if (byte >= 0x80)
            end += tr_utf8_put(end, page->characters[byte - 0x80]);
        else
            *end++ = byte ? (char)byte : '\x1A';
    }
    return (size_t)(end - out);
}

/* A line as UTF-8, without its end. */
static tr_bytes decode(tr_csv_reader *reader, tr_bytes line, uint64_t number)
{
    tr_bytes out = { (const unsigned char *)reader->decoded, 0 };

    if (is_plain(line.data, line.size))
        return line;
    if (memchr(line.data, 0, line.size))
        tell(reader, number, false, "it holds a zero byte");
    if (reader->options.page)
        out.size = decode_by_page(reader->decoded, reader->options.page, line);
    else
        out.size = tr_line_decoder_decode(reader->decoder, reader->decoded, line);
    return out;
}

static bool parse(tr_csv_reader *reader, struct csv_parser *parser, tr_bytes text)
{
    reader->is_complete = false;
    return csv_parse(parser, text.data, text.size, take_field, take_row, reader) == text.size &&
           csv_parse(parser, "\n", 1, take_field, take_row, reader) == 1;
}

/* A line by itself, its quotes as characters. */
static void parse_leniently(tr_csv_reader *reader, tr_bytes text)
{
    drop_row(reader);
    parse(reader, &reader->lenient, text);
}

/* The line at an offset; false if its end is not there yet. */
static bool find_line(tr_bytes *line, size_t *behind, const tr_csv_reader *reader, size_t offset)
{
    const unsigned char *begin = reader->held + offset;
    const unsigned char *end = memchr(begin, '\n', reader->end - offset);

    if (!end)
        return false;
    *behind = (size_t)(end - reader->held) + 1;
    *line = (tr_bytes){ begin, (size_t)(end - begin) };
    while (line->size > 0 && line->data[line->size - 1] == '\r')
        line->size--;
    return true;
}

/* What stands before an offset is done with. */
static void begin_row(tr_csv_reader *reader, size_t offset)
{
    memmove(reader->held, reader->held + offset, reader->end - offset);
    reader->end -= offset;
    reader->next -= offset;
}

/* The row breaks the rules: its first line counts, and the others are read anew. */
static size_t fall_back(tr_csv_reader *reader, size_t row, const char *what)
{
    tr_bytes line;
    size_t behind = row;

    if (!find_line(&line, &behind, reader, row))
        return row;
    tell(reader, reader->row_line, false, what);
    parse_leniently(reader, decode(reader, line, reader->row_line));
    reader->next = behind;
    reader->next_line = ++reader->row_line;
    return behind;
}

/* Read a line, which begins a row or goes on with one; gives where the row begins that follows. */
static size_t read_line(tr_csv_reader *reader, size_t row, tr_bytes line, size_t behind)
{
    const bool is_first = reader->next == row;
    bool is_good;

    if (line.size > TR_CSV_LONGEST_ROW && !is_first)
        return fall_back(reader, row, "a quote is not closed");
    if (line.size > TR_CSV_LONGEST_ROW) {
        tell(reader, reader->next_line, true, "it is too long");
        is_good = true;
        reader->is_complete = true;
    } else {
        is_good = parse(reader, &reader->strict, decode(reader, line, reader->next_line));
    }
    if (!is_good && !reader->is_complete)
        return fall_back(reader, row, "a quote stands where none may");
    if (!is_good) { /* rows end within it, at carriage returns, and were read */
        tell(reader, reader->next_line, true, "a quote stands where none may");
        drop_row(reader);
    }
    reader->next = behind;
    reader->next_line++;
    if (reader->strict.pstate != 0 && behind - row > TR_CSV_LONGEST_ROW)
        return fall_back(reader, row, "a quote is not closed");
    if (reader->strict.pstate != 0) /* within quotes */
        return row;
    reader->row_line = reader->next_line;
    return behind;
}

/* Read all lines that are held; gives where the first row begins that is not complete. */
static size_t read_lines(tr_csv_reader *reader)
{
    size_t row = 0;
    tr_bytes line;
    size_t behind;

    while (!reader->is_stopped && find_line(&line, &behind, reader, reader->next))
        row = read_line(reader, row, line, behind);
    return row;
}

/* What is held begins with a line that is longer than may be, and has no end yet. */
static void pass_over(tr_csv_reader *reader)
{
    tell(reader, reader->next_line, true, "it is too long");
    reader->is_passed_over = true;
    reader->end = 0;
}

static void read_held(tr_csv_reader *reader)
{
    for (;;) {
        begin_row(reader, read_lines(reader));
        if (reader->end - reader->next <= TR_CSV_LONGEST_ROW)
            return;
        if (reader->next == 0) {
            pass_over(reader);
            return;
        }
        /* In quotes, and a line that is too long follows. */
        begin_row(reader, fall_back(reader, 0, "a quote is not closed"));
    }
}

/* The rest of a line that is passed over; gives how many bytes are its. */
static size_t skip(tr_csv_reader *reader, const unsigned char *data, size_t size)
{
    const unsigned char *end = memchr(data, '\n', size);

    if (!end)
        return size;
    reader->is_passed_over = false;
    reader->row_line = ++reader->next_line;
    return (size_t)(end - data) + 1;
}

tr_status tr_csv_reader_feed(tr_csv_reader *reader, const void *data, size_t size, tr_error *err)
{
    const unsigned char *from = data;

    while (size > 0 && !reader->is_stopped) {
        size_t taken = ROOM - reader->end;

        if (reader->is_passed_over) {
            taken = skip(reader, from, size);
        } else {
            taken = size < taken ? size : taken;
            memcpy(reader->held + reader->end, from, taken);
            reader->end += taken;
            read_held(reader);
        }
        from += taken;
        size -= taken;
    }
    if (reader->is_stopped)
        return tr_error_set(err, TR_ERR_CANCELLED, 0, "reading was stopped");
    return TR_OK;
}

tr_status tr_csv_reader_end(tr_csv_reader *reader, tr_error *err)
{
    tr_status status = TR_OK;

    if (!reader->is_passed_over && reader->end > 0)
        status = tr_csv_reader_feed(reader, "\n", 1, err);
    while (status == TR_OK && reader->end > 0 && !reader->is_stopped) {
        begin_row(reader, fall_back(reader, 0, "a quote is not closed"));
        read_held(reader);
    }
    if (status == TR_OK && reader->is_stopped)
        status = tr_error_set(err, TR_ERR_CANCELLED, 0, "reading was stopped");
    return status;
}
