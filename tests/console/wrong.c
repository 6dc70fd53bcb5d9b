#include "tests/console/wrong.h"

#include <stddef.h>
#include <string.h>

static const char *const names[] = {
    [WRONG_WITHOUT_BARS] = "without-bars", [WRONG_STUCK] = "stuck",
    [WRONG_IMAGES_LATE] = "images-late",   [WRONG_EXPANDS_TWICE] = "expands-twice",
    [WRONG_NEVER_HIDES] = "never-hides",
};

static wrong_way chosen = WRONG_IN_NOTHING;

bool wrong_choose(const char *name)
{
    for (size_t way = WRONG_WITHOUT_BARS; way < sizeof(names) / sizeof(names[0]); way++) {
        if (strcmp(names[way], name) == 0) {
            chosen = (wrong_way)way;
            return true;
        }
    }
    return false;
}

bool wrong_is(wrong_way way)
{
    return chosen == way;
}
