#include "tests/console/breach.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "tests/console/call.h"
#include "tests/console/output.h"

#define SAID_MAX 512 /* of different words; what comes after is only counted */

typedef enum outcome { NOTHING, NOTE, FAILS } outcome;

typedef struct check_row {
    const char *name;
    outcome at_level[2];
    const char *source;
} check_row;

static const check_row rows[] = {
#define CHECK(id, name, tolerated, strict, source) { name, { tolerated, strict }, source },
#include "tests/console/check.def"
#undef CHECK
};

static const char *const outcome_words[] = { "nothing", "note", "failure" };

static SRWLOCK lock = SRWLOCK_INIT;
static check_level level = LEVEL_STRICT;
static DWORD console_thread;
static unsigned counts[CHECK_COUNT];
static unsigned made;
static unsigned failures;
static unsigned notes;
static char *said[SAID_MAX];
static size_t said_count;

void breach_set_level(check_level to)
{
    level = to;
}

check_level breach_level(void)
{
    return level;
}

static bool is_new(const char *name, const char *text)
{
    char words[640];

    snprintf(words, sizeof(words), "%s %s", name, text);
    for (size_t index = 0; index < said_count; index++) {
        if (strcmp(said[index], words) == 0)
            return false;
    }
    if (said_count < SAID_MAX)
        said[said_count++] = _strdup(words);
    return said_count < SAID_MAX;
}

static void count(check_id id, const char *text)
{
    outcome what = rows[id].at_level[level];
    bool is_said;

    AcquireSRWLockExclusive(&lock);
    counts[id]++;
    failures += what == FAILS;
    notes += what == NOTE;
    is_said = what != NOTHING && is_new(rows[id].name, text);
    ReleaseSRWLockExclusive(&lock);
    if (is_said)
        output_write(json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "type", "breach", "check",
                               rows[id].name, "outcome", outcome_words[what], "text", text, "call",
                               call_current(), "documented", rows[id].source));
}

static void count_formatted(check_id id, const char *format, va_list arguments)
{
    char text[512];

    vsnprintf(text, sizeof(text), format, arguments);
    count(id, text);
}

void breach(check_id id, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    count_formatted(id, format, arguments);
    va_end(arguments);
}

bool breach_expect(bool holds, check_id id, const char *format, ...)
{
    va_list arguments;

    made++;
    if (holds)
        return true;
    va_start(arguments, format);
    count_formatted(id, format, arguments);
    va_end(arguments);
    return false;
}

void breach_set_thread(void)
{
    console_thread = GetCurrentThreadId();
}

bool breach_thread(const char *method)
{
    return breach_expect(GetCurrentThreadId() == console_thread, CHECK_THREAD,
                         "%s was called on another thread than the console's", method);
}

const char *check_name(check_id id)
{
    return rows[id].name;
}

check_id check_find(const char *name)
{
    int id = 0;

    while (id < CHECK_COUNT && strcmp(rows[id].name, name) != 0)
        id++;
    return (check_id)id;
}

unsigned breach_count_of(check_id id)
{
    return counts[id];
}

void breach_reset(void)
{
    AcquireSRWLockExclusive(&lock);
    memset(counts, 0, sizeof(counts));
    while (said_count > 0)
        free(said[--said_count]);
    made = failures = notes = 0;
    ReleaseSRWLockExclusive(&lock);
}

bool breach_counts(check_id id)
{
    return rows[id].at_level[level] == FAILS;
}

unsigned breach_failures(void)
{
    return failures;
}

unsigned breach_notes(void)
{
    return notes;
}

void breach_add_counts(json_t *object)
{
    json_t *broken = json_object();

    for (int id = 0; id < CHECK_COUNT; id++) {
        if (counts[id])
            json_object_set_new(broken, rows[id].name, json_integer(counts[id]));
    }
    json_object_set_new(object, "checks", json_integer(made));
    json_object_set_new(object, "failures", json_integer(failures));
    json_object_set_new(object, "notes", json_integer(notes));
    json_object_set_new(object, "broken", broken);
}

void breach_list(void)
{
    for (int id = 0; id < CHECK_COUNT; id++)
        output_write(json_pack("{s:s, s:s, s:s, s:s, s:s}", "type", "check", "check", rows[id].name,
                               "tolerated", outcome_words[rows[id].at_level[LEVEL_TOLERATED]],
                               "strict", outcome_words[rows[id].at_level[LEVEL_STRICT]],
                               "documented", rows[id].source));
}
