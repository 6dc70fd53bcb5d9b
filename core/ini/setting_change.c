#include "core/ini/setting_change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "core/ini/secret.h"
#include "core/journal/journal.h"
#include "core/platform/file.h"
#include "core/platform/replacement.h"

#define NOTHING "-" /* stands for the digest of a line that is not there */

static const char *const edit_words[] = {
    [TR_INI_EDIT_VALUE] = "value",
    [TR_INI_EDIT_KEY] = "key",
    [TR_INI_EDIT_SECTION] = "section",
};

#define EDIT_COUNT (sizeof(edit_words) / sizeof(edit_words[0]))

static tr_status digest_of(char out[65], tr_bytes bytes, tr_error *err)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;

    if (!EVP_Digest(bytes.data, bytes.size, digest, &size, EVP_sha256(), NULL))
        return tr_error_set(err, TR_ERR_CRYPTO, 0, "cannot compute the digest of a line");
    for (unsigned index = 0; index < size; index++)
        snprintf(out + 2 * (size_t)index, 3, "%02x", digest[index]);
    return TR_OK;
}

/* Of the line of a key; NOTHING if there is none. */
static tr_status digest_of_entry(char out[65], const tr_ini_entry *entry,
                                 const tr_ini_document *document, tr_error *err)
{
    if (entry->key_count == 0) {
        strcpy(out, NOTHING);
        return TR_OK;
    }
    return digest_of(out, tr_ini_document_at(document, entry->line.text), err);
}

static void show(char *out, size_t room, const tr_ini_entry *entry, const tr_ini_document *document,
                 const char *section, const char *key)
{
    char value[32];

    *out = '\0';
    if (entry->key_count == 0)
        return;
    tr_secret_show_switch(value, sizeof(value), document, entry->line.value);
    snprintf(out, room, "[%s] %s%s%s", section, key, entry->line.has_equals ? "=" : "", value);
}

tr_status tr_setting_plan_make(tr_setting_plan *out, tr_ini_document *document, const char *section,
                               const char *key, const char *value, tr_error *err)
{
    tr_setting_plan plan;
    tr_ini_entry entry;
    tr_ini_edit edit;
    char before[65];
    char after[65];
    tr_status status;

    tr_ini_document_find(&entry, document, section, key);
    show(plan.before, sizeof(plan.before), &entry, document, section, key);
    status = digest_of_entry(before, &entry, document, err);
    if (status == TR_OK)
        status = tr_ini_document_set(&edit, document, section, key, value, err);
    if (status != TR_OK)
        return status;
    tr_ini_document_find(&entry, document, section, key);
    show(plan.after, sizeof(plan.after), &entry, document, section, key);
    status = digest_of_entry(after, &entry, document, err);
    if (status != TR_OK)
        return status;
    snprintf(plan.proof, sizeof(plan.proof), "%s %d %s %s %s %s %s", edit_words[edit.kind],
             edit.ends_last, before, after, value, key, section);
    *out = plan;
    return TR_OK;
}

/* Printable ASCII, so that no entry of the journal can break a line. */
static bool is_name(const char *text)
{
    if (!*text)
        return false;
    for (; *text; text++) {
        if (*text < ' ' || *text > '~' || strchr("[]=;", *text))
            return false;
    }
    return true;
}

tr_status tr_setting_facts_read(tr_setting_facts *out, const tr_change *change, tr_error *err)
{
    tr_setting_facts facts;
    char word[8];
    char ends_last[2];
    size_t kind = 0;

    if (!change->proof ||
        sscanf(change->proof, "%7s %1[01] %64s %64s %31s %127s %127[^\n]", word, ends_last,
               facts.before, facts.after, facts.value, facts.key, facts.section) != 7)
        kind = EDIT_COUNT;
    while (kind < EDIT_COUNT && strcmp(word, edit_words[kind]) != 0)
        kind++;
    if (kind == EDIT_COUNT || !is_name(facts.value) || !is_name(facts.key) ||
        !is_name(facts.section))
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the journal's entry %lld makes no sense",
                            (long long)change->id);
    facts.edit = (tr_ini_edit){ (tr_ini_edit_kind)kind, ends_last[0] == '1' };
    *out = facts;
    return TR_OK;
}

