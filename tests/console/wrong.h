/*
 * What a console could do wrong, for this one to do on purpose: a snap-in that
 * knows what a console owes it then has to notice.
 */
#pragma once

#include <stdbool.h>

typedef enum wrong_way {
    WRONG_IN_NOTHING,
    WRONG_WITHOUT_BARS,  /* no SetControlbar before the first SELECT */
    WRONG_STUCK,         /* GetNextItem comes to no end */
    WRONG_IMAGES_LATE,   /* ADD_IMAGES after SHOW */
    WRONG_EXPANDS_TWICE, /* EXPAND comes again */
    WRONG_NEVER_HIDES    /* Destroy without SHOW FALSE */
} wrong_way;

/** Go wrong in this way from now on; false if there is none of this name. */
bool wrong_choose(const char *name);

bool wrong_is(wrong_way way);
