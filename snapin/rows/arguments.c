#include "snapin/rows/arguments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Take a word, which is NULL when out of memory. */
static void take(arguments *out, char *word)
{
    if (out->count + 1 >= out->room) {
        size_t room = out->room ? 2 * out->room : 16;
        char **items = realloc(out->items, room * sizeof(*items));

        if (items) {
            out->items = items;
            out->room = room;
        } else {
            out->has_failed = true;
        }
    }
    if (!word || out->has_failed) {
        free(word);
        out->has_failed = true;
        return;
    }
    out->items[out->count++] = word;
    out->items[out->count] = NULL;
}

void arguments_add(arguments *out, const char *word)
{
    take(out, strdup(word));
}

void arguments_add_option(arguments *out, const char *name, const char *value)
{
    size_t room = strlen(name) + strlen(value) + sizeof("--=");
    char *word = malloc(room);

    if (word)
        snprintf(word, room, "--%s=%s", name, value);
    take(out, word);
}

void arguments_clear(arguments *words)
{
    for (size_t index = 0; index < words->count; index++)
        free(words->items[index]);
    free(words->items);
    *words = (arguments){ 0 };
}

static char *put_backslashes(char *out, size_t count)
{
    memset(out, '\\', count);
    return out + count;
}

/* Backslashes count only before a quote, where each has to be doubled. */
static char *put_word(char *out, const char *word)
{
    size_t backslashes = 0;

    *out++ = '"';
    for (; *word; word++) {
        if (*word == '"')
            out = put_backslashes(out, backslashes + 1);
        backslashes = *word == '\\' ? backslashes + 1 : 0;
        *out++ = *word;
    }
    out = put_backslashes(out, backslashes);
    *out++ = '"';
    return out;
}

char *arguments_command_line(const arguments *words, const char *program)
{
    size_t room = 2 * strlen(program) + sizeof("\"\"");
    char *line;
    char *end;

    for (size_t index = 0; index < words->count; index++)
        room += 2 * strlen(words->items[index]) + sizeof(" \"\"");
    line = words->has_failed ? NULL : malloc(room);
    if (!line)
        return NULL;
    end = put_word(line, program);
    for (size_t index = 0; index < words->count; index++) {
        *end++ = ' ';
        end = put_word(end, words->items[index]);
    }
    *end = '\0';
    return line;
}