tr_status tr_setting_load(tr_ini_document **out, const char *path, tr_error *err)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    tr_status status = tr_file_load(&bytes, &size, path, TR_SETTING_MOST_BYTES, err);

    if (status == TR_OK)
        status = tr_ini_document_parse(out, (tr_bytes){ bytes, size }, err);
    free(bytes);
    return status;
}

static char *describe(const tr_change *change)
{
    const char *before = change->before ? change->before : "";
    const char *after = change->after ? change->after : "";
    size_t size = strlen(before) + strlen(after) + strlen(change->path) + 32;
    char *text = malloc(size);

    if (!text)
        return NULL;
    if (!*before)
        snprintf(text, size, "added '%s' to '%s'", after, change->path);
    else if (!*after)
        snprintf(text, size, "removed '%s' from '%s'", before, change->path);
    else
        snprintf(text, size, "changed '%s' to '%s' in '%s'", before, after, change->path);
    return text;
}

/* The world as the document tells it. */
static tr_status measure(tr_world *out, tr_error *found, const tr_setting_facts *facts,
                         const char *path, const tr_ini_document *document, tr_error *err)
{
    tr_ini_entry entry;
    char now[65];
    char value[32];
    tr_status status;

    tr_ini_document_find(&entry, document, facts->section, facts->key);
    status = digest_of_entry(now, &entry, document, err);
    if (status != TR_OK)
        return status;
    *out = strcmp(now, facts->after) == 0    ? TR_WORLD_AFTER
           : strcmp(now, facts->before) == 0 ? TR_WORLD_BEFORE
                                             : TR_WORLD_OTHER;
    if (*out != TR_WORLD_OTHER)
        return TR_OK;
    if (entry.key_count == 0) {
        tr_error_set(found, TR_OK, 0, "'%s' is not in [%s] of '%s' any more", facts->key,
                     facts->section, path);
        return TR_OK;
    }
    tr_secret_show_switch(value, sizeof(value), document, entry.line.value);
    tr_error_set(found, TR_OK, 0, "the line of '%s' in [%s] of '%s' is another one now, value '%s'",
                 facts->key, facts->section, path, value);
    return TR_OK;
}

tr_status tr_setting_is_standing(bool *out, const tr_setting_facts *facts,
                                 const tr_ini_document *document, tr_error *err)
{
    tr_error found;
    tr_world world;
    tr_status status = measure(&world, &found, facts, "", document, err);

    if (status == TR_OK)
        *out = world == TR_WORLD_AFTER;
    return status;
}

static tr_status look(tr_world *out, tr_error *found, const tr_change *change,
                      const tr_journal *journal, tr_error *err)
{
    tr_ini_document *document = NULL;
    tr_setting_facts facts;
    tr_status status = tr_setting_facts_read(&facts, change, err);

    (void)journal;
    if (status != TR_OK)
        return status;
    if (change->state == TR_CHANGE_OPEN)
        tr_file_replace_clean(change->path);
    status = tr_setting_load(&document, change->path, err);
    if (status == TR_ERR_NOT_FOUND) {
        tr_error_set(found, TR_OK, 0, "'%s' is gone", change->path);
        *out = TR_WORLD_OTHER;
        return TR_OK;
    }
    if (status == TR_OK)
        status = measure(out, found, &facts, change->path, document, err);
    tr_ini_document_free(document);
    return status;
}

static tr_status has_changed(const char *path, const tr_error *found, tr_error *err)
{
    return tr_error_set(err, TR_ERR_IO, 0, "'%s' was changed by somebody else meanwhile%s%s", path,
                        *found->message ? ": " : "", found->message);
}

