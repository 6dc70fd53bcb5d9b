#include "core/cli/options.h"

#include <stdlib.h>
#include <string.h>

#include "core/check/command_text.h"
#include "core/trust/certificate.h"

#define HELP_COLUMN 32
#define LANGUAGES   "en|de|ja" /* in the order of tr_language */
#define FORMATS     "text|json|csv|xml|html"
#define FORMATS_HELP                                                                               \
    "text for people (default), JSON, one object a line, CSV for spreadsheets, XML, or HTML, one " \
    "page for a ticket"

const option help_options[] = {
    { "help", 'h', OPTION_FLAG, offsetof(settings, wants_help), NULL, "show this help" },
    { "version", 0, OPTION_FLAG, offsetof(settings, wants_version), NULL, "show the version" },
    { 0 },
};

const option session_options[] = {
    { "language", 0, OPTION_CHOICE, offsetof(settings, language), LANGUAGES,
      "what is said of findings, in English (default), German or Japanese" },
    { "stop-with-input", 0, OPTION_FLAG, offsetof(settings, stops_with_input), NULL,
      "stop as by Ctrl-C when standard input ends, for a program that starts this one" },
    { 0 },
};

const option report_options[] = {
    { "format", 'f', OPTION_CHOICE, offsetof(settings, format), FORMATS, FORMATS_HELP },
    { "output", 'o', OPTION_TEXT, offsetof(settings, output), "FILE",
      "write the report to a file, not to standard output" },
    { "verbose", 'v', OPTION_FLAG, offsetof(settings, is_verbose), NULL,
      "say all there is to say, also of what is well" },
    { 0 },
};

const option disk_options[] = {
    { "system-root", 0, OPTION_TEXT, offsetof(settings, system_root), "DIR",
      "look at the Windows whose disk is mounted in this folder, not at this machine" },
    { 0 },
};

const option store_options[] = {
    { "store", 0, OPTION_TEXT, offsetof(settings, store), "machine|user|DIR",
      "the stores of certificates: the machine's (default), or the folders Root, CA and Disallowed "
      "of a folder; what is installed goes there, with 'user' for this user only" },
    { "anchors", 0, OPTION_LIST, offsetof(settings, anchors), "system|PATH",
      "trust these root certificates: the system's (default), or those of a file or folder; may be "
      "given several times" },
    { "intermediates", 0, OPTION_LIST, offsetof(settings, intermediates), "PATH",
      "more certificates to build chains with, which are not trusted by themselves" },
    { "disallowed", 0, OPTION_LIST, offsetof(settings, disallowed), "PATH",
      "certificates that are distrusted" },
    { "crl", 0, OPTION_LIST, offsetof(settings, crls), "PATH",
      "revocation lists of a file or folder" },
    { "trust-list", 0, OPTION_LIST, offsetof(settings, trust_lists), "FILE",
      "Microsoft's trust list (authroot.stl, disallowedcert.stl), whose rules narrow the roots" },
    { "at", 0, OPTION_TIME, offsetof(settings, at), "TIME",
      "take this as the present, such as 2024-05-31 or 2024-05-31T12:00:00Z" },
    { "catalogue", 0, OPTION_TEXT, offsetof(settings, catalogue), "FILE",
      "another list of required certificates" },
    { 0 },
};

const option judging_options[] = {
    { "catalog", 0, OPTION_LIST, offsetof(settings, catalogs), "PATH",
      "catalog files (.cat), or folders of them, that may list files without signature" },
    { "signatures", 0, OPTION_CHOICE, offsetof(settings, signatures), "first|any|all",
      "which signatures of a file must be good: the first one (default), any, or all" },
    { "policy", 0, OPTION_CHOICE, offsetof(settings, policy), "windows|strict",
      "judge as Windows does (default), or refuse also what it lets pass" },
    { "ask-windows", 0, OPTION_CHOICE, offsetof(settings, asks_windows), "auto|always|never",
      "on Windows, say where its own verdict differs (auto: if judged by its stores, as of now)" },
    { 0 },
};

const option source_options[] = {
    { "from", 0, OPTION_LIST, offsetof(settings, sources), "PATH",
      "take certificates from this file or folder: certificates in any form, ZIP archives of "
      "them, signed files that carry them; may be given several times" },
    { "unpinned", 0, OPTION_FLAG, offsetof(settings, takes_unpinned), NULL,
      "install also what the list of required certificates does not know" },
    { 0 },
};

