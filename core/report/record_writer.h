/*
 * One format of records; for core/report only.
 */
#pragma once

#include "core/report/record.h"

/**
 * How a format writes each thing. Functions give false when out of memory;
 * that the stream takes no more shows in ferror(), which the caller asks for.
 */
typedef struct tr_record_writer {
    bool (*begin)(tr_records *records);
    bool (*record)(tr_records *records, const json_t *record);
    bool (*end)(tr_records *records);
    void (*free)(void *state); /* NULL if there is none */
} tr_record_writer;

/** What was run, for formats with a place for it. Secrets are masked. */
typedef struct tr_report_run {
    const char *command;
    const char *version;
    time_t started;
    char *machine;
    char *user;
    char **arguments; /* with the command; NULL at the end */
} tr_report_run;

struct tr_records {
    const tr_record_writer *writer;
    tr_records_options options;
    tr_report_run run;
    void *state;      /* the writer's own */
    tr_error failure; /* the first one; status TR_OK if there was none */
};

extern const tr_record_writer tr_json_records;
extern const tr_record_writer tr_csv_records;
extern const tr_record_writer tr_xml_records;
extern const tr_record_writer tr_html_records;
