#include "core/symptoms/log_record.h"

#include <stdlib.h>
#include <string.h>

#include "core/symptoms/log_line.h"

size_t tr_log_record_room(void)
{
    /* It reaches so far before and behind; each line has a blank in front. */
    return tr_line_decoder_room(2 * TR_LOG_RECORD_REACH) + 4 * TR_LOG_RECORD_LINES;
}

bool tr_log_record_set_up(tr_log_record *record)
{
    *record = (tr_log_record){ .text = malloc(tr_log_record_room()) };
    return record->text != NULL;
}

void tr_log_record_tear_down(tr_log_record *record)
{
    free(record->text);
}

/* Where the line begins that holds the byte before at; not before least. */
static size_t line_start(tr_bytes bytes, size_t at, size_t least)
{
    while (at > least && bytes.data[at - 1] != '\n')
        at--;
    return at;
}

/* Behind the line end of the line that begins or goes on at this place; not behind most. */
static size_t line_end(tr_bytes bytes, size_t at, size_t most)
{
    const unsigned char *found = at < most ? memchr(bytes.data + at, '\n', most - at) : NULL;

    return found ? (size_t)(found + 1 - bytes.data) : most;
}

static tr_bytes line_at(tr_bytes bytes, size_t start, size_t most)
{
    return (tr_bytes){ bytes.data + start, line_end(bytes, start, most) - start };
}

/* Go back from a line to the one that begins its record; false if there is none near. */
static bool find_head(tr_log_record *record, tr_bytes bytes, size_t line, size_t least, size_t most)
{
    for (int count = 0; count < TR_LOG_RECORD_LINES; count++) {
        tr_bytes text = line_at(bytes, line, most);

        if (tr_log_line_begins(&record->time, text)) {
            record->start = line;
            return true;
        }
        if (line == least || tr_log_line_divides(text))
            return false;
        line = line_start(bytes, line - 1, least);
    }
    return false;
}

void tr_log_record_find(tr_log_record *record, tr_bytes bytes, size_t at)
{
    const size_t least = at > TR_LOG_RECORD_REACH ? at - TR_LOG_RECORD_REACH : 0;
    const size_t most =
        bytes.size - at > TR_LOG_RECORD_REACH ? at + TR_LOG_RECORD_REACH : bytes.size;

    record->start = line_start(bytes, at, least);
    record->end = line_end(bytes, at, most);
    record->time = (tr_log_time){ 0 };
    if (!find_head(record, bytes, record->start, least, most))
        return;
    for (int count = 0; count < TR_LOG_RECORD_LINES && record->end < most; count++) {
        tr_bytes next = line_at(bytes, record->end, most);
        tr_log_time time;

        if (tr_log_line_begins(&time, next) || tr_log_line_divides(next))
            break;
        record->end += next.size;
    }
}

/* Without line end and, but for the first line, without the blanks at its head. */
static tr_bytes strip(tr_bytes line, bool is_first)
{
    while (line.size > 0 && (line.data[line.size - 1] == '\n' || line.data[line.size - 1] == '\r'))
        line.size--;
    while (!is_first && line.size > 0 && (line.data[0] == ' ' || line.data[0] == '\t')) {
        line.data++;
        line.size--;
    }
    return line;
}

void tr_log_record_read(tr_log_record *record, tr_bytes bytes, tr_line_decoder *decoder)
{
    const size_t lines_room = sizeof(record->lines) / sizeof(record->lines[0]);

    record->text_size = 0;
    record->line_count = 0;
    for (size_t at = record->start; at < record->end && record->line_count < lines_room;) {
        tr_bytes line = line_at(bytes, at, record->end);

        at += line.size;
        line = strip(line, record->line_count == 0);
        if (record->line_count > 0)
            record->text[record->text_size++] = ' ';
        record->lines[record->line_count++] = record->text_size;
        record->text_size +=
            tr_line_decoder_decode(decoder, record->text + record->text_size, line);
    }
    record->text[record->text_size] = '\0';
}

size_t tr_log_record_line_at(const tr_log_record *record, size_t at)
{
    size_t line = 0;

    while (line + 1 < record->line_count && record->lines[line + 1] <= at)
        line++;
    return line;
}
