/*
 * Text that grows. After a failure nothing is added any more.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/** { 0 } is empty. */
typedef struct text_buffer {
    char *text; /* owned; ends with a zero byte once something was added */
    size_t size;
    size_t room;
    bool has_failed; /* out of memory */
} text_buffer;

void text_buffer_add(text_buffer *out, const char *text, size_t size);

/** Make it empty; what it has reserved stays. */
void text_buffer_empty(text_buffer *out);

void text_buffer_clear(text_buffer *out);
