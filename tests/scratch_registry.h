/*
 * Keys of the machine's registry that a test makes, below SOFTWARE\TrendMicro.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/**
 * Claim the key. False where there is no registry, it may not be written, or the key is there:
 * then it is somebody's own.
 */
bool scratch_registry_set_up(void);

/** Remove the key with all in it, in both views. */
void scratch_registry_tear_down(void);

/** Give a value to a key below it ("PC-cillinNTCorp\\CurrentVersion"), as 32-bit programs see it or
 * not. */
bool scratch_registry_text(bool is_32, const char *key, const char *name, const char *text);
bool scratch_registry_number(bool is_32, const char *key, const char *name, uint32_t number);
