#include "core/agent/command_line.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

/* No byte becomes more than five: a percent sign, with quotes and carets around it. */
#define GROWTH 5

/* Two quotes, with a caret before each, and a blank or the zero byte. */
#define FRAME 5

/* A line that grows in room that is known to do. */
typedef struct writer {
    char *end;
    tr_command_place place;
} writer;

bool tr_command_line_may_carry(const char *word)
{
    for (const unsigned char *byte = (const unsigned char *)word; *byte; byte++) {
        if (*byte < 0x20 || *byte == 0x7F)
            return false;
    }
    return true;
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("._:/\\@+-", c));
}

static bool needs_no_quotes(const char *word)
{
    if (!*word)
        return false;
    while (is_plain(*word))
        word++;
    return *word == '\0';
}

static void put(writer *out, char c)
{
    *out->end++ = c;
}

static void put_text(writer *out, const char *text)
{
    size_t size = strlen(text);

    memcpy(out->end, text, size);
    out->end += size;
}

static void put_backslashes(writer *out, size_t count)
{
    for (size_t index = 0; index < count; index++)
        put(out, '\\');
}

/*
 * In a file two percent signs are one. Typed, one stands between two quoted
 * parts: what follows would have to be a variable whose name begins with a
 * quote, or with a caret.
 */
static void put_percent(writer *out, const char *quote, size_t backslashes)
{
    if (out->place == TR_COMMAND_IN_FILE) {
        put_text(out, "%%");
        return;
    }
    put_backslashes(out, backslashes); /* they stand before a quote now */
    put_text(out, quote);
    put(out, '%');
    put_text(out, quote);
}

/* Within quotes cmd.exe acts on percent signs only. */
static void put_quoted(writer *out, const char *word, bool is_program)
{
    size_t backslashes = 0;

    put(out, '"');
    for (; *word; word++) {
        if (*word == '%')
            put_percent(out, "\"", is_program ? 0 : backslashes);
        else
            put(out, *word);
        backslashes = *word == '\\' ? backslashes + 1 : 0;
    }
    put_backslashes(out, is_program ? 0 : backslashes);
    put(out, '"');
}

/*
 * For a word that holds quotes, each of which would end cmd.exe's own quoting.
 * A caret makes any character nothing but itself, so that it sees none at all.
 */
static void put_with_carets(writer *out, const char *word)
{
    size_t backslashes = 0;

    put_text(out, "^\"");
    for (; *word; word++) {
        if (*word == '"')
            put_backslashes(out, backslashes + 1);
        if (*word == '%') {
            put_percent(out, "^\"", backslashes);
        } else {
            if (strchr("\"&|<>()^!", *word))
                put(out, '^');
            put(out, *word);
        }
        backslashes = *word == '\\' ? backslashes + 1 : 0;
    }
    put_backslashes(out, backslashes);
    put_text(out, "^\"");
}

static void put_word(writer *out, const char *word, bool is_program)
{
    if (needs_no_quotes(word))
        put_text(out, word);
    else if (!strchr(word, '"'))
        put_quoted(out, word, is_program);
    else
        put_with_carets(out, word);
}

static tr_status check(const char *const *words, size_t count, tr_error *err)
{
    for (size_t index = 0; index < count; index++) {
        if (!tr_command_line_may_carry(words[index]))
            return tr_error_set(err, TR_ERR_FORMAT, 0,
                                "word %zu of a command line holds a line end or another control "
                                "character, which it cannot carry",
                                index + 1);
    }
    if (strchr(words[0], '"'))
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            "the program of a command line has a quote in its path");
    return TR_OK;
}

tr_status tr_command_line_write(char **out, const char *const *words, size_t count,
                                tr_command_place place, tr_error *err)
{
    size_t room = 1;
    char *line;
    writer into = { .place = place };
    tr_status status = check(words, count, err);

    if (status != TR_OK)
        return status;
    for (size_t index = 0; index < count; index++)
        room += strlen(words[index]) * GROWTH + FRAME;
    line = malloc(room);
    if (!line)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a command line");
    into.end = line;
    for (size_t index = 0; index < count; index++) {
        if (index > 0)
            put(&into, ' ');
        put_word(&into, words[index], index == 0);
    }
    put(&into, '\0');
    *out = line;
    return TR_OK;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/*
 * Read one word. Before a quote, two backslashes are one, and one left over
 * makes the quote a character; within quotes, two quotes are a character and
 * the end of the quotes.
 */
static const char *read_word(char *out, const char *line)
{
    bool is_inside = false;

    while (*line && (is_inside || !is_blank(*line))) {
        size_t backslashes = strspn(line, "\\");
        bool is_quote = line[backslashes] == '"';

        line += backslashes;
        memset(out, '\\', is_quote ? backslashes / 2 : backslashes);
        out += is_quote ? backslashes / 2 : backslashes;
        if (!is_quote) {
            if (*line && (is_inside || !is_blank(*line)))
                *out++ = *line++;
            continue;
        }
        if (backslashes % 2 == 1) {
            *out++ = *line++;
            continue;
        }
        line++;
        if (is_inside && *line == '"')
            *out++ = *line++;
        is_inside = !is_inside;
    }
    *out = '\0';
    return line;
}

/* The program's path: quotes go, and backslashes are nothing but that. */
static const char *read_program(char *out, const char *line)
{
    bool is_inside = false;

    for (; *line && (is_inside || !is_blank(*line)); line++) {
        if (*line == '"')
            is_inside = !is_inside;
        else
            *out++ = *line;
    }
    *out = '\0';
    return line;
}

static bool add_word(char ***words, size_t *count, const char *word)
{
    char **larger = realloc(*words, (*count + 1) * sizeof(*larger));

    if (!larger)
        return false;
    *words = larger;
    larger[*count] = strdup(word);
    if (!larger[*count])
        return false;
    ++*count;
    return true;
}

tr_status tr_command_line_split(char ***out, size_t *count, const char *line, tr_error *err)
{
    size_t size = strlen(line) + 1;
    char *room = malloc(size);
    char **words = NULL;
    size_t found = 0;
    bool is_good = room != NULL;

    for (line += strspn(line, " \t"); is_good && *line; line += strspn(line, " \t")) {
        line = found == 0 ? read_program(room, line) : read_word(room, line);
        is_good = add_word(&words, &found, room);
    }
    if (room)
        OPENSSL_cleanse(room, size);
    free(room);
    if (!is_good) {
        tr_command_line_free(words, found);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a command line");
    }
    *out = words;
    *count = found;
    return TR_OK;
}

void tr_command_line_free(char **words, size_t count)
{
    for (size_t index = 0; index < count; index++) {
        OPENSSL_cleanse(words[index], strlen(words[index]));
        free(words[index]);
    }
    free(words);
}
