/*
 * A handler that keeps every rule, and variants of it that each break one: what
 * the shell client says of them tells whether it can see anything at all.
 */
#pragma once

#include "tests/shell/handler.h"

/** MUTANT(what it does, the rule that it breaks) */
#define FOR_EACH_MUTANT(MUTANT)                                                                    \
    MUTANT(IS_TWO_OBJECTS, "unknown.same")                                                         \
    MUTANT(LEAVES_OUT_POINTER, "unknown.nulls")                                                    \
    MUTANT(COUNTS_REFUSALS, "unknown.counts")                                                      \
    MUTANT(ANSWERS_ANYTHING, "unknown.refuses")                                                    \
    MUTANT(IS_NEVER_FREED, "unknown.released")                                                     \
    MUTANT(AGGREGATES, "class.no-aggregation")                                                     \
    MUTANT(ADDS_BY_DEFAULT, "query.default-only")                                                  \
    MUTANT(MAKES_ITSELF_DEFAULT, "query.no-default")                                               \
    MUTANT(ANSWERS_S_OK, "query.result")                                                           \
    MUTANT(IGNORES_FIRST, "query.in-range")                                                        \
    MUTANT(IGNORES_LAST, "query.narrow-range")                                                     \
    MUTANT(IGNORES_POSITION, "query.position")                                                     \
    MUTANT(REPEATS_TEXT, "query.unique-texts")                                                     \
    MUTANT(REPEATS_KEY, "query.unique-keys")                                                       \
    MUTANT(HAS_NO_NARROW_VERB, "verb.narrow")                                                      \
    MUTANT(REPEATS_VERB, "verb.unique")                                                            \
    MUTANT(VALIDATES_NOTHING, "verb.validates")                                                    \
    MUTANT(WRITES_BEYOND, "string.bounds")                                                         \
    MUTANT(LEAVES_NO_END, "string.ends")                                                           \
    MUTANT(TAKES_ANY_VERB, "invoke.unknown-verb")                                                  \
    MUTANT(TAKES_ANY_ID, "invoke.unknown-id")                                                      \
    MUTANT(READS_BEYOND, "invoke.small")                                                           \
    MUTANT(KEEPS_STATE, "invoke.second-object")                                                    \
    MUTANT(CLAIMS_KEYS, "message.unclaimed")                                                       \
    MUTANT(HOLDS_SITE, "site.lets-go")                                                             \
    MUTANT(HOLDS_MEDIA, "select.media")                                                            \
    MUTANT(HOLDS_DATA, "select.lets-go")                                                           \
    MUTANT(SHOWS_ALWAYS, "select.unreadable")

/** Check that the client finds what each of them does, and nothing in the one that does no harm. */
void mutants_check(void);
