#include "snapin/rows/word.h"

#include <stddef.h>
#include <string.h>

#include "snapin/resource.h"

static const struct {
    const char *set;
    const char *word;
    unsigned string;
} words[] = {
#define WORD(set, word, string) { set, word, string },
#include "snapin/rows/word.def"
#undef WORD
};

unsigned word_string(const char *set, const char *word)
{
    for (size_t index = 0; index < sizeof(words) / sizeof(words[0]); index++) {
        if (strcmp(words[index].set, set) == 0 && strcmp(words[index].word, word) == 0)
            return words[index].string;
    }
    return 0;
}
