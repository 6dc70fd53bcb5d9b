#include "core/authenticode/zip_name.h"

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One character of a name as names are compared; moves *name on. */
static unsigned char fold(const char **name)
{
    unsigned char c = (unsigned char)*(*name)++;

    if (c == '%' && digit_of((*name)[0]) >= 0 && digit_of((*name)[1]) >= 0) {
        c = (unsigned char)(digit_of((*name)[0]) * 16 + digit_of((*name)[1]));
        *name += 2;
    }
    if (c == '\\')
        return '/';
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c - 'A' + 'a') : c;
}

uint64_t tr_zip_name_hash(const char *name)
{
    uint64_t hash = 14695981039346656037U;

    while (*name)
        hash = (hash ^ fold(&name)) * 1099511628211U;
    return hash;
}

bool tr_zip_name_equal(const char *a, const char *b)
{
    while (*a && *b) {
        if (fold(&a) != fold(&b))
            return false;
    }
    return *a == *b;
}
