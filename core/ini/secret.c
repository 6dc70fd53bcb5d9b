#include "core/ini/secret.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Names and values of interest are short. */
#define LONGEST 512

/* Shorter ones would be found in any text. */
#define SHORTEST_SECRET 4

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_at(const char *text, const char *word)
{
    while (*word && lower(*text) == *word) {
        text++;
        word++;
    }
    return *word == '\0';
}

/* word is in lower case */
static bool contains(const char *text, const char *word)
{
    for (; *text; text++) {
        if (is_at(text, word))
            return true;
    }
    return false;
}

bool tr_secret_is_key(const char *name)
{
    static const char *const words[] = { "pwd", "password", "passwd", "passphrase", "secret" };

    for (size_t index = 0; index < sizeof(words) / sizeof(words[0]); index++) {
        if (contains(name, words[index]))
            return true;
    }
    return false;
}

bool tr_secret_is_in(const char *text)
{
    return contains(text, "!crypt");
}

bool tr_secret_is_line(const tr_ini_document *document, const tr_ini_line *line)
{
    char text[LONGEST];

    if (line->kind == TR_INI_KEY) {
        tr_ini_document_text(text, sizeof(text), document, line->name);
        if (tr_secret_is_key(text))
            return true;
    }
    tr_ini_document_text(text, sizeof(text), document, line->text);
    return tr_secret_is_in(text);
}

bool tr_secret_is_given(const tr_ini_document *document, const char *text)
{
    tr_ini_line line = { 0 };
    char value[LONGEST];

    if (tr_secret_is_in(text))
        return true;
    while (tr_ini_document_next(&line, document)) {
        if (line.kind != TR_INI_KEY || !tr_secret_is_line(document, &line))
            continue;
        tr_ini_document_text(value, sizeof(value), document, line.value);
        if (strlen(value) >= SHORTEST_SECRET && strstr(text, value))
            return true;
    }
    return false;
}

static bool is_switch(const char *text)
{
    static const char *const words[] = { "", "yes", "no", "true", "false", "on", "off" };

    for (size_t index = 0; index < sizeof(words) / sizeof(words[0]); index++) {
        if (strlen(text) == strlen(words[index]) && is_at(text, words[index]))
            return true;
    }
    return strlen(text) <= 4 && strspn(text, "0123456789+-") == strlen(text);
}

void tr_secret_show_switch(char *out, size_t room, const tr_ini_document *document,
                           tr_ini_span value)
{
    char text[LONGEST];

    tr_ini_document_text(text, sizeof(text), document, value);
    snprintf(out, room, "%s", is_switch(text) ? text : "(a text)");
}