const option server_certificate_options[] = {
    { "server-certificate", 0, OPTION_TEXT, offsetof(settings, server_certificate), "FILE",
      "the server's certificate: PCCSRV\\Pccnt\\Common\\OfcNTCer.dat of the server, or a copy" },
    { 0 },
};

const option output_options[] = {
    { "format", 'f', OPTION_CHOICE, offsetof(settings, format), FORMATS, FORMATS_HELP },
    { "output", 'o', OPTION_TEXT, offsetof(settings, output), "FILE",
      "write the report to a file, not to standard output" },
    { 0 },
};

const option jobs_options[] = {
    { "jobs", 'j', OPTION_NUMBER, offsetof(settings, jobs), "N",
      "judge N files at a time (default: one for each processor)" },
    { 0 },
};

const option change_options[] = {
    { "dry-run", 'n', OPTION_FLAG, offsetof(settings, is_dry_run), NULL,
      "say what would be done, and change nothing" },
    { "yes", 'y', OPTION_FLAG, offsetof(settings, is_agreed), NULL,
      "do it without asking (only on a terminal it is asked)" },
    { 0 },
};

const option installation_options[] = {
    { "installation", 0, OPTION_TEXT, offsetof(settings, installation), "DIR",
      "the folder of the product's server, or its PCCSRV (default: this machine's)" },
    { 0 },
};

const option state_options[] = {
    { "state", 0, OPTION_TEXT, offsetof(settings, state), "DIR",
      "keep the journal and backups there (default: the machine's program data folder, or the "
      "user's own if that may not be written)" },
    { 0 },
};

const option transfer_options[] = {
    { "server", 0, OPTION_TEXT, offsetof(settings, server), "NAME",
      "name or address of the server that agents are to have" },
    { "port", 0, OPTION_PORT, offsetof(settings, port), "PORT", "the server's port (HTTP)" },
    { "ssl-port", 0, OPTION_PORT, offsetof(settings, ssl_port), "PORT", "the server's HTTPS port" },
    { "agent-port", 0, OPTION_PORT, offsetof(settings, agent_port), "PORT",
      "the port that agents listen on" },
    { "certificate", 0, OPTION_TEXT, offsetof(settings, certificate), "FILE",
      "the server's OfcNTCer.dat, as IpXfer is to find it" },
    { "domain", 0, OPTION_TEXT, offsetof(settings, domain), "NAME",
      "the group of the console that agents are put into" },
    { "agent-version", 0, OPTION_TEXT, offsetof(settings, agent_version), "VERSION",
      "of the agents, such as 11.0 (default: one from XG on)" },
    { "ipxfer", 0, OPTION_TEXT, offsetof(settings, ipxfer), "FILE",
      "where IpXfer is (default: its name alone)" },
    { "32-bit", 0, OPTION_FLAG, offsetof(settings, is_32_bit), NULL,
      "agents on 32-bit Windows: IpXfer.exe, not IpXfer_x64.exe" },
    { 0 },
};

const option *options_find(const option *const *groups, const char *name, size_t size, char letter)
{
    for (; *groups; groups++) {
        for (const option *known = *groups; known->name; known++) {
            if (name ? strncmp(known->name, name, size) == 0 && known->name[size] == '\0'
                     : known->letter != 0 && known->letter == letter)
                return known;
        }
    }
    return NULL;
}

bool option_takes_value(const option *known)
{
    return known->kind != OPTION_FLAG;
}

/* The place of a word in "first|any|all"; -1 if it is none of them. */
static int choice_of(const char *words, const char *word)
{
    size_t size = strlen(word);

    for (int index = 0;; index++) {
        size_t length = strcspn(words, "|");

        if (length == size && strncmp(words, word, size) == 0)
            return index;
        if (words[length] == '\0')
            return -1;
        words += length + 1;
    }
}

static bool take_number(unsigned *out, const char *text, unsigned most)
{
    unsigned number = 0;

    for (const char *digit = text; *digit; digit++) {
        if (*digit < '0' || *digit > '9' || number > most / 10)
            return false;
        number = number * 10 + (unsigned)(*digit - '0');
    }
    *out = number;
    return number > 0 && number <= most;
}

