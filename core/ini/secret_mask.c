/* Secrets in running text, which may come from anywhere. */
#include <string.h>

#include "core/ini/secret.h"

/* A URL's user and password are no longer. */
#define USER_MAX 256

typedef struct text_part {
    char *at;
    char *end;
} text_part;

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* word is in lower case */
static bool is_at(const text_part *text, const char *word)
{
    for (size_t index = 0; word[index]; index++) {
        if (text->at + index == text->end || lower(text->at[index]) != word[index])
            return false;
    }
    return true;
}

static bool is_one_of(const text_part *text, const char *characters)
{
    return text->at < text->end && *text->at && strchr(characters, *text->at);
}

static void skip(text_part *text, const char *characters)
{
    while (is_one_of(text, characters))
        text->at++;
}

/* Up to one of these, or the end. */
static void mask_until(text_part *text, const char *ends)
{
    while (text->at < text->end && !is_one_of(text, ends))
        *text->at++ = TR_SECRET_MASK;
}

/* Behind the word that announces a secret: ="it", : it, >it</, or it. */
static void mask_value(text_part *text)
{
    static const char name[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
    bool is_element;

    skip(text, name);
    skip(text, "\"'])");
    is_element = is_one_of(text, ">");
    skip(text, " \t=:>");
    if (is_one_of(text, "\"'")) {
        const char quote[] = { *text->at++, '\0' };

        mask_until(text, quote);
    } else {
        skip(text, "[({");
        mask_until(text, is_element ? "<" : " \t");
    }
}

/* "://user:password@" */
static void mask_user(text_part *text)
{
    text_part user = { text->at + 3, text->end };

    if (user.end - user.at > USER_MAX)
        user.end = user.at + USER_MAX;
    text->at = user.at;
    for (char *at = user.at; at < user.end && *at && !strchr(" \t/\"'<>", *at); at++) {
        if (*at == '@') {
            memset(user.at, TR_SECRET_MASK, (size_t)(at - user.at));
            text->at = at;
        }
    }
}

static bool mask_word(text_part *text)
{
    static const char *const words[] = {
        "pwd",        "password", "passwd",
        "passphrase", "secret",   "\xE3\x83\x91\xE3\x82\xB9\xE3\x83\xAF\xE3\x83\xBC\xE3\x83\x89"
    };

    for (size_t index = 0; index < sizeof(words) / sizeof(words[0]); index++) {
        if (is_at(text, words[index])) {
            text->at += strlen(words[index]);
            mask_value(text);
            return true;
        }
    }
    return false;
}

void tr_secret_mask(char *text, size_t size)
{
    text_part rest = { text, text + size };

    while (rest.at < rest.end) {
        if (is_at(&rest, "!crypt"))
            mask_until(&rest, " \t\"'<");
        else if (is_at(&rest, "://"))
            mask_user(&rest);
        else if (!mask_word(&rest))
            rest.at++;
    }
}
