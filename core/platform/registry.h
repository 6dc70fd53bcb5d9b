/*
 * The registry of Windows. Other systems have none.
 */
#pragma once

/**
 * A text of HKEY_LOCAL_MACHINE, as 32-bit programs see it, to free().
 *
 * @return NULL if it is not there or cannot be read
 */
char *tr_registry_text(const char *key, const char *value);
