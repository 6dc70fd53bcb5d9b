#include "core/agent/pasted_command.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include "core/agent/command_line.h"
#include "core/agent/typography.h"
#include "core/ini/secret.h"

#define MOST_PORT 65535

typedef enum value_kind { VALUE_TEXT, VALUE_PORT, VALUE_SECRET } value_kind;

typedef struct known_switch {
    const char *name;
    const char *meaning;
    value_kind kind;
    bool is_needed;
} known_switch;

/* In the order in which they are written. */
static const known_switch switches[] = {
    { "-s", "the server", VALUE_TEXT, true },
    { "-p", "the server's port", VALUE_PORT, true },
    { "-sp", "the server's HTTPS port", VALUE_PORT, false },
    { "-m", "the method, of versions before 11.0", VALUE_TEXT, false },
    { "-c", "the agent's port", VALUE_PORT, true },
    { "-d", "the domain for the agent", VALUE_TEXT, false },
    { "-e", "the server's certificate", VALUE_TEXT, false },
    { "-pwd", "the unload password", VALUE_SECRET, false },
};

#define SWITCH_COUNT    (sizeof(switches) / sizeof(switches[0]))
#define PORT_SWITCH     1
#define PASSWORD_SWITCH 7

/* Reading goes word by word. */
typedef struct reader {
    tr_pasted_command *command;
    char *values[SWITCH_COUNT]; /* of the words, borrowed */
    bool are_given[SWITCH_COUNT];
    bool is_after_secret; /* what follows may be a password, or belong to one */
} reader;

__attribute__((format(gnu_printf, 4, 5))) static void
remark(tr_pasted_command *command, bool is_fault, size_t position, const char *format, ...)
{
    va_list arguments;
    tr_pasted_remark *next;

    command->fault_count += is_fault;
    if (command->remark_count++ >= TR_PASTED_MOST_REMARKS)
        return;
    next = &command->remarks[command->remark_count - 1];
    next->is_fault = is_fault;
    next->position = position;
    va_start(arguments, format);
    vsnprintf(next->text, sizeof(next->text), format, arguments);
    va_end(arguments);
}

static void note_typographic(void *context, const tr_typographic *found)
{
    if (*found->replacement)
        remark(context, true, found->position, "%s (U+%04" PRIX32 ") stands for a plain %s",
               found->name, found->character,
               *found->replacement == '-'   ? "hyphen"
               : *found->replacement == ' ' ? "blank"
                                            : "quote");
    else
        remark(context, true, found->position,
               "%s (U+%04" PRIX32 ") cannot be seen, and is too much", found->name,
               found->character);
}

/* What cmd.exe would act on, were it typed so. */
static void note_specials(tr_pasted_command *command, const char *line)
{
    bool is_quoted = false;
    size_t position = 0;

    for (; *line; line++) {
        position += (*line & 0xC0) != 0x80;
        if (*line == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && strchr("<>", *line))
            remark(command, true, position,
                   "cmd.exe takes %c as a redirection: fill in what stands between < and >", *line);
        else if (!is_quoted && strchr("&|^", *line))
            remark(command, true, position, "cmd.exe does not hand %c to the program", *line);
        else if (*line == '%')
            remark(command, false, position, "cmd.exe may take %% as the mark of a variable");
    }
    if (is_quoted)
        remark(command, true, position, "a quote is not closed");
}

/* A switch is known in any case, as in the field; "/s" is no form of it that was seen. */
static size_t find_switch(const char *word)
{
    size_t index = 0;

    while (index < SWITCH_COUNT && OPENSSL_strcasecmp(word, switches[index].name) != 0)
        index++;
    return index;
}

static bool is_port(const char *text)
{
    unsigned long value = 0;

    for (const char *digit = text; *digit; digit++) {
        if (*digit < '0' || *digit > '9' || value > MOST_PORT)
            return false;
        value = value * 10 + (unsigned long)(*digit - '0');
    }
    return value > 0 && value <= MOST_PORT;
}

