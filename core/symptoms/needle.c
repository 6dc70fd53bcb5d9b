#include "core/symptoms/needle.h"

#include <string.h>

#include "core/utf8.h"

/* A pattern that is being read. */
typedef struct reading {
    const char *at;
    tr_needle best; /* of this alternative */
    char run[256];  /* literal characters in a row */
    size_t size;
    size_t last; /* where the last character of it begins */
} reading;

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* A long word is seldom met in vain, and a long needle hardly ever. */
static size_t worth_of(size_t word_size, size_t size)
{
    return 2 * (word_size < 8 ? word_size : 8) + (size < 24 ? size : 24);
}

static void take(tr_needle *best, const char *text, size_t size, size_t word_size)
{
    best->size = size < TR_NEEDLE_MAX ? size : TR_NEEDLE_MAX;
    while (best->size < size && ((unsigned char)text[best->size] & 0xC0) == 0x80)
        best->size--; /* whole characters only */
    best->word_size = word_size < best->size ? word_size : best->size;
    for (size_t index = 0; index < best->size; index++)
        best->bytes[index] = (unsigned char)lower(text[index]);
}

/* Take a run from one of its words on, if that is better than what there is. */
static void take_run(tr_needle *best, const char *run, size_t size)
{
    while (size > 0 && run[size - 1] == ' ')
        size--;
    for (size_t at = 0; at < size;) {
        size_t end = at;

        while (end < size && run[end] != ' ')
            end++;
        if (end - at >= TR_NEEDLE_SHORTEST &&
            worth_of(end - at, size - at) > worth_of(best->word_size, best->size))
            take(best, run + at, size - at, end - at);
        at = end + 1;
    }
}

static void end_run(reading *read)
{
    take_run(&read->best, read->run, read->size);
    read->size = 0;
}

static void add(reading *read, const char *bytes, size_t size)
{
    if (read->size + size > sizeof(read->run))
        end_run(read);
    read->last = read->size;
    memcpy(read->run + read->size, bytes, size);
    read->size += size;
}

/* The last character may be left out of a match. */
static void drop_last(reading *read)
{
    if (read->size > 0)
        read->size = read->last;
    end_run(read);
}

/* Characters without upper and lower case, whose bytes are the same in all that matches. */
static bool is_caseless(uint32_t character)
{
    return (character >= 0x3000 && character <= 0x30FF) ||
           (character >= 0x4E00 && character <= 0x9FFF);
}

/* What is too rare to be followed here, or turns the rules of reading: comments, \Q, (*VERB). */
static bool is_beyond_us(const char *pattern)
{
    if (strstr(pattern, "(*") || strstr(pattern, "\\Q") || strstr(pattern, "(?#"))
        return true;
    for (const char *group = strstr(pattern, "(?"); group; group = strstr(group + 2, "(?")) {
        const char *options = group + 2;

        options += strspn(options, "^-imnsJU");
        if (*options == 'x')
            return true;
    }
    return false;
}

/* Go behind a class; false if it does not end. */
static bool skip_class(const char **at)
{
    const char *next = *at + 1;

    if (*next == '^')
        next++;
    if (*next == ']')
        next++;
    while (*next && *next != ']') {
        const char *named = *next == '[' && next[1] == ':' ? strstr(next + 2, ":]") : NULL;

        if (named)
            next = named + 2;
        else
            next += *next == '\\' && next[1] ? 2 : 1;
    }
    *at = *next ? next + 1 : next;
    return *next != '\0';
}

static bool skip_group(const char **at)
{
    int depth = 0;

    do {
        if (**at == '[') {
            if (!skip_class(at))
                return false;
            continue;
        }
        depth += **at == '(';
        depth -= **at == ')';
        *at += **at == '\\' && (*at)[1] ? 2 : 1;
    } while (depth > 0 && **at);
    return depth == 0;
}

/* "{2,5}": its least number; false for what is none, or what versions of PCRE2 differ over. */
static bool read_braces(reading *read)
{
    const char *next = read->at + 1;
    bool is_zero = strspn(next, "0") == strspn(next, "0123456789");
    size_t size = strspn(next, "0123456789,");

    if (size == 0 || *next == ',' || next[size] != '}')
        return false;
    read->at = next + size + 1;
    if (is_zero)
        drop_last(read);
    else
        end_run(read);
    return true;
}

static bool read_quantifier(reading *read)
{
    if (*read->at == '{') {
        if (!read_braces(read))
            return false;
    } else if (*read->at++ == '+') {
        end_run(read);
    } else {
        drop_last(read);
    }
    if (*read->at == '?' || *read->at == '+')
        read->at++;
    return true;
}

static bool read_escape(reading *read)
{
    const char escaped = read->at[1];
    const bool is_alphanumeric = (escaped >= '0' && escaped <= '9') ||
                                 (escaped >= 'a' && escaped <= 'z') ||
                                 (escaped >= 'A' && escaped <= 'Z');

    if (escaped == '\0' || (unsigned char)escaped >= 0x80)
        return false;
    if (is_alphanumeric && !strchr("dDwWsSbBAzZGhHvVRXKtnr", escaped))
        return false;
    if (is_alphanumeric)
        end_run(read);
    else
        add(read, &escaped, 1);
    read->at += 2;
    return true;
}

static void read_character(reading *read)
{
    uint32_t character;
    size_t size = tr_utf8_next(&character, read->at);

    if (character < 0x80 || is_caseless(character))
        add(read, read->at, size);
    else
        end_run(read);
    read->at += size;
}

static bool read_one(reading *read)
{
    switch (*read->at) {
    case '(':
        end_run(read);
        return skip_group(&read->at);
    case '[':
        end_run(read);
        return skip_class(&read->at);
    case '\\':
        return read_escape(read);
    case '*':
    case '+':
    case '?':
    case '{':
        return read_quantifier(read);
    case '^':
    case '$':
    case '.':
        end_run(read);
        read->at++;
        return true;
    case ')':
        return false;
    default:
        read_character(read);
        return true;
    }
}

size_t tr_needles_of_pattern(tr_needle *out, size_t room, const char *pattern)
{
    reading read = { .at = pattern };
    size_t count = 0;

    if (is_beyond_us(pattern))
        return 0;
    for (;;) {
        bool is_end = *read.at == '\0';

        if (!is_end && *read.at != '|') {
            if (!read_one(&read))
                return 0;
            continue;
        }
        end_run(&read);
        if (read.best.size == 0 || count == room)
            return 0;
        out[count++] = read.best;
        if (is_end)
            return count;
        memset(&read.best, 0, sizeof(read.best));
        read.at++;
    }
}

bool tr_needle_of_text(tr_needle *out, const char *text)
{
    reading read = { .at = text };

    while (*read.at)
        read_character(&read);
    end_run(&read);
    *out = read.best;
    return out->size > 0;
}
