/*
 * An IpXfer command as somebody pasted it from an article, a mail or a ticket:
 * read, and what is wrong with it pointed out.
 *
 * What may be a password is not kept: neither the value of -pwd, nor that of a
 * second -p, which the vendor's article prints in its place, nor words that
 * follow either.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

/** The longest text that is read, in bytes. */
#define TR_PASTED_LONGEST ((size_t)8191) /* cmd.exe takes no longer line */

/** Remarks that are kept; further ones are counted. */
#define TR_PASTED_MOST_REMARKS 64

typedef struct tr_pasted_remark {
    bool is_fault;   /* it does not do what it should as it stands */
    size_t position; /* of the character it is about, from 1; 0: of none */
    char text[224];
} tr_pasted_remark;

/** A switch and its value. */
typedef struct tr_pasted_part {
    const char *name;    /* "-s" */
    const char *meaning; /* "the server" */
    char *value;         /* NULL: it has none, or it is secret */
    bool is_secret;      /* it is the password, or may hold it */
} tr_pasted_part;

#define TR_PASTED_MOST_PARTS 9

typedef struct tr_pasted_command {
    char *program; /* NULL: it begins with a switch, or may hold the password */
    tr_pasted_part parts[TR_PASTED_MOST_PARTS];
    size_t part_count;
    tr_pasted_remark remarks[TR_PASTED_MOST_REMARKS];
    size_t remark_count; /* all; no more than TR_PASTED_MOST_REMARKS are kept */
    size_t fault_count;
    char *mended; /* the command as it should be, without password; NULL if that is not clear */
} tr_pasted_command;

/** Read a command. TR_ERR_FORMAT if there is none in the text, or it is too long. */
tr_status tr_pasted_command_read(tr_pasted_command **out, const char *text, size_t size,
                                 tr_error *err);

void tr_pasted_command_free(tr_pasted_command *command); /* NULL is fine */
