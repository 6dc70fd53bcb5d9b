/*
 * What the snap-in looks at: this machine, or folders of another one, and what
 * else the user said. It becomes options of trustmend.exe, and is saved with the
 * console as JSON text.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"
#include "snapin/rows/arguments.h"

/** The commands of trustmend.exe, each of which takes other options. */
typedef enum target_command {
    TARGET_CHECK,
    TARGET_ROOTS,
    TARGET_IMPORT,
    TARGET_INVALID,
    TARGET_RESTORE,
    TARGET_CHECKS,
    TARGET_AGENT,
    TARGET_MISMATCHED,
    TARGET_TRANSFER,
    TARGET_HISTORY,
    TARGET_UNDO,
    TARGET_VERIFY,
    TARGET_COMMAND_COUNT
} target_command;

/** "check" */
const char *target_command_word(target_command command);

/** What can be said of a target (target.def). */
typedef enum target_option {
#define TARGET_OPTION(id, member, name, kind, is_list, commands) id,
#include "snapin/rows/target.def"
#undef TARGET_OPTION
    TARGET_OPTION_COUNT
} target_option;

/** The member of the saved stream, such as "system_root". */
const char *target_option_member(target_option option);
bool target_option_is_list(target_option option);

/** Most values of a list, and the longest value in bytes. */
#define TARGET_MOST_VALUES   64
#define TARGET_LONGEST_VALUE ((size_t)32767)

typedef struct target target;

/** This machine. NULL when out of memory. */
target *target_new(void);
target *target_copy(const target *looked_at);
void target_free(target *looked_at); /* NULL is fine */

bool target_equals(const target *first, const target *second);

/** How many values an option has, and one of them; NULL if there is none. */
size_t target_count(const target *looked_at, target_option option);
const char *target_value(const target *looked_at, target_option option, size_t index);

/**
 * Say one more value; of an option that is no list, instead of the one it has.
 *
 * @return TR_ERR_FORMAT if it is not one: a path has to be absolute, a time RFC 3339
 */
tr_status target_add(target *looked_at, target_option option, const char *value, tr_error *err);
void target_remove_all(target *looked_at, target_option option);

/** Add the word of a command, and of what is looked at those options that it takes. */
void target_arguments(arguments *out, const target *looked_at, target_command command);

/** The saved form: one line of JSON, to free(); NULL when out of memory. The same target gives the
 *  same bytes. */
char *target_write(const target *looked_at);

/**
 * Read the saved form.
 *
 * @return TR_ERR_UNSUPPORTED for one of a later version; TR_ERR_FORMAT for anything else that is
 *         no target
 */
tr_status target_read(target **out, const char *text, size_t size, tr_error *err);
