#include "snapin/rows/word.h"

#include <stddef.h>
#include <string.h>

#include "snapin/resource.h"
#include "snapin/rows/row.h"

static const struct {
    const char *set;
    const char *word;
    unsigned string;
} words[] = {
#define WORD(set, word, string) { set, word, string },
#include "snapin/rows/word.def"
#undef WORD
};

#define COUNT (sizeof(words) / sizeof(words[0]))

static size_t find(const char *set, const char *word)
{
    size_t index = 0;

    while (index < COUNT &&
           (strcmp(words[index].set, set) != 0 || strcmp(words[index].word, word) != 0))
        index++;
    return index;
}

unsigned word_string(const char *set, const char *word)
{
    size_t index = find(set, word);

    return index < COUNT ? words[index].string : 0;
}

int64_t word_rank(const char *set, const char *word)
{
    size_t index = find(set, word);

    return index < COUNT ? (int64_t)index : CELL_NO_NUMBER;
}
