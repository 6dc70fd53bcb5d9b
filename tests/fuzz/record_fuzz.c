/*
 * Records of any content: as CSV each row has all cells and none is a formula,
 * as XML and HTML all is well-formed, and in HTML there is no element but
 * ours. The input is a list of records in JSON; its first byte chooses the
 * command.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/xmlreader.h>

#include "core/report/record.h"

#define DEEPEST 24 /* records of ours have eight levels; XML parsers end at 256 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct text {
    char *bytes;
    size_t size;
} text;

static void hold(bool is_so)
{
    if (!is_so)
        abort();
}

static int depth_of(const json_t *value)
{
    const char *key;
    json_t *part;
    size_t index;
    int deepest = 0;

    json_object_foreach((json_t *)value, key, part) deepest =
        depth_of(part) > deepest ? depth_of(part) : deepest;
    json_array_foreach(value, index, part) deepest =
        depth_of(part) > deepest ? depth_of(part) : deepest;
    return deepest + 1;
}

static bool is_record(const json_t *value)
{
    return json_is_string(json_object_get(value, "type")) && depth_of(value) < DEEPEST;
}

static text write_all(const json_t *list, const char *command, tr_report_format format)
{
    static const char *const arguments[] = { "<b>&\x01\xff", "=1", NULL };
    text out = { 0 };
    FILE *stream = open_memstream(&out.bytes, &out.size);
    const tr_records_options options = {
        .format = format, .out = stream, .command = command, .arguments = arguments
    };
    tr_records *records = NULL;

    hold(stream && tr_records_open(&records, &options, NULL) == TR_OK);
    for (size_t index = 0; index < json_array_size(list); index++) {
        json_t *record = json_array_get(list, index);

        if (is_record(record))
            tr_records_write(records, json_incref(record));
    }
    hold(tr_records_end(records, NULL) == TR_OK);
    tr_records_close(records);
    fclose(stream);
    return out;
}

/* Goes behind a cell; whether the row ends there. */
static bool pass_cell(const char **at)
{
    const char *cell = *at;

    if (*cell == '"') {
        hold(!strchr("=+-@\t\r\n", cell[1]) || cell[1] == '\0');
        for (cell++; *cell != '"' || cell[1] == '"'; cell += *cell == '"' ? 2 : 1)
            hold(*cell != '\0');
        cell++;
    } else {
        size_t length = strcspn(cell, ",\r");

        hold(strspn(cell, "-0123456789.e+truefals") >= length);
        cell += length;
    }
    hold(*cell == ',' || strncmp(cell, "\r\n", 2) == 0);
    *at = cell + (*cell == ',' ? 1 : 2);
    return *cell != ',';
}

static void check_csv(text csv)
{
    const char *at = csv.bytes;
    size_t columns = 1;

    if (csv.size == 0)
        return;
    hold(strncmp(at, "\xEF\xBB\xBF", 3) == 0);
    for (; *at != '\n'; at++)
        columns += *at == ',';
    at++;
    while (*at) {
        size_t cells = 1;

        while (!pass_cell(&at))
            cells++;
        hold(cells == columns);
    }
}

static bool is_ours(const char *name)
{
    static const char ours[] = " html head meta title style body header main footer section h1 h2 "
                               "p dl div dt dd ul li table caption thead tbody tr th td span b bdi "
                               "code details summary ";
    char wanted[64];

    snprintf(wanted, sizeof(wanted), " %s ", name);
    return strstr(ours, wanted) != NULL;
}

static void check_elements(text made, bool is_html)
{
    xmlTextReader *reader = xmlReaderForMemory(made.bytes, (int)made.size, NULL, NULL,
                                               XML_PARSE_NONET | XML_PARSE_NOERROR);
    int got;

    hold(reader != NULL);
    while ((got = xmlTextReaderRead(reader)) == 1) {
        if (is_html && xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT)
            hold(is_ours((const char *)xmlTextReaderConstLocalName(reader)));
    }
    hold(got == 0);
    xmlFreeTextReader(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const commands[] = { "verify", "roots",   "import", "restore", "checks",
                                            "check",  "history", "undo",   "transfer" };
    json_t *list;
    const char *command;
    text made;

    if (size == 0)
        return 0;
    command = commands[data[0] % (sizeof(commands) / sizeof(commands[0]))];
    list = json_loadb((const char *)data + 1, size - 1, 0, NULL);
    made = write_all(list, command, TR_REPORT_CSV);
    check_csv(made);
    free(made.bytes);
    made = write_all(list, command, TR_REPORT_XML);
    check_elements(made, false);
    free(made.bytes);
    made = write_all(list, command, TR_REPORT_HTML);
    check_elements(made, true);
    free(made.bytes);
    json_decref(list);
    return 0;
}
