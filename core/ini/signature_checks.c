#include "core/ini/signature_checks.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ini/secret.h"
#include "core/platform/file.h"
#include "core/platform/path.h"
#include "core/trust/certificate.h"
#include "core/words/words.h"

/* A switch, and the section it is in; others that people write are second. */
typedef struct known_switch {
    const char *word;
    const char *key;
    const char *section;
    const char *other; /* NULL: none */
} known_switch;

static const known_switch known[TR_CHECK_SWITCH_COUNT] = {
    { "hotfix", "CheckDigitalSignatureForHotfix", "INI_SERVER_SECTION", NULL },
    { "upgrade", "CheckDigitalSignatureForUpgrade", "Global Setting", "Global Settings" },
};

const char *tr_check_switch_word(tr_check_switch_state state)
{
    static const char *const words[] = {
        [TR_CHECK_ENFORCED] = "enforced",
        [TR_CHECK_RELAXED] = "relaxed",
        [TR_CHECK_UNSET] = "unset",
        [TR_CHECK_UNCLEAR] = "unclear",
    };

    assert((size_t)state < sizeof(words) / sizeof(words[0]));
    return words[state];
}

bool tr_check_switch_is_well(tr_check_switch_state state)
{
    return state == TR_CHECK_ENFORCED || state == TR_CHECK_UNSET;
}

static tr_check_switch_state state_of(const tr_ini_document *document, const tr_ini_entry *entry)
{
    char text[16];
    size_t digits;

    if (entry->key_count == 0)
        return TR_CHECK_UNSET;
    tr_ini_document_text(text, sizeof(text), document, entry->line.value);
    digits = strspn(text, "0123456789");
    /* More digits may overflow, to whatever the product makes of that. */
    if (digits == 0 || digits > 9 || text[digits] != '\0')
        return TR_CHECK_UNCLEAR;
    return strspn(text, "0") == digits ? TR_CHECK_RELAXED : TR_CHECK_ENFORCED;
}

static void warn_of_both(tr_check_switch *check, const known_switch *of)
{
    snprintf(check->warning, sizeof(check->warning),
             "both [%s] and [%s] are in the file; the first of them is taken", of->section,
             of->other);
}

static void warn_of_several(tr_check_switch *check)
{
    size_t size = strlen(check->warning);

    snprintf(check->warning + size, sizeof(check->warning) - size,
             "%s%s is in [%s] several times; the first one is taken", size > 0 ? "; " : "",
             check->key, check->section);
}

static void look_at(tr_check_switch *out, const known_switch *of, const tr_ini_document *document)
{
    tr_ini_entry entry;
    tr_ini_entry other = { 0 };

    *out = (tr_check_switch){ .word = of->word, .key = of->key, .section = of->section };
    tr_ini_document_find(&entry, document, of->section, of->key);
    if (of->other)
        tr_ini_document_find(&other, document, of->other, of->key);
    if (entry.section_count > 0 && other.section_count > 0) {
        warn_of_both(out, of);
    } else if (other.section_count > 0) {
        out->section = of->other;
        entry = other;
    }
    if (entry.key_count > 1)
        warn_of_several(out);
    out->state = state_of(document, &entry);
    if (entry.key_count > 0) {
        out->line = entry.line.number;
        tr_secret_show_switch(out->value, sizeof(out->value), document, entry.line.value);
    }
}

void tr_signature_checks_of(tr_signature_checks *out, const tr_ini_document *document)
{
    for (size_t index = 0; index < TR_CHECK_SWITCH_COUNT; index++)
        look_at(&out->items[index], &known[index], document);
}

/* What is looked for in the journal, and the change found. */
typedef struct relaxing_search {
    const tr_check_switch *check;
    const tr_ini_document *document;
    const char *path;
    tr_change *found;
    tr_status status;
    tr_error *err;
} relaxing_search;

static bool visit_change(void *context, const tr_change *change)
{
    relaxing_search *search = context;
    tr_setting_facts facts;
    bool is_standing = false;

    if (tr_setting_facts_read(&facts, change, NULL) != TR_OK || strcmp(facts.value, "0") != 0 ||
        strcmp(facts.key, search->check->key) != 0 ||
        strcmp(facts.section, search->check->section) != 0)
        return true;
    search->status = tr_setting_is_standing(&is_standing, &facts, search->document, search->err);
    if (search->status != TR_OK)
        return false;
    if (!is_standing ||
        (strcmp(change->path, search->path) != 0 && !tr_file_is_same(change->path, search->path)))
        return true;
    search->found = tr_change_copy(change);
    if (!search->found)
        search->status = tr_error_set(search->err, TR_ERR_MEMORY, 0, "no memory for a change");
    return false;
}

tr_status tr_check_switch_find_relaxing(tr_change **out, const tr_check_switch *check,
                                        const char *path, const tr_ini_document *document,
                                        const tr_journal *journal, tr_error *err)
{
    const tr_journal_filter filter = { .kind = tr_setting_change.word,
                                       .is_standing = true,
                                       .newest_first = true };
    relaxing_search search = { check, document, path, NULL, TR_OK, err };
    tr_status status = TR_OK;

    if (journal && check->state == TR_CHECK_RELAXED)
        status = tr_journal_walk(journal, &filter, visit_change, &search, err);
    if (status == TR_OK)
        status = search.status;
    if (status == TR_OK)
        *out = search.found;
    else
        tr_change_free(search.found);
    return status;
}

static char *remind_of(const char *path, const tr_change *relaxing, tr_language language)
{
    char time[TR_DATE_SIZE] = "";
    const char *who =
        relaxing && relaxing->who ? relaxing->who : tr_words(language, TR_WORDS("somebody"));
    const char *reason = relaxing && relaxing->reason ? relaxing->reason : "";
    const tr_word words[] = {
        { "path", path }, { "time", time }, { "who", who }, { "reason", reason }
    };

    if (!relaxing)
        return tr_words_write(language,
                              TR_WORDS("Checks are relaxed in '{path}'; the history does not say "
                                       "by whom."),
                              words, 4);
    tr_language_date(time, language, tr_time_text(relaxing->recorded).text);
    return tr_words_write(language,
                          TR_WORDS("Checks are relaxed in '{path}' since {time}, by {who}, "
                                   "because: {reason}."),
                          words, 4);
}

tr_status tr_signature_checks_reminder(char **out, const char *path, const tr_journal *journal,
                                       tr_language language, tr_error *err)
{
    tr_ini_document *document = NULL;
    tr_change *relaxing = NULL;
    tr_signature_checks checks;
    bool is_relaxed = false;
    char *text = NULL;
    tr_status status = tr_setting_load(&document, path, err);

    if (status == TR_OK)
        tr_signature_checks_of(&checks, document);
    for (size_t index = 0; status == TR_OK && index < TR_CHECK_SWITCH_COUNT; index++) {
        const tr_check_switch *check = &checks.items[index];

        is_relaxed = is_relaxed || check->state == TR_CHECK_RELAXED;
        if (!relaxing)
            status = tr_check_switch_find_relaxing(&relaxing, check, path, document, journal, err);
    }
    if (status == TR_OK && is_relaxed && !(text = remind_of(path, relaxing, language)))
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a reminder");
    if (status == TR_OK)
        *out = text;
    tr_change_free(relaxing);
    tr_ini_document_free(document);
    return status;
}
