/*
 * Which of two paths is the better one.
 */
#pragma once

#include <stdint.h>

#include "core/trust/finding.h"
#include "core/trust/path.h"

/**
 * How far a path is from being trusted; 0 is best. A wrong signature is worst,
 * then an open end, then a root that is not installed; a certificate that only
 * the catalogue knows comes after a real one.
 *
 * @param findings  what was said against the path
 */
uint32_t tr_path_rank(const tr_path *path, const tr_findings *findings);
