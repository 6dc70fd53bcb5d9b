#include "core/journal/change.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const char *tr_change_state_word(tr_change_state state)
{
    static const char *const words[] = {
        [TR_CHANGE_OPEN] = "open",       [TR_CHANGE_DONE] = "done",
        [TR_CHANGE_FAILED] = "failed",   [TR_CHANGE_UNDONE] = "undone",
        [TR_CHANGE_UNCLEAR] = "unclear",
    };

    assert((size_t)state < sizeof(words) / sizeof(words[0]));
    return words[state];
}

/* The texts of a change, to go through them. */
#define TEXT_COUNT 9

static void list_texts(const char **texts[TEXT_COUNT], tr_change *change)
{
    const char **const all[TEXT_COUNT] = { &change->kind,   &change->path,  &change->before,
                                           &change->after,  &change->proof, &change->backup,
                                           &change->reason, &change->who,   &change->note };

    memcpy(texts, all, sizeof(all));
}

tr_change *tr_change_copy(const tr_change *change)
{
    tr_change *copy = malloc(sizeof(*copy));
    const char **texts[TEXT_COUNT];
    bool is_good = true;

    if (!copy)
        return NULL;
    *copy = *change;
    list_texts(texts, copy);
    for (size_t index = 0; index < TEXT_COUNT; index++) {
        if (*texts[index]) {
            *texts[index] = strdup(*texts[index]);
            is_good = is_good && *texts[index];
        }
    }
    if (is_good)
        return copy;
    tr_change_free(copy);
    return NULL;
}

void tr_change_free(tr_change *change)
{
    const char **texts[TEXT_COUNT];

    if (!change)
        return;
    list_texts(texts, change);
    for (size_t index = 0; index < TEXT_COUNT; index++)
        free((char *)*texts[index]);
    free(change);
}
