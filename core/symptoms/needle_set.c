#include "core/symptoms/needle_set.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A longer window would seldom be moved on further: all pairs of letters are in some needle. */
#define WINDOW_MAX 8

/* White space that one blank stands for; more is no broken line. */
#define BLANKS_MAX 256

#define PAIRS   65536
#define BUCKETS 256

typedef struct member {
    tr_needle needle;
    size_t tag;
    size_t next; /* in its bucket, counted from 1; 0: none */
} member;

struct tr_needle_set {
    member *members;
    size_t count;
    size_t room;
    size_t window;              /* of each needle, so many bytes are in the tables */
    size_t buckets[BUCKETS];    /* by the last two bytes of the window, counted from 1 */
    unsigned char shift[PAIRS]; /* how far the window may move if it ends with this pair */
};

tr_needle_set *tr_needle_set_new(void)
{
    return calloc(1, sizeof(tr_needle_set));
}

void tr_needle_set_free(tr_needle_set *set)
{
    if (set)
        free(set->members);
    free(set);
}

bool tr_needle_set_add(tr_needle_set *set, const tr_needle *needle, size_t tag)
{
    if (set->count == set->room) {
        size_t room = set->room ? set->room * 2 : 64;
        member *larger = realloc(set->members, room * sizeof(*larger));

        if (!larger)
            return false;
        set->members = larger;
        set->room = room;
    }
    set->members[set->count++] = (member){ .needle = *needle, .tag = tag };
    return true;
}

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

static unsigned char upper(unsigned char c)
{
    return c >= 'a' && c <= 'z' ? (unsigned char)(c - 32) : c;
}

static bool is_blank(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t bucket_of(unsigned char first, unsigned char second)
{
    return (lower(first) * 31u + (is_blank(second) ? ' ' : lower(second))) % BUCKETS;
}

/* How large a window may be: the first word, and the blank behind it. */
static size_t window_of(const tr_needle *needle)
{
    return needle->word_size + (needle->word_size < needle->size);
}

/* The window may not move further than this if it ends with a pair, in either case. */
static void limit_shift(tr_needle_set *set, const unsigned char *pair, size_t shift)
{
    const unsigned char blanks[] = { ' ', '\t', '\n', '\v', '\f', '\r' };
    const unsigned char letters[] = { pair[1], upper(pair[1]) };
    const unsigned char first[] = { pair[0], upper(pair[0]) };
    const unsigned char *second = is_blank(pair[1]) ? blanks : letters;
    const size_t count = is_blank(pair[1]) ? sizeof(blanks) : sizeof(letters);

    for (size_t a = 0; a < sizeof(first); a++) {
        for (size_t b = 0; b < count; b++) {
            unsigned char *entry = &set->shift[first[a] << 8 | second[b]];

            if (*entry > shift)
                *entry = (unsigned char)shift;
        }
    }
}

void tr_needle_set_prepare(tr_needle_set *set)
{
    set->window = WINDOW_MAX;
    for (size_t index = 0; index < set->count; index++) {
        const size_t window = window_of(&set->members[index].needle);

        if (window < set->window)
            set->window = window;
    }
    memset(set->shift, (int)(set->window - 1), sizeof(set->shift));
    memset(set->buckets, 0, sizeof(set->buckets));
    /* From the last one on, so that what begins at one place is found in the order of adding. */
    for (size_t index = set->count; index-- > 0;) {
        member *one = &set->members[index];
        const unsigned char *end = one->needle.bytes + set->window - 2;
        size_t *bucket = &set->buckets[bucket_of(end[0], end[1])];

        for (size_t at = 0; at + 1 < set->window; at++)
            limit_shift(set, one->needle.bytes + at, set->window - 2 - at);
        one->next = *bucket;
        *bucket = index + 1;
    }
}

static bool is_at(const tr_needle *needle, tr_bytes text, size_t at)
{
    for (size_t index = 0; index < needle->size; index++) {
        const unsigned char wanted = needle->bytes[index];
        size_t blanks = 0;

        if (wanted != ' ') {
            if (at == text.size || lower(text.data[at++]) != wanted)
                return false;
            continue;
        }
        while (at < text.size && is_blank(text.data[at]) && blanks < BLANKS_MAX) {
            at++;
            blanks++;
        }
        /* Two blanks in a row are one run of white space, too. */
        if (blanks == 0 && !(index > 0 && needle->bytes[index - 1] == ' '))
            return false;
    }
    return true;
}

void tr_needle_set_search(const tr_needle_set *set, tr_bytes text, size_t from, size_t to,
                          tr_needle_visit *visit, void *context)
{
    const unsigned char *data = text.data;
    const size_t window = set->window;
    size_t end; /* of the window, at its last byte */

    if (set->count == 0 || text.size < window)
        return;
    if (to > text.size - window + 1)
        to = text.size - window + 1;
    for (end = from + window - 1; end < to + window - 1;) {
        const unsigned char *pair = data + end - 1;
        size_t shift = set->shift[pair[0] << 8 | pair[1]];
        size_t next;

        if (shift > 0) {
            end += shift;
            continue;
        }
        for (next = set->buckets[bucket_of(pair[0], pair[1])]; next > 0;
             next = set->members[next - 1].next) {
            const member *one = &set->members[next - 1];

            if (is_at(&one->needle, text, end + 1 - window) &&
                !visit(context, end + 1 - window, one->tag))
                return;
        }
        end++;
    }
}
