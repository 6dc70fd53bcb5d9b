/*
 * Streams that reports are written to: a file of any name, or standard output.
 */
#pragma once

#include <stdio.h>

#include "core/error.h"

/** Create a file, or empty the one that is there, and write to it. fclose() ends it. */
tr_status tr_output_open(FILE **out, const char *path, tr_error *err);

/**
 * What kept the last call on a stream from writing: to be asked for at once.
 *
 * @param path  of the file; NULL for standard output
 */
tr_status tr_output_failure(const char *path, tr_error *err);
