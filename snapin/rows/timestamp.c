#include "snapin/rows/timestamp.h"

#include <stddef.h>

#define DAY 86400

/* Read count digits; -1 if they are none. */
static int digits_at(const char **at, int count)
{
    int number = 0;

    for (; count > 0; count--, (*at)++) {
        if (**at < '0' || **at > '9')
            return -1;
        number = 10 * number + (**at - '0');
    }
    return number;
}

static bool skip(const char **at, char wanted)
{
    if (**at != wanted)
        return false;
    ++*at;
    return true;
}

static int days_of_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return days[month - 1] + (month == 2 && is_leap);
}

/* Days from 1970-01-01; years are counted from March, so that a leap day ends one. */
static int64_t days_until(int year, int month, int day)
{
    int64_t years = month > 2 ? year : year - 1;
    int64_t months = month > 2 ? month - 3 : month + 9;

    /* 400 more, so that nothing divided is negative */
    years += 400;
    return years * 365 + years / 4 - years / 100 + years / 400 + (153 * months + 2) / 5 + day - 1 -
           719468 - 146097;
}

static bool parse_day(int64_t *days, const char **at)
{
    int year = digits_at(at, 4);
    int month = year >= 0 && skip(at, '-') ? digits_at(at, 2) : -1;
    int day = month >= 0 && skip(at, '-') ? digits_at(at, 2) : -1;

    if (month < 1 || month > 12 || day < 1 || day > days_of_month(year, month))
        return false;
    *days = days_until(year, month, day);
    return true;
}

static bool parse_clock(int *seconds, const char **at)
{
    int hour = digits_at(at, 2);
    int minute = hour >= 0 && skip(at, ':') ? digits_at(at, 2) : -1;
    int second = minute >= 0 && skip(at, ':') ? digits_at(at, 2) : -1;

    if (second < 0 || hour > 23 || minute > 59 || second > 60)
        return false;
    *seconds = hour * 3600 + minute * 60 + second;
    return skip(at, 'Z');
}

bool timestamp_parse(int64_t *out, const char *text)
{
    int64_t days;
    int seconds = 0;

    if (!parse_day(&days, &text))
        return false;
    if (*text && !(skip(&text, 'T') && parse_clock(&seconds, &text)))
        return false;
    *out = days * DAY + seconds;
    return *text == '\0';
}
