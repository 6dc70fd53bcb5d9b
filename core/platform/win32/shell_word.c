/* Quotes that cmd.exe and PowerShell both know; no name of a file here holds one. */
#include "core/platform/shell_word.h"

#include <stdlib.h>
#include <string.h>

/* What neither of the two has a meaning for. */
static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                            "-_./\\:+=~";

char *tr_shell_word(const char *path)
{
    const size_t size = strlen(path);
    size_t slashes = 0;
    char *word;

    if (size > 0 && path[strspn(path, plain)] == '\0')
        return strdup(path);
    while (slashes < size && path[size - 1 - slashes] == '\\')
        slashes++;
    word = malloc(size + slashes + 3);
    if (!word)
        return NULL;
    word[0] = '"';
    memcpy(word + 1, path, size);
    memset(word + 1 + size, '\\', slashes); /* one before a quote would make it part of the word */
    memcpy(word + 1 + size + slashes, "\"", 2);
    return word;
}
