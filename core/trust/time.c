/* Times of certificates and reports: 64-bit seconds since 1970, without the C library's limits. */
#include "core/trust/certificate.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define DAY    86400
#define LATEST 253402300799 /* 9999-12-31T23:59:59Z */

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_of_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days from 1970-01-01 to the first of a month, in years 0 to 9999. */
static int64_t days_until(int year, int month)
{
    int64_t before = (int64_t)year - 1;
    int64_t days = before * 365;

    if (year > 0)
        days += before / 4 - before / 100 + before / 400;
    else
        days -= 1; /* year 0 is a leap year, and lies before day 0 of this count */
    for (int earlier = 1; earlier < month; earlier++)
        days += days_of_month(year, earlier);
    return days - 719162;
}

static bool make_time(time_t *out, int year, int month, int day, int hour, int minute, int second)
{
    if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_of_month(year, month) || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 60)
        return false;
    *out = (time_t)((days_until(year, month) + day - 1) * DAY + hour * 3600 + minute * 60 + second);
    return true;
}

bool tr_asn1_time_parse(time_t *out, const ASN1_TIME *time)
{
    struct tm tm;

    memset(&tm, 0, sizeof(tm));
    return time && ASN1_TIME_to_tm(time, &tm) &&
           make_time(out, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min,
                     tm.tm_sec);
}

tr_short_text tr_time_text(time_t time)
{
    tr_short_text text;
    int64_t seconds = time > LATEST ? LATEST : time;
    int64_t days;
    int year, month = 1;

    if (seconds < days_until(0, 1) * DAY)
        seconds = days_until(0, 1) * DAY;
    days = (seconds - (seconds % DAY + DAY) % DAY) / DAY;
    seconds -= days * DAY;

    year = 1970 + (int)(days / 366);
    while (year < 9999 && days_until(year + 1, 1) <= days)
        year++;
    while (year > 0 && days_until(year, 1) > days)
        year--;
    while (month < 12 && days_until(year, month + 1) <= days)
        month++;
    snprintf(text.text, sizeof(text.text), "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month,
             (int)(days - days_until(year, month)) + 1, (int)(seconds / 3600),
             (int)(seconds / 60 % 60), (int)(seconds % 60));
    return text;
}

/* Read count digits; moves *text on. */
static bool read_number(int *out, const char **text, int count)
{
    *out = 0;
    for (; count > 0; count--, (*text)++) {
        if (**text < '0' || **text > '9')
            return false;
        *out = *out * 10 + (**text - '0');
    }
    return true;
}

static bool read_mark(const char **text, const char *allowed)
{
    if (**text == '\0' || !strchr(allowed, **text))
        return false;
    (*text)++;
    return true;
}

/* The seconds east of UTC at the end of a time: "Z" or "+01:00". */
static bool read_zone(int *out, const char *text)
{
    int sign = *text == '-' ? -1 : 1, hours, minutes;

    *out = 0;
    if (*text == 'Z' || *text == 'z')
        return text[1] == '\0';
    if (!read_mark(&text, "+-") || !read_number(&hours, &text, 2) || !read_mark(&text, ":") ||
        !read_number(&minutes, &text, 2) || *text || hours > 23 || minutes > 59)
        return false;
    *out = sign * (hours * 3600 + minutes * 60);
    return true;
}

static bool read_clock(int *hour, int *minute, int *second, int *zone, const char *text)
{
    if (!read_number(hour, &text, 2) || !read_mark(&text, ":") || !read_number(minute, &text, 2) ||
        !read_mark(&text, ":") || !read_number(second, &text, 2))
        return false;
    if (*text == '.') {
        text++;
        if (*text < '0' || *text > '9')
            return false;
        while (*text >= '0' && *text <= '9')
            text++;
    }
    return read_zone(zone, text);
}

bool tr_time_parse(time_t *out, const char *text)
{
    int year, month, day, hour = 0, minute = 0, second = 0, zone = 0;
    time_t time;

    if (!read_number(&year, &text, 4) || !read_mark(&text, "-") || !read_number(&month, &text, 2) ||
        !read_mark(&text, "-") || !read_number(&day, &text, 2))
        return false;
    if (*text && (!read_mark(&text, "Tt ") || !read_clock(&hour, &minute, &second, &zone, text)))
        return false;
    if (!make_time(&time, year, month, day, hour, minute, second))
        return false;
    *out = time - zone;
    return true;
}
