#include "snapin/rows/record_reader.h"

#include <stdlib.h>
#include <string.h>

#include "snapin/rows/row_maker.h"

struct record_reader {
    row_maker maker;
    row_block *block; /* the rows since they were taken; NULL if there are none */
    text_buffer line; /* the beginning of one */
    char *summary;
    size_t all; /* bytes so far */
    size_t lines;
    tr_error failure; /* status TR_OK: none so far */
};

record_reader *record_reader_new(const node *of)
{
    record_reader *reader = calloc(1, sizeof(*reader));

    if (reader)
        reader->maker.node = of;
    return reader;
}

void record_reader_free(record_reader *reader)
{
    if (!reader)
        return;
    row_block_free(reader->block);
    text_buffer_clear(&reader->line);
    text_buffer_clear(&reader->maker.scratch);
    free(reader->summary);
    free(reader);
}

static tr_status fail_memory(record_reader *reader)
{
    return tr_error_set(&reader->failure, TR_ERR_MEMORY, 0, "no memory for what was found");
}

static tr_status keep_summary(record_reader *reader, const char *text, size_t size)
{
    char *copy = malloc(size + 1);

    if (!copy)
        return fail_memory(reader);
    memcpy(copy, text, size);
    copy[size] = '\0';
    free(reader->summary);
    reader->summary = copy;
    return TR_OK;
}

static tr_status add_row(record_reader *reader, const json_t *record, const char *text, size_t size)
{
    if (!reader->block)
        reader->block = row_block_new();
    if (!reader->block || !row_maker_add(&reader->maker, reader->block, record, text, size))
        return fail_memory(reader);
    return TR_OK;
}

static tr_status read_record(record_reader *reader, const char *text, size_t size)
{
    json_error_t where;
    json_t *record = json_loadb(text, size, 0, &where);
    const char *type = json_string_value(json_object_get(record, "type"));
    tr_status status = TR_OK;

    if (!record && json_error_code(&where) == json_error_out_of_memory)
        status = fail_memory(reader);
    else if (!type)
        status = tr_error_set(&reader->failure, TR_ERR_FORMAT, 0,
                              "line %zu of what trustmend said is no record", reader->lines);
    else if (strcmp(type, "summary") == 0)
        status = keep_summary(reader, text, size);
    else if (row_maker_wants(&reader->maker, type))
        status = add_row(reader, record, text, size);
    json_decref(record);
    return status;
}

/* A whole line without its end. On Windows it ends with CR LF, of which blanks are left. */
static tr_status read_line(record_reader *reader, const char *text, size_t size)
{
    if (++reader->lines > RECORD_MOST)
        return tr_error_set(&reader->failure, TR_ERR_FORMAT, 0,
                            "trustmend said more than fits into a list");
    if (size > 0 && text[size - 1] == '\r')
        size--;
    return size > 0 ? read_record(reader, text, size) : TR_OK;
}

/* The end of a line whose beginning came before. */
static tr_status end_line(record_reader *reader, const char *text, size_t size)
{
    tr_status status;

    if (reader->line.size == 0)
        return read_line(reader, text, size);
    text_buffer_add(&reader->line, text, size);
    if (reader->line.has_failed)
        return fail_memory(reader);
    status = read_line(reader, reader->line.text, reader->line.size);
    text_buffer_empty(&reader->line);
    return status;
}

static tr_status check_sizes(record_reader *reader, size_t size, size_t line)
{
    if (size > RECORD_ALL - reader->all)
        return tr_error_set(&reader->failure, TR_ERR_FORMAT, 0,
                            "trustmend said more than fits into a list");
    if (line > RECORD_LONGEST - reader->line.size)
        return tr_error_set(&reader->failure, TR_ERR_FORMAT, 0,
                            "line %zu of what trustmend said is too long", reader->lines + 1);
    return TR_OK;
}

static void feed(record_reader *reader, const char *bytes, size_t size)
{
    while (size > 0 && reader->failure.status == TR_OK) {
        const char *end = memchr(bytes, '\n', size);
        size_t line = end ? (size_t)(end - bytes) : size;
        size_t step = line + (end != NULL);

        if (check_sizes(reader, step, line) != TR_OK)
            return;
        reader->all += step;
        if (end) {
            end_line(reader, bytes, line);
        } else {
            text_buffer_add(&reader->line, bytes, line);
            if (reader->line.has_failed)
                fail_memory(reader);
        }
        bytes += step;
        size -= step;
    }
}

static tr_status tell(const record_reader *reader, tr_error *err)
{
    if (reader->failure.status != TR_OK && err)
        *err = reader->failure;
    return reader->failure.status;
}

tr_status record_reader_feed(record_reader *reader, const char *bytes, size_t size, tr_error *err)
{
    feed(reader, bytes, size);
    return tell(reader, err);
}

tr_status record_reader_end(record_reader *reader, tr_error *err)
{
    if (reader->failure.status == TR_OK && (reader->line.size > 0 || !reader->summary))
        tr_error_set(&reader->failure, TR_ERR_FORMAT, 0,
                     "trustmend broke off in line %zu of what it said", reader->lines + 1);
    return tell(reader, err);
}

row_block *record_reader_take(record_reader *reader)
{
    row_block *block = reader->block;

    reader->block = NULL;
    return block;
}

const char *record_reader_summary(const record_reader *reader)
{
    return reader->summary;
}
