#include "core/platform/win32/arguments.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"
#include "core/platform/win32/text.h"
#include "core/platform/win32/wildcard.h"

typedef struct list {
    char **arguments;
    int count;
} list;

static bool add(void *context, const char *argument)
{
    list *into = context;
    char **larger = realloc(into->arguments, ((size_t)into->count + 2) * sizeof(*larger));

    if (!larger)
        return false;
    into->arguments = larger;
    larger[into->count] = strdup(argument);
    if (!larger[into->count])
        return false;
    larger[++into->count] = NULL;
    return true;
}

static bool add_expanded(list *into, const char *argument, bool is_quoted)
{
    size_t count = 0;

    if (!is_quoted && argument[0] != '-' && strpbrk(argument + tr_path_name(argument), "*?")) {
        if (!tr_wildcard_expand(&count, argument, add, into))
            return false;
    }
    return count > 0 || add(into, argument);
}

static bool is_blank(wchar_t c)
{
    return c == ' ' || c == '\t';
}

/* The program's name: quotes go, and backslashes are nothing but that. */
static const wchar_t *read_program(wchar_t *out, const wchar_t *line)
{
    bool is_inside = false;

    for (; *line && (is_inside || !is_blank(*line)); line++) {
        if (*line == '"')
            is_inside = !is_inside;
        else
            *out++ = *line;
    }
    *out = 0;
    return line;
}

/*
 * Before a quote, two backslashes are one, and one left over makes the quote
 * a character; within quotes, two quotes are a character as well.
 */
static const wchar_t *read_argument(wchar_t *out, bool *is_quoted, const wchar_t *line)
{
    bool is_inside = false;

    *is_quoted = false;
    while (*line && (is_inside || !is_blank(*line))) {
        size_t backslashes = wcsspn(line, L"\\");
        bool is_quote = line[backslashes] == '"';

        line += backslashes;
        for (size_t index = 0; index < (is_quote ? backslashes / 2 : backslashes); index++)
            *out++ = '\\';
        if (!is_quote) {
            if (*line && (is_inside || !is_blank(*line)))
                *out++ = *line++;
            continue;
        }
        if (backslashes % 2 == 1) {
            *out++ = *line++;
        } else if (is_inside && line[1] == '"') {
            *out++ = '"';
            line += 2;
        } else {
            is_inside = !is_inside;
            *is_quoted = true;
            line++;
        }
    }
    *out = 0;
    return line;
}

static bool split(list *into, wchar_t *room, const wchar_t *line)
{
    bool is_program = true;

    for (;;) {
        bool is_quoted = true;
        char *argument;
        bool is_added;

        if (is_program)
            line = read_program(room, line);
        else
            line = read_argument(room, &is_quoted, line);
        argument = tr_text_to_utf8(room, wcslen(room));
        is_added = argument && add_expanded(into, argument, is_quoted);
        free(argument);
        if (!is_added)
            return false;
        is_program = false;
        while (is_blank(*line))
            line++;
        if (!*line)
            return true;
    }
}

bool tr_arguments_parse(int *argc, char ***argv, const wchar_t *line)
{
    list all = { 0 };
    wchar_t *room = malloc((wcslen(line) + 1) * sizeof(*room));
    bool is_split = room && split(&all, room, line);

    free(room);
    if (is_split) {
        *argc = all.count;
        *argv = all.arguments;
        return true;
    }
    while (all.count > 0)
        free(all.arguments[--all.count]);
    free(all.arguments);
    return false;
}