static void list_add(text_list *list, const char *text)
{
    list->items[list->count++] = text; /* there is room for all of argv */
}

static bool take(settings *out, const option *known, const char *value)
{
    void *member = (char *)out + known->offset;

    switch (known->kind) {
    case OPTION_FLAG:
        *(bool *)member = true;
        return true;
    case OPTION_TEXT:
        *(const char **)member = value;
        return true;
    case OPTION_LIST:
        list_add(member, value);
        return true;
    case OPTION_CHOICE:
        *(int *)member = choice_of(known->value, value);
        return *(int *)member >= 0;
    case OPTION_TIME:
        ((given_time *)member)->is_given = true;
        return tr_time_parse(&((given_time *)member)->time, value);
    case OPTION_NUMBER:
        return take_number(member, value, 9999);
    case OPTION_PORT:
        return take_number(member, value, 65535);
    }
    return false;
}

static tr_status take_checked(settings *out, const option *known, const char *value, tr_error *err)
{
    if (value && *value == '\0')
        return tr_error_set(err, TR_ERR_FORMAT, 0, "option '--%s' is given an empty value",
                            known->name);
    if (!take(out, known, value))
        return tr_error_set(err, TR_ERR_FORMAT, 0, "option '--%s' takes %s, not '%s'", known->name,
                            known->value, value);
    return TR_OK;
}

/* Arguments, and how far they are read. */
typedef struct cursor {
    int argc;
    char **argv;
    int index;
    int skip;
} cursor;

static const char *next_value(cursor *at)
{
    int next = at->index + 1;

    if (next == at->skip)
        next++;
    if (next >= at->argc)
        return NULL;
    at->index = next;
    return at->argv[next];
}

static tr_status parse_long(settings *out, const option *const *groups, cursor *at, tr_error *err)
{
    const char *name = at->argv[at->index] + 2;
    size_t size = strcspn(name, "=");
    const option *known = options_find(groups, name, size, 0);
    const char *value = name[size] == '=' ? name + size + 1 : NULL;

    if (!known)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "unknown option '--%.*s'", (int)size, name);
    if (!option_takes_value(known) && value)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "option '--%s' takes no value", known->name);
    if (option_takes_value(known) && !value)
        value = next_value(at);
    if (option_takes_value(known) && !value)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "option '--%s' needs a value (%s)", known->name,
                            known->value);
    return take_checked(out, known, value, err);
}

/* "-v", "-vn", "-o FILE", "-oFILE" */
static tr_status parse_short(settings *out, const option *const *groups, cursor *at, tr_error *err)
{
    for (const char *letter = at->argv[at->index] + 1; *letter; letter++) {
        const option *known = options_find(groups, NULL, 0, *letter);
        const char *value = NULL;
        tr_status status;

        if (!known)
            return tr_error_set(err, TR_ERR_FORMAT, 0, "unknown option '-%c'", *letter);
        if (option_takes_value(known)) {
            value = letter[1] ? letter + 1 : next_value(at);
            if (!value)
                return tr_error_set(err, TR_ERR_FORMAT, 0, "option '-%c' needs a value (%s)",
                                    *letter, known->value);
        }
        status = take_checked(out, known, value, err);
        if (status != TR_OK || value)
            return status;
    }
    return TR_OK;
}

/* A growing text; NULL once memory ran out. */
static void append(char **text, const char *name, const char *value)
{
    char *word = value ? tr_command_word(value) : NULL;
    char *longer = NULL;

    if (*text && (word || !value))
        longer = tr_command_text("%s --%s%s%s", *text, name, word ? " " : "", word ? word : "");
    free(word);
    free(*text);
    *text = longer;
}

static void append_choice(char **text, const option *known, int choice)
{
    const char *words = known->value;
    char *word;

    for (int index = 0; index < choice; index++)
        words += strcspn(words, "|") + 1;
    word = tr_command_text("%.*s", (int)strcspn(words, "|"), words);
    if (word)
        append(text, known->name, word);
    free(word);
}