/* "-p" again: where the vendor's article means the password. */
static void take_again(reader *from, size_t index, char *value)
{
    tr_pasted_command *command = from->command;

    if (index != PORT_SWITCH) {
        remark(command, true, 0, "%s is given twice", switches[index].name);
        return;
    }
    from->is_after_secret = true;
    if (from->are_given[PASSWORD_SWITCH]) {
        remark(command, true, 0, "-p is given twice");
        return;
    }
    remark(command, true, 0,
           "-p is given twice, as an article of the vendor prints it; the second one is taken to "
           "be the unload password, whose switch is -pwd");
    from->are_given[PASSWORD_SWITCH] = true;
    from->values[PASSWORD_SWITCH] = value;
}

static void take_switch(reader *from, size_t index, char *value)
{
    if (from->are_given[index]) {
        take_again(from, index, value);
        return;
    }
    from->are_given[index] = true;
    from->values[index] = value;
    from->is_after_secret = switches[index].kind == VALUE_SECRET ||
                            (switches[index].kind == VALUE_PORT && value && !is_port(value));
    if (!value)
        remark(from->command, true, 0, "%s is given without a value", switches[index].name);
    else if (switches[index].kind == VALUE_PORT && !is_port(value))
        remark(from->command, true, 0, "%s needs a port, a number from 1 to %d",
               switches[index].name, MOST_PORT);
}

/* Also misspelt, or with its value in the same word. */
static bool is_like_password_switch(const char *word)
{
    return OPENSSL_strncasecmp(word, "-p", 2) == 0;
}

/* A word that belongs nowhere may be the password, and is not shown. */
static void note_stray(reader *from, const char *word, size_t number)
{
    if (*word == '-' && !from->is_after_secret) {
        if (is_like_password_switch(word))
            remark(from->command, true, 0, "word %zu is like -p or -pwd, but neither", number);
        else
            remark(from->command, true, 0, "word %zu, %.*s, is no switch that is known", number,
                   (int)strcspn(word, "=:"), word);
        from->is_after_secret = true;
    } else {
        remark(from->command, true, 0,
               "word %zu belongs to no switch; a %s with blanks needs quotes", number,
               from->is_after_secret ? "password" : "value");
    }
}

/* A password may begin with a hyphen; another value that does is a switch. */
static bool is_value(size_t index, const char *word)
{
    if (switches[index].kind == VALUE_SECRET)
        return true;
    return *word != '-';
}

static void read_words(reader *from, char **words, size_t count, size_t first)
{
    for (size_t index = first; index < count; index++) {
        size_t known = find_switch(words[index]);
        char *value = NULL;

        if (known == SWITCH_COUNT) {
            note_stray(from, words[index], index + 1);
            continue;
        }
        if (index + 1 < count && is_value(known, words[index + 1]))
            value = words[++index];
        take_switch(from, known, value);
    }
}

static void note_missing(reader *from)
{
    for (size_t index = 0; index < SWITCH_COUNT; index++) {
        if (switches[index].is_needed && !from->are_given[index])
            remark(from->command, true, 0, "%s, %s, is missing", switches[index].name,
                   switches[index].meaning);
    }
    if (from->are_given[PASSWORD_SWITCH])
        remark(from->command, false, 0,
               "it holds the unload password, which anybody on that machine can see in the list "
               "of processes while IpXfer runs; it is not shown here");
}

/* With a quote that is not closed, a value goes on to the password's switch and behind it. */
static bool may_hold_password(const char *text)
{
    for (const char *blank = text; (blank = strpbrk(blank, " \t")) != NULL; blank++) {
        if (is_like_password_switch(blank + 1))
            return true;
    }
    return tr_secret_is_key(text);
}

/* Also what should be a port and is none may be the password: some write -p for it. */
static bool may_be_shown(size_t index, const char *value)
{
    switch (switches[index].kind) {
    case VALUE_SECRET:
        return false;
    case VALUE_PORT:
        return is_port(value);
    case VALUE_TEXT:
        break;
    }
    return !may_hold_password(value);
}

