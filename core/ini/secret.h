/*
 * Secrets in the product's INI files: passwords, which public tools decrypt.
 * None may reach the journal, a report, a log or a message.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/ini/document.h"

/** Whether the value of a key is a secret by the key's name: "Uninstall_Pwd". */
bool tr_secret_is_key(const char *name);

/** Whether a text holds an encrypted value: "!CRYPT!...", "!CRYPTEX!...". */
bool tr_secret_is_in(const char *text);

/** What stands in place of each byte of a secret: no text has it. */
#define TR_SECRET_MASK '\0'

/**
 * Put masks over the secrets in a line of a log or of a command: what follows
 * -pwd, password= and the like, encrypted values, and the user of a URL. Rather
 * too much than too little.
 */
void tr_secret_mask(char *text, size_t size);

/** Whether a line of a document holds a secret. */
bool tr_secret_is_line(const tr_ini_document *document, const tr_ini_line *line);

/** Whether a text that a user gave holds a secret of the document, or any encrypted value. */
bool tr_secret_is_given(const tr_ini_document *document, const char *text);

/**
 * What may be shown of the value of a switch: numbers and the words that
 * switches have; for anything else "(a text)", for nothing "".
 */
void tr_secret_show_switch(char *out, size_t room, const tr_ini_document *document,
                           tr_ini_span value);
