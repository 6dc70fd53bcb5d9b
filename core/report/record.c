#include "core/report/record.h"

#include <stdlib.h>

#include "core/platform/output.h"
#include "core/report/record_writer.h"

static const tr_record_writer *writer_of(tr_report_format format)
{
    switch (format) {
    case TR_REPORT_CSV:
        return &tr_csv_writer;
    case TR_REPORT_JSON:
    case TR_REPORT_TEXT:
        break;
    }
    return &tr_json_writer;
}

static void note(tr_records *records, bool is_good)
{
    if (records->failure.status != TR_OK)
        return;
    if (ferror(records->options.out))
        tr_output_failure(records->options.out_path, &records->failure);
    else if (!is_good)
        tr_error_set(&records->failure, TR_ERR_MEMORY, 0, "no memory to write the report");
}

tr_status tr_records_open(tr_records **out, const tr_records_options *options, tr_error *err)
{
    tr_records *records = calloc(1, sizeof(*records));

    if (!records)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a report");
    records->options = *options;
    records->writer = writer_of(options->format);
    if (records->writer->begin)
        note(records, records->writer->begin(records));
    if (tr_records_status(records, err) != TR_OK) {
        tr_status status = records->failure.status;

        tr_records_close(records);
        return status;
    }
    *out = records;
    return TR_OK;
}

void tr_records_close(tr_records *records)
{
    if (!records)
        return;
    if (records->writer->free)
        records->writer->free(records->state);
    free(records);
}

void tr_records_write(tr_records *records, json_t *record)
{
    note(records, record && records->writer->record(records, record));
    json_decref(record);
}

tr_status tr_records_status(const tr_records *records, tr_error *err)
{
    if (records->failure.status != TR_OK && err)
        *err = records->failure;
    return records->failure.status;
}

tr_status tr_records_end(tr_records *records, tr_error *err)
{
    if (records->writer->end)
        note(records, records->writer->end(records));
    return tr_records_status(records, err);
}
