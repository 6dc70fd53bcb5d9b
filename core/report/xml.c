/*
 * Records as one XML document (docs/report.xsd): the command is the outermost
 * element, each record an element named after its type, each member one named
 * after its key, and each part of an array an <item>. What is null is left out.
 */
#include <string.h>

#include "core/report/record_writer.h"
#include "core/trust/certificate.h"
#include "core/xml/writer.h"

#define NAMESPACE   "urn:trustmend:report:1"
#define NUMBER_ROOM 64

static bool put_element(tr_xml_writer *to, const char *key, const json_t *value);

/* All members but the type, after which the element is named. */
static bool put_members(tr_xml_writer *to, const json_t *object, bool is_record)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)object, key, value)
    {
        if ((!is_record || strcmp(key, "type") != 0) && !put_element(to, key, value))
            return false;
    }
    return true;
}

static bool put_items(tr_xml_writer *to, const json_t *array)
{
    for (size_t index = 0; index < json_array_size(array); index++) {
        if (!put_element(to, "item", json_array_get(array, index)))
            return false;
    }
    return true;
}

static bool put_value(tr_xml_writer *to, const json_t *value)
{
    char plain[NUMBER_ROOM] = "";

    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return put_members(to, value, false);
    case JSON_ARRAY:
        return put_items(to, value);
    case JSON_STRING:
        return tr_xml_writer_text(to, json_string_value(value));
    default:
        json_dumpb(value, plain, sizeof(plain) - 1, JSON_ENCODE_ANY);
        return tr_xml_writer_text(to, plain);
    }
}

static bool is_name(const char *key)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    static const char others[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789-";

    return *key && strchr(letters, *key) && strspn(key, others) == strlen(key);
}

/* A key that is no name, such as that of a column in somebody's list, becomes an attribute. */
static bool start_element(tr_xml_writer *to, const char *key)
{
    if (is_name(key))
        return tr_xml_writer_start_element(to, key, NULL);
    return tr_xml_writer_start_element(to, "member", NULL) &&
           tr_xml_writer_attribute(to, "name", key);
}

static bool put_element(tr_xml_writer *to, const char *key, const json_t *value)
{
    if (json_is_null(value))
        return true;
    return start_element(to, key) && put_value(to, value) && tr_xml_writer_end_element(to);
}

static bool put_run(tr_xml_writer *to, const tr_report_run *run)
{
    bool is_good = tr_xml_writer_start_element(to, run->command, NAMESPACE) &&
                   tr_xml_writer_attribute(to, "version", run->version) &&
                   tr_xml_writer_attribute(to, "started", tr_time_text(run->started).text) &&
                   tr_xml_writer_attribute(to, "machine", run->machine) &&
                   tr_xml_writer_attribute(to, "user", run->user);

    for (size_t index = 0; is_good && run->arguments[index]; index++)
        is_good = tr_xml_writer_start_element(to, "argument", NULL) &&
                  tr_xml_writer_text(to, run->arguments[index]) && tr_xml_writer_end_element(to);
    return is_good;
}

static bool begin(tr_records *records)
{
    records->state = tr_xml_writer_open(records->options.out);
    return records->state && put_run(records->state, &records->run);
}

static bool write_record(tr_records *records, const json_t *record)
{
    tr_xml_writer *to = records->state;

    return start_element(to, json_string_value(json_object_get(record, "type"))) &&
           put_members(to, record, true) && tr_xml_writer_end_element(to);
}

static bool end(tr_records *records)
{
    return tr_xml_writer_end(records->state);
}

static void free_state(void *state)
{
    tr_xml_writer_close(state);
}

const tr_record_writer tr_xml_records = {
    .begin = begin,
    .record = write_record,
    .end = end,
    .free = free_state,
};
