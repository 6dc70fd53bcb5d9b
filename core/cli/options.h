/*
 * Options of the command line, from tables that also make the help.
 *
 * Options may stand anywhere; "--name value" and "--name=value" are the same,
 * "-n" is short for some, and after "--" all is a path.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "core/cli/settings.h"
#include "core/error.h"

typedef enum option_kind {
    OPTION_FLAG,   /* bool */
    OPTION_TEXT,   /* const char *; the last one counts */
    OPTION_LIST,   /* text_list */
    OPTION_CHOICE, /* int: which of the words in value, such as "text|json" */
    OPTION_TIME,   /* given_time */
    OPTION_NUMBER, /* unsigned */
    OPTION_PORT    /* unsigned, 1 to 65535 */
} option_kind;

typedef struct option {
    const char *name; /* without "--" */
    char letter;      /* 0 if it has no short form */
    option_kind kind;
    size_t offset;     /* of its member in settings */
    const char *value; /* what help calls its value; the words of a choice */
    const char *help;
} option;

/** Groups that several commands have. */
extern const option help_options[];
extern const option session_options[];
extern const option report_options[];
extern const option output_options[]; /* report_options without "verbose" */
extern const option disk_options[];
extern const option store_options[];
extern const option judging_options[];
extern const option source_options[];
extern const option server_certificate_options[];
extern const option jobs_options[];
extern const option change_options[];
extern const option state_options[];
extern const option installation_options[];
extern const option transfer_options[]; /* what IpXfer tells an agent */

/** The option of this name (size characters), or letter if name is NULL; NULL if there is none. */
const option *options_find(const option *const *groups, const char *name, size_t size, char letter);

/** Whether an option is followed by a value. */
bool option_takes_value(const option *known);

/**
 * Read arguments. One at index skip (the command's own name) is passed over.
 *
 * @return TR_ERR_FORMAT with what is wrong; settings needs settings_free in any case
 */
tr_status options_parse(settings *out, const option *const *groups, int argc, char **argv, int skip,
                        tr_error *err);

void settings_free(settings *given);

/** The options of these groups as they were given, each with a blank before it, to free(); NULL
 *  when out of memory. */
char *options_write(const option *const *groups, const settings *given);

/** Print the options of a command, aligned. */
void options_print(FILE *out, const option *const *groups);
