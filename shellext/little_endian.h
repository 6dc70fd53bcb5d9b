/* Numbers as they go over pipes: the low byte first. */
#pragma once

#include <stdint.h>

static inline void put_number(uint8_t *out, uint32_t value)
{
    for (unsigned index = 0; index < 4; index++)
        out[index] = (uint8_t)(value >> (8 * index));
}

static inline uint32_t get_number(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

static inline void put_long_number(uint8_t *out, uint64_t value)
{
    put_number(out, (uint32_t)value);
    put_number(out + 4, (uint32_t)(value >> 32));
}

static inline uint64_t get_long_number(const uint8_t *bytes)
{
    return get_number(bytes) | (uint64_t)get_number(bytes + 4) << 32;
}
