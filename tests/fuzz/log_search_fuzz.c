/*
 * Logs, by the rules that ship: whatever the bytes are, what is shown is UTF-8
 * of bounded length, and each line is one that the file has. Seeds:
 * a small log of each shape and encoding.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/utf8.h"
#include "core/symptoms/log_search.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t line_count;

static void hold(bool is_so)
{
    if (!is_so)
        abort();
}

static void take_hit(void *context, const tr_log_hit *hit)
{
    (void)context;
    hold(hit->line >= 1 && hit->line <= line_count);
    hold(tr_utf8_is_valid(hit->text));
    hold(strlen(hit->text) <= 1200);
}

/* One for all runs: to make it takes longer than to use it. */
static tr_log_search *shipped(void)
{
    static const tr_log_watch watch = { .hit = take_hit };
    static const tr_log_time always = { 0 };
    static tr_symptom_rules *rules;
    static tr_log_search *search;

    if (!search) {
        rules = tr_symptom_rules_new();
        hold(rules && tr_symptom_rules_add_shipped(rules, NULL) == TR_OK);
        hold(tr_log_search_new(&search, rules, always, &watch, NULL) == TR_OK);
    }
    return search;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int file = memfd_create("log", 0);

    hold(file >= 0 && write(file, data, size) == (ssize_t)size);
    line_count = 1;
    for (size_t index = 0; index < size; index++)
        line_count += data[index] == '\n';
    snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
    hold(tr_log_search_path(shipped(), path, NULL) == TR_OK);
    hold(tr_log_search_totals(shipped()).failures == 0);
    close(file);
    return 0;
}
