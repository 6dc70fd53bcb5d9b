#include "core/agent/agent_field.h"

#include <stddef.h>
#include <string.h>

#define LONGEST_NAME 255
#define LONGEST_PART 63

const char *tr_field_kind_word(tr_field_kind kind)
{
    static const char *const words[TR_FIELD_KIND_COUNT] = {
        [TR_FIELD_OTHER] = "other",     [TR_FIELD_GUID] = "guid",
        [TR_FIELD_ADDRESS] = "address", [TR_FIELD_THUMBPRINT] = "thumbprint",
        [TR_FIELD_VERSION] = "version", [TR_FIELD_DATE] = "date",
        [TR_FIELD_NAME] = "name",
    };

    return words[kind];
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static size_t hex_length(const char *text)
{
    size_t count = 0;

    while (is_hex(text[count]))
        count++;
    return count;
}

static bool is_guid(const char *text)
{
    static const size_t lengths[] = { 8, 4, 4, 4, 12 };
    const bool is_braced = *text == '{';

    text += is_braced;
    for (size_t index = 0; index < 5; index++) {
        if (hex_length(text) != lengths[index])
            return false;
        text += lengths[index];
        if (index < 4 && *text++ != '-')
            return false;
    }
    return strcmp(text, is_braced ? "}" : "") == 0;
}

/* Numbers with dots between them: how many; 0 if the text is something else. */
static size_t count_numbers(const char *text, unsigned long most)
{
    size_t count = 0;

    for (;;) {
        unsigned long number = 0;
        size_t length = 0;

        for (; is_digit(text[length]) && length < 9; length++)
            number = number * 10 + (unsigned long)(text[length] - '0');
        if (length == 0 || number > most)
            return 0;
        count++;
        text += length;
        if (*text == '\0')
            return count;
        if (*text++ != '.')
            return 0;
    }
}

static bool is_ipv4(const char *text)
{
    return count_numbers(text, 255) == 4;
}

/* Up to eight groups, of which one run may be left out; the last two may be an IPv4 address. */
static bool is_ipv6(const char *text)
{
    size_t groups = 0;
    bool is_short = false;

    if (!strchr(text, ':') || (text[0] == ':' && text[1] != ':'))
        return false;
    while (*text && *text != '%') {
        size_t length = hex_length(text);

        if (length > 0 && text[length] == '.')
            return is_ipv4(text) && (is_short ? groups <= 5 : groups == 6);
        if (length > 4 || ++groups > 8)
            return false;
        text += length;
        if (text[0] == ':' && text[1] == ':') {
            if (is_short)
                return false;
            is_short = true;
            groups -= length == 0;
            text += 2;
        } else if (length == 0 || (*text == ':' && !is_hex(*++text))) {
            return false;
        } else if (*text && *text != '%' && !is_hex(*text)) {
            return false;
        }
    }
    return is_short ? groups < 8 : groups == 8;
}

bool tr_field_is_address(const char *text)
{
    return is_ipv4(text) || is_ipv6(text);
}

static bool is_thumbprint(const char *text)
{
    const size_t length = hex_length(text);

    return text[length] == '\0' && (length == 40 || length == 64);
}

static bool is_version(const char *text)
{
    const size_t count = count_numbers(text, 999999999);

    return count >= 2 && count <= 4;
}

static bool is_day(unsigned year, unsigned month, unsigned day)
{
    return year >= 1980 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* "2024-05-31", "31.05.2024", "5/31/2024 1:02:03 PM" and the like: three numbers come first. */
static bool is_date(const char *text)
{
    unsigned numbers[3] = { 0 };
    char separator = '\0';

    for (int index = 0; index < 3; index++) {
        size_t length = 0;

        for (; is_digit(text[length]) && length < 5; length++)
            numbers[index] = numbers[index] * 10 + (unsigned)(text[length] - '0');
        if (length == 0 || length > 4)
            return false;
        text += length;
        if (index == 2)
            break;
        if (!*text || !strchr("-./", *text) || (separator && *text != separator))
            return false;
        separator = *text++;
    }
    if (*text != '\0' && *text != ' ' && *text != 'T')
        return false;
    return is_day(numbers[0], numbers[1], numbers[2]) ||
           is_day(numbers[2], numbers[1], numbers[0]) || is_day(numbers[2], numbers[0], numbers[1]);
}

bool tr_field_is_name(const char *text)
{
    bool has_letter = false;
    size_t part = 0;
    size_t size = 0;

    for (; text[size]; size++) {
        const char c = text[size];
        const bool is_letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';

        if (c == '.' && part == 0)
            return false;
        if (c != '.' && c != '-' && c != '_' && !is_letter && !is_digit(c))
            return false;
        part = c == '.' ? 0 : part + 1;
        has_letter = has_letter || is_letter;
        if (part > LONGEST_PART || size >= LONGEST_NAME)
            return false;
    }
    return has_letter && *text != '-' && part > 0;
}

tr_field_kind tr_field_kind_of(const char *text)
{
    if (is_guid(text))
        return TR_FIELD_GUID;
    if (tr_field_is_address(text))
        return TR_FIELD_ADDRESS;
    if (is_thumbprint(text))
        return TR_FIELD_THUMBPRINT;
    if (is_date(text))
        return TR_FIELD_DATE;
    if (is_version(text))
        return TR_FIELD_VERSION;
    return tr_field_is_name(text) ? TR_FIELD_NAME : TR_FIELD_OTHER;
}
