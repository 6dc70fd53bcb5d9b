/* Rules of a public log analyzer: lines of "code,description,solution". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/directory.h"
#include "core/symptoms/line_decoder.h"
#include "core/symptoms/rule_list.h"

#define FIELDS 3

/* A row: its fields, cut out of the text that is being read. */
typedef struct row {
    char *fields[FIELDS];
    long line;
} row;

typedef struct cursor {
    char *at;
    long line;
} cursor;

/* Go behind a line end of either system; false if there is none here. */
static bool skip_line_end(cursor *text)
{
    if (*text->at == '\r')
        text->at++;
    else if (*text->at != '\n')
        return false;
    if (text->at[0] == '\n')
        text->at++;
    text->line++;
    return true;
}

/* What is in quotes goes to out, which trails behind (RFC 4180); false if the quotes do not end. */
static bool take_quoted(cursor *text, char **out)
{
    text->at++;
    for (;; text->at++) {
        if (*text->at == '\0')
            return false;
        if (*text->at == '"' && *++text->at != '"')
            return true;
        text->line += *text->at == '\n';
        *(*out)++ = *text->at;
    }
}

/*
 * One field. The last one takes what is left of its line: many who write such
 * files forget the quotes around a sentence with commas.
 */
static bool take_field(char **field, cursor *text, bool is_last)
{
    char *out;

    while (*text->at == ' ' || *text->at == '\t')
        text->at++;
    *field = out = text->at;
    if (*text->at == '"' && !take_quoted(text, &out))
        return false;
    while (*text->at && *text->at != '\r' && *text->at != '\n' && (is_last || *text->at != ','))
        *out++ = *text->at++;
    while (out > *field && (out[-1] == ' ' || out[-1] == '\t'))
        out--;
    if (out < text->at)
        *out = '\0'; /* else it replaces the separator, once that was looked at */
    return true;
}

/* Returns false for quotes that do not end. */
static bool take_row(row *out, cursor *text)
{
    memset(out, 0, sizeof(*out));
    out->line = text->line;
    for (int index = 0; index < FIELDS; index++) {
        char *end;

        if (!take_field(&out->fields[index], text, index == FIELDS - 1))
            return false;
        end = text->at;
        if (*end == ',' && index < FIELDS - 1) {
            *end = '\0';
            text->at++;
            continue;
        }
        if (*end != '\0') {
            skip_line_end(text);
            *end = '\0';
        }
        return true;
    }
    return true;
}

static bool is_word(const char *text, const char *word)
{
    while (*word && (*text | 0x20) == *word) {
        text++;
        word++;
    }
    return *word == '\0' && *text == '\0';
}

/* The texts of a rule, in one piece: id, code, description, solution. */
static bool keep_texts(tr_rule *rule, const row *from, const char *name)
{
    const char *base = name + tr_path_name(name);
    size_t id_size = strlen(base) + sizeof(":-9223372036854775808");
    size_t sizes[FIELDS] = { 0 };
    size_t size = id_size + strlen(name) + 1;
    char *next;

    for (int index = 0; index < FIELDS; index++) {
        sizes[index] = from->fields[index] ? strlen(from->fields[index]) + 1 : 1;
        size += sizes[index];
    }
    rule->texts = next = calloc(1, size);
    if (!next)
        return false;
    snprintf(next, id_size, "%s:%ld", base, from->line);
    rule->symptom.id = next;
    next += id_size;
    rule->symptom.source = memcpy(next, name, strlen(name) + 1);
    next += strlen(name) + 1;
    for (int index = 0; index < FIELDS; index++) {
        const char **const texts[FIELDS] = { &rule->symptom.title, &rule->symptom.cause,
                                             &rule->symptom.action };

        if (from->fields[index])
            memcpy(next, from->fields[index], sizes[index]);
        *texts[index] = next;
        next += sizes[index];
    }
    return true;
}

static tr_status add_row(tr_symptom_rules *rules, const row *from, const char *name, tr_error *err)
{
    const char *code = from->fields[0];
    tr_rule *rule;
    tr_error why;
    tr_status status;

    if (strlen(code) < TR_NEEDLE_SHORTEST)
        return tr_rule_list_broken(name, from->line, "its code is too short to be looked for", err);
    rule = tr_rule_list_add(rules);
    if (!rule || !keep_texts(rule, from, name))
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", name);
    rule->line = from->line;
    rule->symptom.evidence = "own";
    status = tr_rule_add_pattern(rule, rules, code, true, &why);
    if (status == TR_ERR_FORMAT)
        return tr_rule_list_broken(name, from->line, why.message, err);
    if (status != TR_OK)
        return tr_error_set(err, status, 0, "no memory to read '%s'", name);
    return TR_OK;
}

static tr_status read_rows(tr_symptom_rules *rules, char *text, const char *name, tr_error *err)
{
    cursor at = { text, 1 };
    tr_status status = TR_OK;
    row next;

    while (status == TR_OK && *at.at) {
        if (skip_line_end(&at))
            continue;
        if (!take_row(&next, &at))
            return tr_rule_list_broken(name, next.line, "its quotes do not end", err);
        if (!(next.line == 1 && is_word(next.fields[0], "code")))
            status = add_row(rules, &next, name, err);
    }
    return status;
}

/* The text as UTF-8, to free(); NULL when out of memory. */
static char *decode(tr_bytes csv)
{
    const size_t mark = csv.size >= 3 && memcmp(csv.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    const tr_bytes rest = { csv.data + mark, csv.size - mark };
    tr_line_decoder *decoder = tr_line_decoder_new();
    char *text = decoder ? malloc(tr_line_decoder_room(rest.size)) : NULL;

    if (text)
        tr_line_decoder_decode(decoder, text, rest);
    tr_line_decoder_free(decoder);
    return text;
}

tr_status tr_symptom_rules_add_csv(tr_symptom_rules *rules, tr_bytes csv, const char *name,
                                   tr_error *err)
{
    const size_t before = rules->count;
    char *text = NULL;
    tr_status status;

    if (csv.size > 0 && memchr(csv.data, 0, csv.size))
        return tr_rule_list_broken(name, 1, "it is neither UTF-8 nor ANSI text", err);
    text = decode(csv);
    if (!text)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", name);
    status = read_rows(rules, text, name, err);
    if (status == TR_OK && rules->count == before)
        status = tr_rule_list_broken(name, 1, "it has no rules", err);
    if (status == TR_OK)
        status = tr_rule_list_check_ids(rules, name, err);
    if (status != TR_OK)
        tr_rule_list_cut(rules, before);
    free(text);
    return status;
}
