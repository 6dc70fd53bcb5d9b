/*
 * What `check --fix` is about to do.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct tr_mending_plan {
    size_t installable; /* certificates whose bytes are there */
    size_t absent;      /* certificates that have to be brought */
    uint64_t renamed;   /* files that may get their names back */
    size_t agents;      /* that get their server's certificate */
    size_t checks;      /* to be enforced */
} tr_mending_plan;

static inline bool tr_mending_plan_is_empty(const tr_mending_plan *plan)
{
    return plan->installable == 0 && plan->renamed == 0 && plan->agents == 0 && plan->checks == 0;
}
