#include "core/report/html_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/report/printable.h"

#define FIRST_ROOM 4096

void tr_html_text_clear(tr_html_text *html)
{
    free(html->bytes);
    *html = (tr_html_text){ 0 };
}

static bool make_room(tr_html_text *html, size_t size)
{
    size_t room = html->room ? html->room : FIRST_ROOM;
    char *larger;

    if (html->has_failed || size > SIZE_MAX / 4 - html->size) {
        html->has_failed = true;
        return false;
    }
    while (room - html->size < size)
        room *= 2;
    if (room == html->room)
        return true;
    larger = realloc(html->bytes, room);
    if (!larger) {
        html->has_failed = true;
        return false;
    }
    html->bytes = larger;
    html->room = room;
    return true;
}

static void add_bytes(tr_html_text *html, const char *bytes, size_t size)
{
    if (size == 0 || !make_room(html, size))
        return;
    memcpy(html->bytes + html->size, bytes, size);
    html->size += size;
}

void tr_html_add(tr_html_text *html, const char *markup)
{
    add_bytes(html, markup, strlen(markup));
}

static const char *entity_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return "&#39;";
    }
}

void tr_html_add_text(tr_html_text *html, const char *text)
{
    char *printable = tr_printable(text);

    if (!printable) {
        html->has_failed = true;
        return;
    }
    for (const char *at = printable; *at;) {
        size_t plain = strcspn(at, "&<>\"'");

        add_bytes(html, at, plain);
        at += plain;
        if (*at)
            tr_html_add(html, entity_of(*at++));
    }
    free(printable);
}

void tr_html_add_isolated(tr_html_text *html, const char *text)
{
    tr_html_add(html, "<bdi>");
    tr_html_add_text(html, text);
    tr_html_add(html, "</bdi>");
}

void tr_html_add_count(tr_html_text *html, long long number)
{
    char digits[32];
    int count = snprintf(digits, sizeof(digits), "%lld", number);

    for (int index = 0; index < count; index++) {
        char digit[] = { digits[index], '\0' };

        tr_html_add(html, digit);
        if (digit[0] != '-' && index + 1 < count && (count - index - 1) % 3 == 0)
            tr_html_add(html, ",");
    }
}
