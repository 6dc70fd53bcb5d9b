#include "core/symptoms/rule_list.h"

#include <stdlib.h>
#include <string.h>

#define RULES_MAX         2000
#define PATTERN_BYTES_MAX ((size_t)16 * 1024 * 1024)

tr_symptom_rules *tr_symptom_rules_new(void)
{
    return calloc(1, sizeof(tr_symptom_rules));
}

static void free_rule(tr_rule *rule)
{
    for (size_t index = 0; index < rule->pattern_count; index++)
        tr_pattern_free(rule->patterns[index]);
    free(rule->texts);
    free(rule);
}

void tr_rule_list_cut(tr_symptom_rules *rules, size_t count)
{
    while (rules->count > count)
        free_rule(rules->items[--rules->count]);
}

void tr_symptom_rules_free(tr_symptom_rules *rules)
{
    if (!rules)
        return;
    tr_rule_list_cut(rules, 0);
    for (size_t index = 0; index < rules->document_count; index++)
        tr_xml_document_free(rules->documents[index]);
    free(rules->documents);
    free(rules->items);
    free(rules);
}

tr_rule *tr_rule_list_add(tr_symptom_rules *rules)
{
    tr_rule *rule;

    if (rules->count == rules->room) {
        size_t room = rules->room ? rules->room * 2 : 64;
        tr_rule **larger = realloc(rules->items, room * sizeof(*larger));

        if (!larger)
            return NULL;
        rules->items = larger;
        rules->room = room;
    }
    rule = calloc(1, sizeof(*rule));
    if (rule)
        rules->items[rules->count++] = rule;
    return rule;
}

tr_status tr_rule_list_broken(const char *name, long line, const char *what, tr_error *err)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "cannot use '%s': line %ld: %s", name, line, what);
}

/* Once a pattern has no needle, those of the others save nothing. */
static void add_needles(tr_rule *rule, const char *text, bool is_plain)
{
    const size_t room = TR_RULE_NEEDLES_MAX - rule->needle_count;
    size_t count = 0;

    if (rule->pattern_count > 0 && rule->needle_count == 0)
        return;
    if (!is_plain)
        count = tr_needles_of_pattern(rule->needles + rule->needle_count, room, text);
    else if (room > 0)
        count = tr_needle_of_text(rule->needles + rule->needle_count, text);
    rule->needle_count = count > 0 ? rule->needle_count + count : 0;
}

tr_status tr_rule_add_pattern(tr_rule *rule, tr_symptom_rules *rules, const char *text,
                              bool is_plain, tr_error *err)
{
    tr_pattern *pattern = NULL;
    tr_status status;

    if (rules->count > RULES_MAX)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "there are more than %d rules", RULES_MAX);
    if (rule->pattern_count == TR_RULE_PATTERNS_MAX)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "it has too many patterns");
    status = tr_pattern_compile(&pattern, text, is_plain, err);
    if (status != TR_OK)
        return status;
    rules->pattern_bytes += tr_pattern_size(pattern);
    add_needles(rule, text, is_plain);
    rule->patterns[rule->pattern_count++] = pattern;
    if (rules->pattern_bytes > PATTERN_BYTES_MAX)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the patterns take too much memory");
    return TR_OK;
}

/* Of two with the same id, the second one is told of. */
static int compare_ids(const void *a, const void *b)
{
    const tr_rule *const *first = a;
    const tr_rule *const *second = b;
    int order = strcmp((*first)->symptom.id, (*second)->symptom.id);

    return order != 0 ? order
                      : ((*first)->line > (*second)->line) - ((*first)->line < (*second)->line);
}

tr_status tr_rule_list_check_ids(const tr_symptom_rules *rules, const char *name, tr_error *err)
{
    tr_rule **sorted = malloc((rules->count + 1) * sizeof(tr_rule *));
    tr_status status = TR_OK;

    if (!sorted)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", name);
    memcpy(sorted, rules->items, rules->count * sizeof(tr_rule *));
    qsort(sorted, rules->count, sizeof(tr_rule *), compare_ids);
    for (size_t index = 1; index < rules->count && status == TR_OK; index++) {
        if (strcmp(sorted[index - 1]->symptom.id, sorted[index]->symptom.id) == 0)
            status = tr_error_set(err, TR_ERR_FORMAT, 0,
                                  "cannot use '%s': line %ld: symptom '%s': another one has the "
                                  "same id",
                                  name, sorted[index]->line, sorted[index]->symptom.id);
    }
    free(sorted);
    return status;
}

tr_status tr_symptom_rules_load(tr_symptom_rules **out, const char *const *files, size_t count,
                                tr_error *err)
{
    tr_symptom_rules *rules = tr_symptom_rules_new();
    tr_status status;

    if (!rules)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for rules");
    status = tr_symptom_rules_add_shipped(rules, err);
    for (size_t index = 0; index < count && status == TR_OK; index++)
        status = tr_symptom_rules_add_file(rules, files[index], err);
    if (status == TR_OK)
        *out = rules;
    else
        tr_symptom_rules_free(rules);
    return status;
}

size_t tr_symptom_rules_count(const tr_symptom_rules *rules)
{
    return rules->count;
}

const tr_symptom *tr_symptom_rules_get(const tr_symptom_rules *rules, size_t index)
{
    return index < rules->count ? &rules->items[index]->symptom : NULL;
}
