#include "core/agent/mismatch_list.h"

#include <stdlib.h>
#include <string.h>

#include "core/agent/transfer.h"
#include "core/platform/file.h"
#include "core/symptoms/log_text.h"

/* What is read at once; the first piece is enough for the first rows. */
#define PIECE_SIZE ((size_t)64 * 1024)

/* One reading. */
typedef struct reading {
    const tr_mismatch_visitor *visitor;
    tr_agent_columns columns;
    tr_csv_reader *reader;
    bool is_behind_headings;
} reading;

const char *tr_agent_fix_word(tr_agent_fix fix)
{
    static const char *const words[TR_FIX_COUNT] = {
        [TR_FIX_TRANSFER] = "transfer",
        [TR_FIX_REINSTALL] = "reinstall",
        [TR_FIX_UNNAMED] = "unnamed",
    };

    return words[fix];
}

static unsigned version_of(const char *text)
{
    unsigned number = 0;

    for (; text && *text >= '0' && *text <= '9' && number < 1000; text++)
        number = number * 10 + (unsigned)(*text - '0');
    return number;
}

static tr_agent_fix fix_of(const tr_listed_agent *agent)
{
    const char *name = agent->texts[TR_FIELD_NAME];
    const char *address = agent->texts[TR_FIELD_ADDRESS];

    if (!(name && tr_field_is_name(name)) && !(address && tr_field_is_address(address)))
        return TR_FIX_UNNAMED;
    if (agent->version != 0 && agent->version < TR_TRANSFER_CERTIFICATE_SINCE)
        return TR_FIX_REINSTALL;
    return TR_FIX_TRANSFER;
}

static bool take_row(void *context, const tr_csv_row *row)
{
    reading *all = context;
    tr_listed_agent agent = { .line = row->line, .row = row };

    if (all->columns.has_headings && !all->is_behind_headings) {
        all->is_behind_headings = true;
        return true;
    }
    for (int kind = 0; kind < TR_FIELD_KIND_COUNT; kind++) {
        const size_t column = all->columns.of_kind[kind];

        if (column < row->count && *row->fields[column])
            agent.texts[kind] = row->fields[column];
    }
    agent.version = version_of(agent.texts[TR_FIELD_VERSION]);
    agent.fix = fix_of(&agent);
    return all->visitor->agent(all->visitor->context, &agent);
}

static void take_fault(void *context, uint64_t line, bool is_lost, const char *what)
{
    reading *all = context;

    if (all->visitor->fault)
        all->visitor->fault(all->visitor->context, line, is_lost, what);
}

static tr_status begin(reading *out, const tr_mismatch_visitor *visitor, tr_bytes sample,
                       const tr_code_page *page, const char *encoding, tr_error *err)
{
    const tr_csv_visitor rows = { take_row, take_fault, out };
    tr_status status;

    *out = (reading){ .visitor = visitor };
    status = tr_agent_columns_tell(&out->columns, sample, page, err);
    if (status == TR_OK) {
        const tr_csv_options options = { out->columns.separator, page };

        status = tr_csv_reader_new(&out->reader, &options, &rows, err);
    }
    if (status == TR_OK && visitor->layout)
        visitor->layout(visitor->context, &out->columns, encoding);
    if (status == TR_OK)
        status = tr_csv_reader_feed(out->reader, sample.data, sample.size, err);
    return status;
}

static void end(reading *all)
{
    tr_csv_reader_free(all->reader);
    tr_agent_columns_clear(&all->columns);
}

/* Read until room is full or the text ends. */
static tr_status read_full(size_t *got, tr_log_text *text, unsigned char *room, size_t size,
                           tr_error *err)
{
    size_t piece = 1;
    tr_status status = TR_OK;

    *got = 0;
    while (status == TR_OK && piece > 0 && size - *got >= TR_LOG_TEXT_ROOM) {
        status = tr_log_text_read(text, room + *got, size - *got, &piece, err);
        if (status == TR_OK)
            *got += piece;
    }
    return status;
}

static tr_status read_all(tr_log_text *text, unsigned char *room, const tr_code_page *page,
                          const tr_mismatch_visitor *visitor, tr_error *err)
{
    const char *encoding = tr_log_text_encoding(text);
    const tr_code_page *used = encoding ? NULL : page;
    reading all = { 0 };
    size_t got = 0;
    tr_status status = read_full(&got, text, room, PIECE_SIZE, err);

    if (status == TR_OK)
        status = begin(&all, visitor, (tr_bytes){ room, got }, used,
                       encoding || !page ? encoding : page->name, err);
    while (status == TR_OK && got > 0) {
        status = tr_log_text_read(text, room, PIECE_SIZE, &got, err);
        if (status == TR_OK)
            status = tr_csv_reader_feed(all.reader, room, got, err);
    }
    if (status == TR_OK)
        status = tr_csv_reader_end(all.reader, err);
    end(&all);
    return status;
}

tr_status tr_mismatch_list_load(const char *path, const tr_code_page *page,
                                const tr_mismatch_visitor *visitor, tr_error *err)
{
    tr_file *file = NULL;
    tr_log_text *text = NULL;
    unsigned char *room = malloc(PIECE_SIZE);
    tr_status status;

    if (!room)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", path);
    status = tr_file_open(&file, path, TR_FILE_READ, err);
    if (status == TR_OK)
        status = tr_log_text_open(&text, file, err);
    if (status == TR_OK)
        status = read_all(text, room, page, visitor, err);
    tr_log_text_close(text);
    tr_file_close(file);
    free(room);
    return status;
}

tr_status tr_mismatch_list_parse(tr_bytes bytes, const tr_code_page *page,
                                 const tr_mismatch_visitor *visitor, tr_error *err)
{
    const size_t first = bytes.size < PIECE_SIZE ? bytes.size : PIECE_SIZE;
    reading all = { 0 };
    tr_status status =
        begin(&all, visitor, (tr_bytes){ bytes.data, first }, page, page ? page->name : NULL, err);

    if (status == TR_OK)
        status = tr_csv_reader_feed(all.reader, bytes.data + first, bytes.size - first, err);
    if (status == TR_OK)
        status = tr_csv_reader_end(all.reader, err);
    end(&all);
    return status;
}
