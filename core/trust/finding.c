#include "core/trust/finding.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/words/words.h"

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

/* What a finding is about, in a language: core's own words, times and names. */
static const char *quote(char date[TR_DATE_SIZE], tr_language language, const char *value)
{
    if (!value)
        return "?";
    return tr_language_date(date, language, value) ? date : tr_words(language, value);
}

char *tr_finding_text_in(const tr_finding *finding, tr_language language)
{
    char dates[2][TR_DATE_SIZE];
    char amount[TR_NUMBER_SIZE];
    const tr_word words[] = { { "0", quote(dates[0], language, finding->subject) },
                              { "1", quote(dates[1], language, finding->detail) },
                              { "n", amount } };
    const char *sentence = tr_words(language, sentences[finding->id].text);
    size_t size;
    char *text;

    tr_language_number(amount, language, finding->amount);
    size = tr_words_fill(NULL, 0, sentence, words, 3) + 1;
    text = malloc(size);
    if (text)
        tr_words_fill(text, size, sentence, words, 3);
    return text;
}

char *tr_finding_text(const tr_finding *finding)
{
    return tr_finding_text_in(finding, TR_ENGLISH);
}