/* Load the file, which must be in this state, and what it holds now. */
static tr_status load_in(tr_world wanted, tr_ini_document **out, tr_ini_document **now,
                         const tr_setting_facts *facts, const char *path, tr_error *err)
{
    tr_error found = { .message = "" };
    tr_world world = TR_WORLD_OTHER;
    tr_status status = tr_setting_load(out, path, err);

    if (status == TR_OK)
        status = tr_ini_document_parse(now, tr_ini_document_bytes(*out), err);
    if (status == TR_OK)
        status = measure(&world, &found, facts, path, *out, err);
    if (status == TR_OK && world != wanted)
        status = has_changed(path, &found, err);
    return status;
}

static tr_status act(const tr_change *change, void *subject, const tr_journal *journal,
                     tr_error *err)
{
    tr_ini_document *document = NULL;
    tr_ini_document *now = NULL;
    tr_setting_facts facts;
    tr_setting_plan plan;
    tr_status status = tr_setting_facts_read(&facts, change, err);

    (void)subject, (void)journal;
    if (status == TR_OK)
        status = load_in(TR_WORLD_BEFORE, &document, &now, &facts, change->path, err);
    if (status == TR_OK)
        status = tr_setting_plan_make(&plan, document, facts.section, facts.key, facts.value, err);
    if (status == TR_OK && strcmp(plan.proof, change->proof) != 0)
        status = has_changed(change->path, &(tr_error){ .message = "" }, err);
    if (status == TR_OK)
        status = tr_file_replace(change->path, tr_ini_document_bytes(now),
                                 tr_ini_document_bytes(document), NULL, err);
    tr_ini_document_free(now);
    tr_ini_document_free(document);
    return status;
}

/* The line as it was, from the backup. */
static tr_status load_line(tr_ini_document **backup, tr_bytes *line, const tr_setting_facts *facts,
                           const tr_change *change, const tr_journal *journal, tr_error *err)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    tr_ini_entry entry;
    char digest[65];
    tr_status status = tr_journal_load_backup(
        &bytes, &size, journal, change->backup ? change->backup : "", TR_SETTING_MOST_BYTES, err);

    if (status == TR_OK)
        status = tr_ini_document_parse(backup, (tr_bytes){ bytes, size }, err);
    free(bytes);
    if (status != TR_OK)
        return status;
    tr_ini_document_find(&entry, *backup, facts->section, facts->key);
    status = digest_of_entry(digest, &entry, *backup, err);
    if (status == TR_OK && (entry.key_count == 0 || strcmp(digest, facts->before) != 0))
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            "the backup '%s' does not hold the line as it was", change->backup);
    if (status == TR_OK)
        *line = tr_ini_document_at(*backup, entry.line.text);
    return status;
}

tr_status tr_setting_take_back(tr_ini_document *document, const tr_change *change,
                               const tr_journal *journal, tr_error *err)
{
    tr_ini_document *backup = NULL;
    tr_bytes line = { NULL, 0 };
    tr_setting_facts facts;
    tr_status status = tr_setting_facts_read(&facts, change, err);

    if (status == TR_OK && facts.edit.kind == TR_INI_EDIT_VALUE)
        status = load_line(&backup, &line, &facts, change, journal, err);
    if (status == TR_OK)
        status =
            tr_ini_document_take_back(document, &facts.edit, facts.section, facts.key, line, err);
    tr_ini_document_free(backup);
    return status;
}

static tr_status undo(const tr_change *change, const tr_journal *journal, tr_error *err)
{
    tr_ini_document *document = NULL;
    tr_ini_document *now = NULL;
    tr_setting_facts facts;
    tr_status status = tr_setting_facts_read(&facts, change, err);

    if (status == TR_OK)
        status = load_in(TR_WORLD_AFTER, &document, &now, &facts, change->path, err);
    if (status == TR_OK)
        status = tr_setting_take_back(document, change, journal, err);
    if (status == TR_OK)
        status = tr_file_replace(change->path, tr_ini_document_bytes(now),
                                 tr_ini_document_bytes(document), NULL, err);
    tr_ini_document_free(now);
    tr_ini_document_free(document);
    return status;
}

const tr_change_kind tr_setting_change = {
    .word = "ini-edit",
    .describe = describe,
    .look = look,
    .act = act,
    .undo = undo,
};
