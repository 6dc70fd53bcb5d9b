/*
 * The order of texts as people expect it in a list: letters without case, and
 * numbers in them by their value, so that "PC-9" comes before "PC-10".
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Below 0, 0, above 0: a strict weak order. */
int text_order(const char *first, const char *second);

/** As text_order, of paths: a folder comes before what begins with its name. */
int path_order(const char *first, const char *second);

/**
 * A number that orders texts as text_order, path_order, or strcmp does, as far as it goes: of texts
 * with different numbers the lesser one comes first.
 *
 * @param is_whole  set to whether texts with the same number are equal in that order
 */
uint64_t text_weight(bool *is_whole, const char *text);
uint64_t path_weight(bool *is_whole, const char *text);
uint64_t byte_weight(bool *is_whole, const char *text);

/** Whether a text begins with another one, or holds it, whatever the case of A to Z. */
bool text_begins(const char *text, const char *with);
bool text_holds(const char *text, const char *part);
