/*
 * The order of texts as people expect it in a list: letters without case, and
 * numbers in them by their value, so that "PC-9" comes before "PC-10".
 */
#pragma once

#include <stdbool.h>

/** Below 0, 0, above 0: a strict weak order. */
int text_order(const char *first, const char *second);

/** As text_order, of paths: a folder comes before what begins with its name. */
int path_order(const char *first, const char *second);

/** Whether a text begins with another one, or holds it, whatever the case of A to Z. */
bool text_begins(const char *text, const char *with);
bool text_holds(const char *text, const char *part);
