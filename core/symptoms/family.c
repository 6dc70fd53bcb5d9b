#include "core/symptoms/family.h"

#include <stddef.h>
#include <string.h>

typedef struct family_words {
    const char *word;
    const char *name;
} family_words;

static const family_words families[] = {
    [TR_FAMILY_NONE] = { "none", "no certificate" },
    [TR_FAMILY_A] = { "A", "public code-signing chains" },
    [TR_FAMILY_B] = { "B", "server authentication certificate (OfcNTCer.dat)" },
    [TR_FAMILY_C] = { "C", "agent TLS certificate (ofcsslagent)" },
    [TR_FAMILY_D] = { "D", "web host certificate" },
};

const char *tr_family_word(tr_family family)
{
    return families[family].word;
}

const char *tr_family_name(tr_family family)
{
    return families[family].name;
}

bool tr_family_find(tr_family *out, const char *word)
{
    for (size_t index = 0; index < sizeof(families) / sizeof(families[0]); index++) {
        if (strcmp(families[index].word, word) == 0) {
            *out = (tr_family)index;
            return true;
        }
    }
    return false;
}
