#include "core/trust/finding.h"

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FINDINGS_MAX 256

static const struct {
    const char *word;
    const char *text;
} sentences[TR_FINDING_COUNT] = {
#define TR_FINDING(id, word, text) [id] = { word, text },
#include "core/trust/finding.def"
#undef TR_FINDING
};

static void clear_one(tr_finding *finding)
{
    free(finding->subject);
    free(finding->detail);
}

/* Whether a counts for more than b, which a full list would rather lose. */
static bool outranks(const tr_finding *a, const tr_finding *b)
{
    if (a->severity != b->severity)
        return a->severity > b->severity;
    return a->verdict != b->verdict && tr_verdict_first(a->verdict, b->verdict) == a->verdict;
}

/* The finding that a full list can best do without; of equals the last. */
static tr_finding *least_of(const tr_findings *list)
{
    tr_finding *least = &list->items[0];

    for (size_t index = 1; index < list->count; index++) {
        if (!outranks(&list->items[index], least))
            least = &list->items[index];
    }
    return least;
}

static bool grow(tr_findings *list)
{
    size_t capacity = list->capacity ? list->capacity * 2 : 8;
    tr_finding *items;

    if (list->count < list->capacity)
        return true;
    items = realloc(list->items, capacity * sizeof(*items));
    if (!items)
        return false;
    list->items = items;
    list->capacity = capacity;
    return true;
}

/* Put a finding, and what it owns, into the list, or free it where there is no room. */
static bool put(tr_findings *list, tr_finding *finding)
{
    if (list->count >= FINDINGS_MAX) {
        tr_finding *least = least_of(list);
        tr_finding evicted = *finding;

        if (outranks(finding, least)) {
            evicted = *least;
            *least = *finding;
        }
        clear_one(&evicted);
        return true;
    }
    if (!grow(list))
        return false;
    list->items[list->count++] = *finding;
    return true;
}

tr_status tr_findings_add(tr_findings *list, tr_finding_id id, tr_severity severity,
                          tr_verdict verdict, const char *subject, const char *detail,
                          uint64_t amount, tr_error *err)
{
    tr_finding finding = { .id = id, .severity = severity, .verdict = verdict, .amount = amount };

    assert(id < TR_FINDING_COUNT);
    if (subject)
        finding.subject = strdup(subject);
    if (detail)
        finding.detail = strdup(detail);
    if ((subject && !finding.subject) || (detail && !finding.detail) || !put(list, &finding)) {
        clear_one(&finding);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a finding");
    }
    return TR_OK;
}

tr_status tr_findings_append(tr_findings *list, const tr_findings *from, tr_error *err)
{
    tr_status status = TR_OK;

    for (size_t index = 0; status == TR_OK && index < from->count; index++) {
        const tr_finding *one = &from->items[index];

        status = tr_findings_add(list, one->id, one->severity, one->verdict, one->subject,
                                 one->detail, one->amount, err);
    }
    return status;
}

tr_verdict tr_findings_verdict(const tr_findings *list, tr_severity least)
{
    tr_verdict verdict = TR_TRUSTED;

    for (size_t index = 0; index < list->count; index++) {
        if (list->items[index].severity >= least)
            verdict = tr_verdict_first(verdict, list->items[index].verdict);
    }
    return verdict;
}

const tr_finding *tr_findings_find(const tr_findings *list, tr_finding_id id)
{
    for (size_t index = 0; index < list->count; index++) {
        if (list->items[index].id == id)
            return &list->items[index];
    }
    return NULL;
}

void tr_findings_clear(tr_findings *list)
{
    for (size_t index = 0; index < list->count; index++)
        clear_one(&list->items[index]);
    free(list->items);
    memset(list, 0, sizeof(*list));
}

const char *tr_finding_word(tr_finding_id id)
{
    assert(id < TR_FINDING_COUNT);
    return sentences[id].word;
}

const char *tr_severity_word(tr_severity severity)
{
    static const char *const words[] = {
        [TR_NOTE] = "note",
        [TR_WARNING] = "warning",
        [TR_FAULT] = "fault",
    };

    return words[severity];
}

/* What stands for the placeholder at text, "{0}", "{1}" or "{n}"; NULL if there is none. */
static const char *value_at(const char *text, const tr_finding *finding, const char *amount)
{
    if (text[0] != '{' || text[1] == '\0' || text[2] != '}')
        return NULL;
    switch (text[1]) {
    case '0':
        return finding->subject ? finding->subject : "?";
    case '1':
        return finding->detail ? finding->detail : "?";
    case 'n':
        return amount;
    default:
        return NULL;
    }
}

/* Write the sentence to out, which may be NULL to learn its length. */
static size_t expand(char *out, const tr_finding *finding)
{
    char amount[24];
    size_t length = 0;

    snprintf(amount, sizeof(amount), "%" PRIu64, finding->amount);
    for (const char *text = sentences[finding->id].text; *text; text++) {
        const char *value = value_at(text, finding, amount);
        size_t size = value ? strlen(value) : 1;

        if (out)
            memcpy(out + length, value ? value : text, size);
        length += size;
        if (value)
            text += 2;
    }
    return length;
}

char *tr_finding_text(const tr_finding *finding)
{
    size_t length = expand(NULL, finding);
    char *text = malloc(length + 1);

    if (text) {
        expand(text, finding);
        text[length] = '\0';
    }
    return text;
}
