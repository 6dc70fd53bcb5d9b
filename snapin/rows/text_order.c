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

static unsigned char weigh_in_text(char c)
{
    return fold(c);
}

/* What separates the parts of a path comes before all characters that they may have. */
static unsigned char weigh_in_path(char c)
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
    return order_by(first, second, weigh_in_text);
}

int path_order(const char *first, const char *second)
{
    return order_by(first, second, weigh_in_path);
}

/* Put a byte behind those that are there; false, and it is not put, if there is no place. */
static bool put(uint64_t *weight, unsigned *count, unsigned byte)
{
    if (*count == sizeof(*weight))
        return false;
    *weight = *weight << 8 | byte;
    ++*count;
    return true;
}

/* A number: how many digits it has, in a byte that any digit weighs against other characters, and
 * those, two to a byte. One of very many digits is not told from others. */
static bool put_number(uint64_t *weight, unsigned *count, const char **text)
{
    size_t size;
    bool is_put;

    *text += strspn(*text, "0");
    size = strspn(*text, "0123456789");
    is_put = put(weight, count, '0' + (size < 9 ? (unsigned)size : 9));
    if (size >= 9)
        is_put = is_put && put(weight, count, size < 255 ? (unsigned)size : 255);
    if (size >= 255)
        return false;
    for (; size > 0 && is_put; size -= size > 1 ? 2 : 1) {
        unsigned value = (unsigned)(*(*text)++ - '0');

        if (size > 1)
            value = 10 * value + (unsigned)(*(*text)++ - '0');
        is_put = put(weight, count, 1 + value);
    }
    return is_put;
}

static inline uint64_t weight_of(bool *is_whole, const char *text, unsigned char (*weigh)(char))
{
    uint64_t weight = 0;
    unsigned count = 0;
    bool is_put = true;

    while (*text && is_put) {
        if (is_digit(*text))
            is_put = put_number(&weight, &count, &text);
        else
            is_put = put(&weight, &count, weigh(*text++));
    }
    *is_whole = is_put;
    while (put(&weight, &count, 0))
        ;
    return weight;
}

uint64_t text_weight(bool *is_whole, const char *text)
{
    return weight_of(is_whole, text, weigh_in_text);
}

uint64_t path_weight(bool *is_whole, const char *text)
{
    return weight_of(is_whole, text, weigh_in_path);
}

uint64_t byte_weight(bool *is_whole, const char *text)
{
    uint64_t weight = 0;
    unsigned count = 0;

    while (*text && put(&weight, &count, (unsigned char)*text))
        text++;
    *is_whole = *text == '\0';
    while (put(&weight, &count, 0))
        ;
    return weight;
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
