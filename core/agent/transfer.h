/*
 * IpXfer, the vendor's Agent Mover: the command that gives an agent its server
 * and the server's certificate anew.
 *
 * It stands in PCCSRV\Admin\Utility\IpXfer, as IpXfer.exe and IpXfer_x64.exe,
 * and runs on the agent's machine. Its switches differ between versions of the
 * product. Those of 11.0 are read with a grain of salt: the vendor's article
 * prints -p twice, for the port and for the password, and -pwd is what is
 * written here, as for later versions. -m 1 of the versions before 11.0 was
 * seen in the field, and in no article that could be read.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/agent/command_line.h"
#include "core/error.h"

/** What an agent is told. Texts are UTF-8 and borrowed. */
typedef struct tr_transfer {
    const char *program;     /* IpXfer's path; NULL: the name that is_32_bit gives */
    bool is_32_bit;          /* IpXfer.exe, not IpXfer_x64.exe */
    unsigned version;        /* first number of the agent's version, such as 14; 0: not known */
    const char *server;      /* name or address */
    unsigned port;           /* the server's, HTTP */
    unsigned ssl_port;       /* the server's, HTTPS; 0: not given */
    unsigned agent_port;     /* the agent's own */
    const char *certificate; /* path of OfcNTCer.dat; NULL: IpXfer is told of none */
    const char *domain;      /* to put the agent into; NULL: as the server has it */
} tr_transfer;

/** From which version on agents check their server's certificate at all. */
#define TR_TRANSFER_CERTIFICATE_SINCE 11

/** Most words of a command: the program, eight switches with a value each. */
#define TR_TRANSFER_MOST_WORDS 17

/** A command as words, of which the texts live as long as this and what it was made from. */
typedef struct tr_transfer_words {
    const char *items[TR_TRANSFER_MOST_WORDS + 1]; /* NULL behind the last */
    size_t count;
    char numbers[3][12];
} tr_transfer_words;

/**
 * Whether the values make a command that can be trusted to do what it says: TR_ERR_FORMAT
 * names the one that is missing, or that no command can carry.
 */
tr_status tr_transfer_check(const tr_transfer *transfer, tr_error *err);

/**
 * The words of a command whose values were checked.
 *
 * @param out       in place: it points into itself
 * @param password  the agent's unload password; NULL: none
 */
void tr_transfer_words_of(tr_transfer_words *out, const tr_transfer *transfer,
                          const char *password);

/** The command as one line, without a password, to free(). Checks the values. */
tr_status tr_transfer_line(char **out, const tr_transfer *transfer, tr_command_place place,
                           tr_error *err);

/** Whether a password can be handed to IpXfer: TR_ERR_FORMAT if not. It is not in the message. */
tr_status tr_transfer_check_password(const char *password, size_t size, tr_error *err);