static bool keep_parts(reader *from)
{
    tr_pasted_command *command = from->command;

    for (size_t index = 0; index < SWITCH_COUNT; index++) {
        tr_pasted_part *part = &command->parts[command->part_count];
        const char *value = from->values[index];

        if (!from->are_given[index])
            continue;
        part->name = switches[index].name;
        part->meaning = switches[index].meaning;
        part->is_secret =
            switches[index].kind == VALUE_SECRET || (value && !may_be_shown(index, value));
        command->part_count++;
        if (!value || part->is_secret)
            continue;
        part->value = strdup(value);
        if (!part->value)
            return false;
    }
    return true;
}

/* What was understood, in order, without the password. */
static tr_status mend(tr_pasted_command *command, tr_error *err)
{
    const char *words[1 + 2 * SWITCH_COUNT];
    size_t count = 0;

    words[count++] = command->program ? command->program : "IpXfer_x64.exe";
    for (size_t index = 0; index < command->part_count; index++) {
        const tr_pasted_part *part = &command->parts[index];

        if (!part->value)
            continue;
        words[count++] = part->name;
        words[count++] = part->value;
    }
    if (strchr(words[0], '"'))
        return TR_OK;
    return tr_command_line_write(&command->mended, words, count, TR_COMMAND_TYPED, err);
}

static tr_status read_line(tr_pasted_command *command, const char *line, tr_error *err)
{
    reader from = { .command = command };
    char **words = NULL;
    size_t count = 0;
    size_t first;
    tr_status status = tr_command_line_split(&words, &count, line, err);

    if (status != TR_OK)
        return status;
    if (count == 0) {
        status = tr_error_set(err, TR_ERR_FORMAT, 0, "there is no command in the text");
        goto done;
    }
    first = *words[0] != '-';
    if (first && !may_hold_password(words[0]) && !(command->program = strdup(words[0])))
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a command");
    if (!first)
        remark(command, true, 0, "it begins with a switch, and names no program");
    read_words(&from, words, count, first);
    note_missing(&from);
    if (status == TR_OK && !keep_parts(&from))
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a command");
    if (status == TR_OK)
        status = mend(command, err);
done:
    tr_command_line_free(words, count);
    return status;
}

/* A pasted line ends with a line end; one in the middle is a mistake. */
static tr_status copy_text(char **out, const char *text, size_t size, tr_error *err)
{
    char *copy;

    while (size > 0 && strchr("\r\n \t", text[size - 1]) && text[size - 1])
        size--;
    if (size > TR_PASTED_LONGEST)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the command is longer than cmd.exe takes");
    for (size_t index = 0; index < size; index++) {
        if (((unsigned char)text[index] < 0x20 && text[index] != '\t') || text[index] == 0x7F)
            return tr_error_set(err, TR_ERR_FORMAT, 0,
                                "the command holds a line end or another control character at "
                                "byte %zu: paste one line",
                                index + 1);
    }
    copy = malloc(size + 1);
    if (!copy)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a command");
    memcpy(copy, text, size);
    copy[size] = '\0';
    *out = copy;
    return TR_OK;
}

static void free_wiped(char *text)
{
    if (text)
        OPENSSL_cleanse(text, strlen(text));
    free(text);
}

tr_status tr_pasted_command_read(tr_pasted_command **out, const char *text, size_t size,
                                 tr_error *err)
{
    tr_pasted_command *command = calloc(1, sizeof(*command));
    char *pasted = NULL;
    char *line = NULL;
    tr_status status;

    if (!command)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a command");
    status = copy_text(&pasted, text, size, err);
    if (status == TR_OK)
        status = tr_typography_mend(&line, pasted, note_typographic, command, err);
    if (status == TR_OK) {
        note_specials(command, line);
        status = read_line(command, line, err);
    }
    free_wiped(line);
    free_wiped(pasted);
    if (status != TR_OK) {
        tr_pasted_command_free(command);
        return status;
    }
    *out = command;
    return TR_OK;
}

void tr_pasted_command_free(tr_pasted_command *command)
{
    if (!command)
        return;
    for (size_t index = 0; index < command->part_count; index++)
        free(command->parts[index].value);
    free(command->program);
    free(command->mended);
    free(command);
}
