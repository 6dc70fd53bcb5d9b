/*
 * Names with * and ?, which on Windows a program replaces by itself.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

/**
 * Whether a name is one of those that a pattern means: case does not count,
 * "*.*" means all. Short names (X~1.DLL) do not count either, by which "*.dll"
 * would mean "x.dll_invalid" as well.
 */
bool tr_wildcard_matches(const wchar_t *pattern, const wchar_t *name);

/** Called for each path (borrowed). Returns false when out of memory. */
typedef bool tr_wildcard_visit(void *context, const char *path);

/**
 * Visit the paths that a pattern means, sorted by bytes; only its last part
 * may hold * and ?.
 *
 * @param count  how many there are; unset when out of memory
 * @return false when out of memory
 */
bool tr_wildcard_expand(size_t *count, const char *pattern, tr_wildcard_visit *visit,
                        void *context);
