#include "tests/skip.h"

#include <stdio.h>

#include <CUnit/CUnit.h>
#include <CUnit/TestRun.h>

static unsigned count;
static CU_pTest last;

void skip(const char *reason)
{
    CU_pTest test = CU_get_current_test();

    printf("  skipped: %s: %s\n", test->pName, reason);
    fflush(stdout);
    count += test != last;
    last = test;
}

unsigned skip_count(void)
{
    return count;
}
