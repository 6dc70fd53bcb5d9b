#include "snapin/rows/target.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "snapin/rows/timestamp.h"

typedef enum value_kind {
    VALUE_PATH,   /* absolute */
    VALUE_STORE,  /* "machine", "user", or a path */
    VALUE_SOURCE, /* "system", or a path */
    VALUE_TIME
} value_kind;

static const struct {
    const char *member;
    const char *name; /* of the command line's option */
    value_kind kind;
    bool is_list;
    unsigned commands; /* that take it, a bit each */
} options[] = {
#define BIT(command) (1u << TARGET_##command)
#define TARGET_OPTION(id, member, name, kind, is_list, commands)                                   \
    [id] = { member, name, kind, is_list, commands },
#include "snapin/rows/target.def"
#undef TARGET_OPTION
#undef BIT
};

typedef struct values {
    char **items; /* owned */
    size_t count;
} values;

struct target {
    values of[TARGET_OPTION_COUNT];
};

const char *target_command_word(target_command command)
{
    static const char *const words[TARGET_COMMAND_COUNT] = {
        [TARGET_CHECK] = "check",       [TARGET_ROOTS] = "roots",
        [TARGET_IMPORT] = "import",     [TARGET_INVALID] = "invalid",
        [TARGET_RESTORE] = "restore",   [TARGET_CHECKS] = "checks",
        [TARGET_AGENT] = "agent",       [TARGET_MISMATCHED] = "mismatched",
        [TARGET_TRANSFER] = "transfer", [TARGET_HISTORY] = "history",
        [TARGET_UNDO] = "undo",         [TARGET_VERIFY] = "verify",
    };

    return words[command];
}

const char *target_option_member(target_option option)
{
    return options[option].member;
}

bool target_option_is_list(target_option option)
{
    return options[option].is_list;
}

target *target_new(void)
{
    return calloc(1, sizeof(target));
}

target *target_copy(const target *looked_at)
{
    target *copy = target_new();
    tr_status status = copy ? TR_OK : TR_ERR_MEMORY;

    for (int option = 0; option < TARGET_OPTION_COUNT && status == TR_OK; option++) {
        const values *from = &looked_at->of[option];

        for (size_t index = 0; index < from->count && status == TR_OK; index++)
            status = target_add(copy, (target_option)option, from->items[index], NULL);
    }
    if (status == TR_OK)
        return copy;
    target_free(copy);
    return NULL;
}

void target_remove_all(target *looked_at, target_option option)
{
    values *of = &looked_at->of[option];

    for (size_t index = 0; index < of->count; index++)
        free(of->items[index]);
    free(of->items);
    *of = (values){ 0 };
}

void target_free(target *looked_at)
{
    if (!looked_at)
        return;
    for (int option = 0; option < TARGET_OPTION_COUNT; option++)
        target_remove_all(looked_at, (target_option)option);
    free(looked_at);
}

static bool are_equal(const values *first, const values *second)
{
    if (first->count != second->count)
        return false;
    for (size_t index = 0; index < first->count; index++) {
        if (strcmp(first->items[index], second->items[index]) != 0)
            return false;
    }
    return true;
}

bool target_equals(const target *first, const target *second)
{
    for (int option = 0; option < TARGET_OPTION_COUNT; option++) {
        if (!are_equal(&first->of[option], &second->of[option]))
            return false;
    }
    return true;
}

size_t target_count(const target *looked_at, target_option option)
{
    return looked_at->of[option].count;
}

const char *target_value(const target *looked_at, target_option option, size_t index)
{
    const values *of = &looked_at->of[option];

    return index < of->count ? of->items[index] : NULL;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

/* Of this system or another one: a console file may be looked at anywhere. */
static bool is_absolute(const char *path)
{
    bool has_drive = is_letter(path[0]) && path[1] == ':' && is_slash(path[2]);
    bool is_share = path[0] == '\\' && path[1] == '\\';

    return has_drive || is_share || path[0] == '/';
}

static bool is_one_of(const char *value, const char *first, const char *second)
{
    return strcmp(value, first) == 0 || strcmp(value, second) == 0;
}

static bool fits(value_kind kind, const char *value)
{
    int64_t seconds;

    switch (kind) {
    case VALUE_STORE:
        return is_one_of(value, "machine", "user") || is_absolute(value);
    case VALUE_SOURCE:
        return is_one_of(value, "system", "system") || is_absolute(value);
    case VALUE_TIME:
        return timestamp_parse(&seconds, value);
    case VALUE_PATH:
        break;
    }
    return is_absolute(value);
}

static bool is_text(const char *value)
{
    if (strlen(value) > TARGET_LONGEST_VALUE || !tr_utf8_is_valid(value))
        return false;
    while ((unsigned char)*value >= ' ')
        value++;
    return *value == '\0';
}

static tr_status append(values *of, const char *value, tr_error *err)
{
    char **items = realloc(of->items, (of->count + 1) * sizeof(char *));
    char *copy = strdup(value);

    if (items)
        of->items = items;
    if (!items || !copy) {
        free(copy);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for what to look at");
    }
    items[of->count++] = copy;
    return TR_OK;
}

tr_status target_add(target *looked_at, target_option option, const char *value, tr_error *err)
{
    values *of = &looked_at->of[option];

    if (!is_text(value) || !fits(options[option].kind, value))
        return tr_error_set(err, TR_ERR_FORMAT, 0, "'%s' is no value of %s: paths are whole ones",
                            value, options[option].member);
    if (of->count >= TARGET_MOST_VALUES)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "there are more values of %s than fit",
                            options[option].member);
    if (!options[option].is_list)
        target_remove_all(looked_at, option);
    return append(of, value, err);
}

void target_arguments(arguments *out, const target *looked_at, target_command command)
{
    arguments_add(out, target_command_word(command));
    for (int option = 0; option < TARGET_OPTION_COUNT; option++) {
        const values *of = &looked_at->of[option];
        bool is_word = command == TARGET_MISMATCHED && option == TARGET_LIST;

        if (!(options[option].commands & 1u << command))
            continue;
        for (size_t index = 0; index < of->count; index++) {
            if (is_word)
                arguments_add(out, of->items[index]); /* an absolute path, and so no option */
            else
                arguments_add_option(out, options[option].name, of->items[index]);
        }
    }
}
