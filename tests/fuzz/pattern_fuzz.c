/*
 * Patterns: one is compiled and matched within bounds, and what it matches has
 * one of its needles. A pattern, a line end, a text. Seeds: the patterns that ship.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/symptoms/needle_set.h"
#include "core/symptoms/pattern.h"

#define NEEDLES_MAX 16

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Only there is it the same whether a letter is compared by us or by PCRE2. */
static bool is_ascii(const char *text, size_t size)
{
    for (size_t index = 0; index < size; index++) {
        if ((unsigned char)text[index] >= 0x80 || text[index] == '\0')
            return false;
    }
    return true;
}

static bool note(void *context, size_t at, size_t tag)
{
    (void)at, (void)tag;
    *(bool *)context = true;
    return false;
}

static bool has_needle(const tr_needle *needles, size_t count, const char *text, size_t size)
{
    tr_needle_set *set = tr_needle_set_new();
    const tr_bytes bytes = { (const unsigned char *)text, size };
    bool is_found = false;

    for (size_t index = 0; index < count; index++) {
        if (!tr_needle_set_add(set, &needles[index], index))
            abort();
    }
    tr_needle_set_prepare(set);
    tr_needle_set_search(set, bytes, 0, size, note, &is_found);
    tr_needle_set_free(set);
    return is_found;
}

static void try_pattern(const char *pattern, const char *text, size_t size)
{
    tr_needle needles[NEEDLES_MAX];
    size_t count = tr_needles_of_pattern(needles, NEEDLES_MAX, pattern);
    tr_pattern *compiled = NULL;
    tr_matcher *matcher;
    size_t start, end;

    if (tr_pattern_compile(&compiled, pattern, false, NULL) != TR_OK)
        return;
    matcher = tr_matcher_new();
    if (tr_matcher_find(matcher, &start, &end, compiled, text, size) == TR_MATCH_FOUND) {
        if (start > end || end > size)
            abort();
        if (count > 0 && !has_needle(needles, count, text, size))
            abort();
    }
    tr_matcher_free(matcher);
    tr_pattern_free(compiled);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *all = malloc(size + 1);
    char *text = NULL;

    memcpy(all, data, size);
    all[size] = '\0';
    if (is_ascii(all, size))
        text = strchr(all, '\n');
    if (text) {
        *text++ = '\0';
        try_pattern(all, text, strlen(text));
    }
    free(all);
    return 0;
}
