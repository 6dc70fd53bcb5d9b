#include "core/report/record.h"

#include <stdlib.h>
#include <string.h>

#include "core/ini/secret.h"
#include "core/platform/machine.h"
#include "core/platform/output.h"
#include "core/platform/user.h"
#include "core/report/record_writer.h"

static const tr_record_writer *writer_of(tr_report_format format)
{
    switch (format) {
    case TR_REPORT_CSV:
        return &tr_csv_records;
    case TR_REPORT_XML:
        return &tr_xml_records;
    case TR_REPORT_HTML:
        return &tr_html_records;
    case TR_REPORT_JSON:
    case TR_REPORT_TEXT:
        break;
    }
    return &tr_json_records;
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

/* What was typed may hold a password, such as a command that was pasted. */
static char *shown(const char *argument)
{
    bool is_secret = tr_secret_is_in(argument) || tr_secret_is_key(argument);

    return strdup(is_secret ? "(hidden)" : argument);
}

static bool copy_arguments(tr_report_run *run, const char *const *arguments)
{
    size_t count = 0;

    while (arguments && arguments[count])
        count++;
    run->arguments = calloc(count + 1, sizeof(*run->arguments));
    for (size_t index = 0; run->arguments && index < count; index++) {
        run->arguments[index] = shown(arguments[index]);
        if (!run->arguments[index])
            return false;
    }
    return run->arguments != NULL;
}

static bool describe_run(tr_report_run *run, const tr_records_options *options)
{
    run->command = options->command;
    run->version = TRUSTMEND_VERSION;
    run->started = time(NULL);
    run->machine = tr_machine_name();
    run->user = tr_user_name();
    return run->machine && run->user && copy_arguments(run, options->arguments);
}

static void forget_run(tr_report_run *run)
{
    for (size_t index = 0; run->arguments && run->arguments[index]; index++)
        free(run->arguments[index]);
    free(run->arguments);
    free(run->machine);
    free(run->user);
}

tr_status tr_records_open(tr_records **out, const tr_records_options *options, tr_error *err)
{
    tr_records *records = calloc(1, sizeof(*records));

    if (!records)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a report");
    records->options = *options;
    records->writer = writer_of(options->format);
    note(records, describe_run(&records->run, options));
    if (records->failure.status == TR_OK && records->writer->begin)
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
    forget_run(&records->run);
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
