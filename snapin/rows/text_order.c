#include "snapin/rows/text_order.h"

#include <stddef.h>
#include <string.h>

/* Any order will do beyond A to Z, as long as it is always the same: that of code points. */
static unsigned char fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Compare the numbers that both texts begin with, and go behind them. */
static int number_order(const char **first, const char **second)
{
    size_t first_size;
    size_t second_size;
    int order;

    *first += strspn(*first, "0");
    *second += strspn(*second, "0");
    first_size = strspn(*first, "0123456789");
    second_size = strspn(*second, "0123456789");
    if (first_size != second_size)
        return first_size < second_size ? -1 : 1;
    order = memcmp(*first, *second, first_size);
    *first += first_size;
    *second += second_size;
    return order;
}

static unsigned char text_weight(char c)
{
    return fold(c);
}

/* What separates the parts of a path comes before all characters that they may have. */
static unsigned char path_weight(char c)
{
    return c == '/' || c == '\\' ? 1 : fold(c);
}

static inline int order_by(const char *first, const char *second, unsigned char (*weight)(char))
{
    for (;;) {
        if (is_digit(*first) && is_digit(*second)) {
            int order = number_order(&first, &second);

            if (order != 0)
                return order;
        } else {
            int order = weight(*first) - weight(*second);

            if (order != 0 || *first == '\0')
                return order;
            first++;
            second++;
        }
    }
}

int text_order(const char *first, const char *second)
{
    return order_by(first, second, text_weight);
}

int path_order(const char *first, const char *second)
{
    return order_by(first, second, path_weight);
}

bool text_begins(const char *text, const char *with)
{
    while (*with && fold(*text) == fold(*with)) {
        text++;
        with++;
    }
    return *with == '\0';
}

bool text_holds(const char *text, const char *part)
{
    if (*part == '\0')
        return true;
    for (; *text; text++) {
        if (fold(*text) == fold(*part) && text_begins(text, part))
            return true;
    }
    return false;
}
