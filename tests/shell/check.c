#include "tests/shell/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NOTED_MAX 64

static unsigned passed;
static unsigned failed;
static unsigned skipped;
static bool is_noting;
static const char *noted[NOTED_MAX];
static size_t noted_count;

static void note(const char *rule)
{
    for (size_t index = 0; index < noted_count; index++) {
        if (strcmp(noted[index], rule) == 0)
            return;
    }
    if (noted_count < NOTED_MAX)
        noted[noted_count++] = rule;
}

bool check(const char *rule, bool holds, const char *format, ...)
{
    va_list arguments;

    if (is_noting) {
        if (!holds)
            note(rule);
        return holds;
    }
    if (holds) {
        passed++;
        return true;
    }
    failed++;
    printf("  FAILED: %s: ", rule);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
    fflush(stdout);
    return false;
}

void check_skip(const char *rule, const char *reason)
{
    skipped++;
    printf("  skipped: %s: %s\n", rule, reason);
}

void check_note_breaches(void)
{
    is_noting = true;
    noted_count = 0;
}

bool check_noted(const char *rule, size_t *others)
{
    bool is_noted = false;

    is_noting = false;
    *others = 0;
    for (size_t index = 0; index < noted_count; index++) {
        if (strcmp(noted[index], rule) == 0)
            is_noted = true;
        else
            ++*others;
    }
    return is_noted;
}

int check_finish(void)
{
    printf("shell: %u passed, %u failed, %u skipped\n", passed, failed, skipped);
    return failed > 0 || passed == 0;
}
