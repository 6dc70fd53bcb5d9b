/*
 * What can be done from the console, as one table: to which nodes and rows each
 * action applies, what has to be asked first, and the command of the command line
 * that shows its plan, and the one that does it.
 *
 * Rows are what a program printed about files and certificates of anybody. Only
 * what looks like a path, an id or a number is taken from them, and it stands
 * behind "--", so that nothing in a row can become an option. An action that
 * applies to some of the selected rows is done to those.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "snapin/rows/arguments.h"
#include "snapin/rows/node.h"
#include "snapin/rows/target.h"

typedef enum action_id {
#define ACTION(id, name) ACTION_##id,
#include "snapin/rows/action.def"
#undef ACTION
    ACTION_COUNT
} action_id;

typedef enum action_kind {
    ACTION_CHANGES, /* something on the machine: a plan, one question, and then it is done */
    ACTION_WRITES,  /* a file that the user names */
    ACTION_SHOWS    /* the console's own; no command */
} action_kind;

/** What the user has to say first. */
typedef enum action_input {
    ACTION_ASKS_NOTHING,
    ACTION_ASKS_SOURCES, /* where certificates are; may be left out */
    ACTION_ASKS_REASON,
    ACTION_ASKS_FILE /* to be written */
} action_input;

typedef struct action {
    action_kind kind;
    action_input input;
    bool takes_many; /* rows */
    unsigned text;   /* identifiers of strings: for the menu, */
    unsigned help;   /* for the status bar, */
    unsigned title;  /* and what stands above the plan; 0: it has none */
} action;

/** What an action is about: a node, or rows that are selected in it. */
typedef struct action_subject {
    node_id node;           /* NODE_COUNT: the one above them all */
    json_t *const *records; /* of the selected rows, borrowed */
    size_t count;           /* 0: the node itself */
} action_subject;

/** What the user said. */
typedef struct action_answer {
    const char *const *sources; /* paths */
    size_t source_count;
    const char *reason;
    const char *file;
} action_answer;

typedef enum action_step { ACTION_PLAN, ACTION_ACT } action_step;

const action *action_of(action_id id);

/** Its name, the same in every language. */
const char *action_name(action_id id);

/** The action of a name; ACTION_COUNT: none. */
action_id action_find(const char *name);

/** Whether there is anything here that the action can be done to. */
bool action_applies(action_id id, const action_subject *subject);

/** How many of the selected rows it would be done to. */
size_t action_count(action_id id, const action_subject *subject);

/** One action, with all that its command says. */
typedef struct action_request {
    action_id id;
    action_step step;
    const action_subject *subject;
    const target *looked_at;
    const action_answer *answer; /* NULL: the user was asked nothing */
    const char *language;        /* tag for what is said in words, such as "ja" */
} action_request;

/**
 * Write the command for an action that changes or writes something.
 *
 * A command line has an end: what does not fit is left for the next one.
 *
 * @param out   takes the command's words, without the program's name
 * @param next  the first selected row to take; set to the first one that was left, which is
 *              subject->count if none was
 * @return false if the action does not apply, an answer is missing, or memory ran out; out is for
 *         arguments_clear in any case
 */
bool action_command(arguments *out, size_t *next, const action_request *request);

/** The command that a row tells to type, for the clipboard; NULL: none. Borrowed. */
const char *action_typed_command(const json_t *record);

/** The thumbprint (SHA-1, 40 digits) of the certificate that a row is about; NULL: none. Borrowed.
 */
const char *action_thumbprint(const json_t *record);
