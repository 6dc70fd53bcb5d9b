#include "core/platform/shell_word.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What no shell has a meaning for. */
static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                            "-_./:+,=@";

/* These keep their meaning in double quotes, which are easier to read. */
static const char active[] = "\"$`\\!";

/* In single quotes, of which each in the text is written '\''. */
static char *quote(const char *path)
{
    char *word = malloc(4 * strlen(path) + 3);
    char *end = word;

    if (!word)
        return NULL;
    *end++ = '\'';
    for (; *path; path++) {
        const char *piece = *path == '\'' ? "'\\''" : (const char[]){ *path, '\0' };

        memcpy(end, piece, strlen(piece));
        end += strlen(piece);
    }
    memcpy(end, "'", 2);
    return word;
}

char *tr_shell_word(const char *path)
{
    const size_t room = strlen(path) + 3;
    char *word;

    if (*path && path[strspn(path, plain)] == '\0')
        return strdup(path);
    if (strpbrk(path, active))
        return quote(path);
    word = malloc(room);
    if (word)
        snprintf(word, room, "\"%s\"", path);
    return word;
}
