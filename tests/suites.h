/*
 * The list of all suites. A new one adds a line here and its file to the
 * CMakeLists.txt beside it.
 */
#pragma once

#include <CUnit/CUnit.h>

/** Calls SUITE(name) for each CU_SuiteInfo name_suite, in the order they run. */
#define FOR_EACH_SUITE(SUITE)                                                                      \
    SUITE(error)                                                                                   \
    SUITE(trust_catalogue)                                                                         \
    SUITE(comparison)                                                                              \
    SUITE(compound_file)                                                                           \
    SUITE(msi)                                                                                     \
    SUITE(cab)
