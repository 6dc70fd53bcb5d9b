/* Records as JSON Lines: one object a line, as it was handed over. */
#include "core/report/record_writer.h"

static bool write_record(tr_records *records, const json_t *record)
{
    FILE *out = records->options.out;

    if (json_dumpf(record, out, JSON_COMPACT) != 0)
        return ferror(out) != 0;
    putc('\n', out);
    return true;
}

const tr_record_writer tr_json_records = { .record = write_record };
