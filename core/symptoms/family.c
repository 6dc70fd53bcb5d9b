#include "core/symptoms/family.h"

#include <stddef.h>
#include <string.h>

#include "core/words/words.h"

typedef struct family_words {
    const char *word;
    const char *name;
} family_words;

static const family_words families[] = {
    [TR_FAMILY_NONE] = { "none", TR_WORDS("no certificate") },
    [TR_FAMILY_A] = { "A", TR_WORDS("public code-signing chains") },
    [TR_FAMILY_B] = { "B", TR_WORDS("server authentication certificate (OfcNTCer.dat)") },
    [TR_FAMILY_C] = { "C", TR_WORDS("agent TLS certificate (ofcsslagent)") },
    [TR_FAMILY_D] = { "D", TR_WORDS("web host certificate") },
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
