/*
 * Whether files that another program signed are what their signatures say,
 * and are not any more when a byte is changed.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define NO_CHANGE UINT64_MAX

/** Whether the fixtures have this file; the test is skipped where the tool that makes it is not. */
bool container_is_there(const char *file);

/**
 * Whether the first signature's claim is true.
 *
 * @param file    of the fixtures
 * @param change  offset of a byte that is changed in memory first, or NO_CHANGE
 */
bool container_claim_is_true(const char *file, uint64_t change);
