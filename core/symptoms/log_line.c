#include "core/symptoms/log_line.h"

#include <stdio.h>
#include <string.h>

#define DIVIDER_LENGTH 8

/* The part of a line that is still to be read. */
typedef struct cursor {
    const unsigned char *at;
    const unsigned char *end;
} cursor;

/* Digits into text, so many; false if there are fewer. */
static bool take_digits(cursor *line, char *text, int count)
{
    for (int index = 0; index < count; index++) {
        if (line->at == line->end || *line->at < '0' || *line->at > '9')
            return false;
        text[index] = (char)*line->at++;
    }
    return true;
}

static bool take_one_of(cursor *line, const char *allowed)
{
    if (line->at == line->end || *line->at == 0 || !strchr(allowed, *line->at))
        return false;
    line->at++;
    return true;
}

static void skip_blanks(cursor *line)
{
    while (line->at < line->end && (*line->at == ' ' || *line->at == '\t'))
        line->at++;
}

/* "19:44:37" into the same place of "YYYY-MM-DDTHH:MM:SSZ". */
static bool take_clock(cursor *line, char *text)
{
    return take_digits(line, text + 11, 2) && take_one_of(line, ":") &&
           take_digits(line, text + 14, 2) && take_one_of(line, ":") &&
           take_digits(line, text + 17, 2);
}

static bool read_numeric(char *text, cursor line)
{
    return take_digits(&line, text, 4) && take_one_of(&line, " /-") &&
           take_digits(&line, text + 5, 2) && take_one_of(&line, "/-") &&
           take_digits(&line, text + 8, 2) && take_one_of(&line, " T") && take_clock(&line, text);
}

/* One of 12 or 7 names of three letters; its place from 1, 0 if it is none. */
static int take_name(cursor *line, const char *names)
{
    for (int index = 0; names[3 * index]; index++) {
        if (line->end - line->at >= 3 && memcmp(line->at, names + 3 * index, 3) == 0) {
            line->at += 3;
            return index + 1;
        }
    }
    return 0;
}

/* "Fri Feb 24 19:44:37 2012", as C's asctime() writes it: "Feb  4", too. */
static bool read_named(char *text, cursor line)
{
    char day[2] = { '0', '0' };
    int month;

    if (!take_name(&line, "MonTueWedThuFriSatSun") || !take_one_of(&line, " "))
        return false;
    month = take_name(&line, "JanFebMarAprMayJunJulAugSepOctNovDec");
    if (month == 0 || !take_one_of(&line, " "))
        return false;
    skip_blanks(&line);
    if (!take_digits(&line, day + 1, 1))
        return false;
    if (line.at < line.end && *line.at != ' ') {
        day[0] = day[1];
        if (!take_digits(&line, day + 1, 1))
            return false;
    }
    text[5] = (char)('0' + month / 10);
    text[6] = (char)('0' + month % 10);
    memcpy(text + 8, day, 2);
    return take_one_of(&line, " ") && take_clock(&line, text) && take_one_of(&line, " ") &&
           take_digits(&line, text, 4);
}

/* "Info: ", "Error: ", "Err " before the time of a record of TmuDump.txt. */
static void skip_level(cursor *line)
{
    static const char *const levels[] = { "Info", "Error", "Err", "Warning", "Debug" };

    for (size_t index = 0; index < sizeof(levels) / sizeof(levels[0]); index++) {
        size_t size = strlen(levels[index]);

        if ((size_t)(line->end - line->at) > size && memcmp(line->at, levels[index], size) == 0 &&
            (line->at[size] == ':' || line->at[size] == ' ')) {
            line->at += size + 1;
            skip_blanks(line);
            return;
        }
    }
}

bool tr_log_line_begins(tr_log_time *out, tr_bytes line)
{
    char text[] = "0000-00-00T00:00:00Z";
    cursor at = { line.data, line.data + line.size };
    time_t seconds;

    take_one_of(&at, "[");
    skip_level(&at);
    if (at.at == at.end || !(read_numeric(text, at) || read_named(text, at)))
        return false;
    if (!tr_time_parse(&seconds, text))
        return false;
    *out = (tr_log_time){ true, seconds };
    return true;
}

tr_short_text tr_log_time_text(tr_log_time time, char between)
{
    tr_short_text text = tr_time_text(time.seconds);

    text.text[10] = between;
    text.text[19] = '\0';
    return text;
}

bool tr_log_line_divides(tr_bytes line)
{
    size_t count = 0;

    while (count < line.size &&
           (line.data[count] == '-' || line.data[count] == '=' || line.data[count] == '*'))
        count++;
    return count >= DIVIDER_LENGTH;
}
