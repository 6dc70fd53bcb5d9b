#include "snapin/rows/distinguished_name.h"

#include <stddef.h>
#include <string.h>

/* Where the part of a name ends. */
static const char *end_of_part(const char *part)
{
    while (*part && *part != ',' && *part != '+')
        part += part[0] == '\\' && part[1] ? 2 : 1;
    return part;
}

static int hex_digit(char digit)
{
    const char *digits = "0123456789ABCDEF";
    const char *found = digit ? strchr(digits, digit) : NULL;

    return found ? (int)(found - digits) : -1;
}

/* A value without its backslashes; \XX stays, as it stands for what is not to be shown. */
static void put_value(text_buffer *out, const char *value, const char *end)
{
    while (value < end) {
        const char *backslash = memchr(value, '\\', (size_t)(end - value));
        const char *stop = backslash ? backslash : end;

        text_buffer_add(out, value, (size_t)(stop - value));
        if (!backslash)
            return;
        value = backslash + 1;
        if (value == end || (hex_digit(value[0]) >= 0 && hex_digit(value[1]) >= 0)) {
            text_buffer_add(out, "\\", 1);
        } else {
            text_buffer_add(out, value, 1);
            value++;
        }
    }
}

/* The first value of a kind, up to *end; NULL if there is none. */
static const char *find_value(const char **end, const char *name, const char *kind)
{
    size_t size = strlen(kind);

    for (const char *part = name; *part; part = **end ? *end + 1 : *end) {
        part += strspn(part, " ");
        *end = end_of_part(part);
        if (strncmp(part, kind, size) == 0 && part + size < *end)
            return part + size;
    }
    return NULL;
}

void distinguished_name_common(text_buffer *out, const char *name)
{
    static const char *const kinds[] = { "CN=", "OU=", "O=" };

    for (size_t index = 0; index < sizeof(kinds) / sizeof(kinds[0]); index++) {
        const char *end;
        const char *value = find_value(&end, name, kinds[index]);

        if (value) {
            put_value(out, value, end);
            return;
        }
    }
    text_buffer_add(out, name, strlen(name));
}