/* Numbers, of jobs and ports, change nothing in what other commands find, and are left out. */
static void append_given(char **text, const option *known, const settings *given)
{
    const void *member = (const char *)given + known->offset;
    const text_list *list = member;
    const given_time *time = member;

    switch (known->kind) {
    case OPTION_FLAG:
        if (*(const bool *)member)
            append(text, known->name, NULL);
        break;
    case OPTION_TEXT:
        if (*(const char *const *)member)
            append(text, known->name, *(const char *const *)member);
        break;
    case OPTION_LIST:
        for (size_t index = 0; index < list->count; index++)
            append(text, known->name, list->items[index]);
        break;
    case OPTION_CHOICE:
        if (*(const int *)member > 0)
            append_choice(text, known, *(const int *)member);
        break;
    case OPTION_TIME:
        if (time->is_given)
            append(text, known->name, tr_time_text(time->time).text);
        break;
    case OPTION_NUMBER:
    case OPTION_PORT:
        break;
    }
}

char *options_write(const option *const *groups, const settings *given)
{
    char *text = strdup("");

    for (; *groups; groups++) {
        for (const option *known = *groups; known->name && text; known++)
            append_given(&text, known, given);
    }
    return text;
}

static bool make_room(settings *out, int argc)
{
    text_list *lists[] = { &out->anchors,       &out->intermediates, &out->disallowed,
                           &out->crls,          &out->trust_lists,   &out->catalogs,
                           &out->files,         &out->rules,         &out->sources,
                           &out->installations, &out->logs,          &out->mismatched,
                           &out->paths };

    for (size_t index = 0; index < sizeof(lists) / sizeof(lists[0]); index++) {
        lists[index]->items = calloc((size_t)argc + 1, sizeof(*lists[index]->items));
        if (!lists[index]->items)
            return false;
    }
    return true;
}

tr_status options_parse(settings *out, const option *const *groups, int argc, char **argv, int skip,
                        tr_error *err)
{
    tr_status status = TR_OK;
    bool are_ended = false;

    memset(out, 0, sizeof(*out));
    out->arguments = (const char *const *)(argc > 0 ? argv + 1 : argv);
    if (!make_room(out, argc))
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the arguments");
    for (cursor at = { argc, argv, 1, skip }; at.index < argc && status == TR_OK; at.index++) {
        const char *argument = argv[at.index];

        if (at.index == skip)
            continue;
        if (are_ended || argument[0] != '-' || argument[1] == '\0')
            list_add(&out->paths, argument);
        else if (strcmp(argument, "--") == 0)
            are_ended = true;
        else if (argument[1] == '-')
            status = parse_long(out, groups, &at, err);
        else
            status = parse_short(out, groups, &at, err);
    }
    return status;
}

void settings_free(settings *given)
{
    free(given->anchors.items);
    free(given->intermediates.items);
    free(given->disallowed.items);
    free(given->crls.items);
    free(given->trust_lists.items);
    free(given->catalogs.items);
    free(given->files.items);
    free(given->rules.items);
    free(given->sources.items);
    free(given->installations.items);
    free(given->logs.items);
    free(given->mismatched.items);
    free(given->paths.items);
}

/* Words of text from column HELP_COLUMN on, the lines at most 79 long. */
static void print_wrapped(FILE *out, const char *text)
{
    int column = HELP_COLUMN;

    while (*text) {
        int length = (int)strcspn(text, " ");

        if (column + 1 + length > 79) {
            fprintf(out, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
        }
        fprintf(out, "%s%.*s", column > HELP_COLUMN ? " " : "", length, text);
        column += length + (column > HELP_COLUMN ? 1 : 0);
        text += length;
        text += strspn(text, " ");
    }
    putc('\n', out);
}

static int print_head(FILE *out, const option *known)
{
    char letter[] = { '-', known->letter, ',', '\0' };

    return fprintf(out, "  %3s --%s%s%s", known->letter ? letter : "", known->name,
                   known->value ? " " : "", known->value ? known->value : "");
}

void options_print(FILE *out, const option *const *groups)
{
    for (; *groups; groups++) {
        for (const option *known = *groups; known->name; known++) {
            int used = print_head(out, known);

            if (used >= HELP_COLUMN) {
                putc('\n', out);
                used = 0;
            }
            fprintf(out, "%*s", HELP_COLUMN - used, "");
            print_wrapped(out, known->help);
        }
    }
}
