#include "snapin/rows/node.h"

#include "snapin/resource.h"
#include "snapin/rows/row_tone.h"

/* clang-format off */
#define TEXT(heading, members, width)   { IDS_COLUMN_##heading, members, COLUMN_TEXT, COLUMN_WHOLE, NULL, width, false }
#define NAME(heading, members, width)   { IDS_COLUMN_##heading, members, COLUMN_TEXT, COLUMN_COMMON_NAME, NULL, width, false }
#define WORD(heading, members, set, width) { IDS_COLUMN_##heading, members, COLUMN_WORD, COLUMN_WHOLE, set, width, false }
#define OF_KIND(heading, members, kind, width) { IDS_COLUMN_##heading, members, kind, COLUMN_WHOLE, NULL, width, false }
/* Columns that are not shown before the user asks for them. */
#define MORE(heading, members)          { IDS_COLUMN_##heading, members, COLUMN_TEXT, COLUMN_WHOLE, NULL, 200, true }
#define MORE_WORD(heading, members, set) { IDS_COLUMN_##heading, members, COLUMN_WORD, COLUMN_WHOLE, set, 140, true }
#define MORE_OF(heading, members, kind) { IDS_COLUMN_##heading, members, kind, COLUMN_WHOLE, NULL, 140, true }

static const column overview[] = {
    TEXT(FINDING, "title what path", 420),
    WORD(SEVERITY, "severity", "severity", 90),
    TEXT(REMEDY, "remedy why message", 380),
    OF_KIND(COUNT, "count", COLUMN_NUMBER, 70),
    OF_KIND(NUMBER, "number", COLUMN_NUMBER, 60),
    MORE(CAUSE, "cause"),
    MORE(EVIDENCE, "evidence"),
    MORE_WORD(FAMILY, "family", "family"),
    MORE(SUBJECT, "subject"),
    MORE(COMMAND, "command"),
    MORE(FOLLOWS_FROM, "follows_from"),
    MORE(ID, "id"),
};

static const column required[] = {
    NAME(ISSUED_TO, "subject name id", 220),
    TEXT(ISSUED_BY, "issuer_name issuer_id", 180),
    OF_KIND(EXPIRES, "not_after", COLUMN_TIME, 100),
    TEXT(PURPOSES, "purpose", 110),
    MORE(FRIENDLY_NAME, "name"), /* mostly the same as whom it was issued to */
    WORD(STATUS, "status", "status", 110),
    OF_KIND(FOUND_IN, "installed_in.path", COLUMN_PATH, 160),
    WORD(STORE, "store", "store", 160),
    TEXT(SINCE, "since", 170),
    TEXT(EXPLANATION, "explanation", 360),
    MORE(PRODUCTS, "products"),
    MORE_OF(THUMBPRINT, "sha1", COLUMN_THUMBPRINT),
    MORE_OF(THUMBPRINT_SHA256, "sha256", COLUMN_THUMBPRINT),
    MORE(SERIAL, "serial"),
    MORE_OF(VALID_FROM, "not_before", COLUMN_TIME),
    MORE(NOTE, "note"),
    MORE(SUBJECT, "subject"),
    MORE(ID, "id"),
};

static const column installed[] = {
    TEXT(ISSUED_TO, "name subject", 220),
    NAME(ISSUED_BY, "issuer", 180),
    OF_KIND(EXPIRES, "not_after", COLUMN_TIME, 100),
    WORD(STATUS, "expired", "expired", 90),
    TEXT(REQUIRED_AS, "required_id", 220),
    OF_KIND(FOUND_IN, "installed_in.path", COLUMN_PATH, 200),
    TEXT(REMARK, "remark", 260),
    MORE_OF(THUMBPRINT, "sha1", COLUMN_THUMBPRINT),
    MORE_OF(THUMBPRINT_SHA256, "sha256", COLUMN_THUMBPRINT),
    MORE(SERIAL, "serial"),
    MORE_OF(VALID_FROM, "not_before", COLUMN_TIME),
    MORE(KEY, "key"),
    MORE_OF(KEY_BITS, "key_bits", COLUMN_NUMBER),
    MORE(DIGEST, "digest"),
    MORE_WORD(LISTING, "listing", "listing"),
    MORE(SUBJECT, "subject"),
    MORE(ISSUER, "issuer"),
};

static const column agent_certificate[] = {
    TEXT(ISSUED_TO, "certificate.name path", 200),
    NAME(ISSUED_BY, "certificate.issuer", 170),
    OF_KIND(EXPIRES, "certificate.not_after", COLUMN_TIME, 100),
    WORD(STATUS, "state", "state", 150),
    WORD(KIND, "kind", "kind", 80),
    TEXT(SERVER_ISSUED_TO, "server_certificate.name", 200),
    OF_KIND(SERVER_EXPIRES, "server_certificate.not_after", COLUMN_TIME, 110),
    TEXT(MEANING, "meaning", 380),
    TEXT(REMEDY, "remedy", 320),
    OF_KIND(FILE, "path certificate.place", COLUMN_PATH, 260),
    MORE_OF(THUMBPRINT, "certificate.sha1", COLUMN_THUMBPRINT),
    MORE_OF(SERVER_THUMBPRINT, "server_certificate.sha1", COLUMN_THUMBPRINT),
    MORE(SERIAL, "certificate.serial"),
    MORE_OF(VALID_FROM, "certificate.not_before", COLUMN_TIME),
    MORE(SUBJECT, "certificate.subject"),
};

static const column renamed[] = {
    OF_KIND(FILE, "path", COLUMN_PATH, 360),
    WORD(ACTION, "action", "action", 130),
    WORD(VERDICT, "verdict", "verdict", 110),
    TEXT(REASON, "reason message", 400),
    TEXT(REMEDY, "remedy", 320),
    WORD(NEW_NAME_STATE, "target_state", "target", 150),
    MORE_OF(NEW_NAME, "target", COLUMN_PATH),
    MORE_OF(SIZE, "size", COLUMN_SIZE),
    MORE(CODE, "name"),
    MORE(ISSUED_TO, "signatures.signer.subject"),
};

static const column check[] = {
    WORD(CHECK, "check", "check", 220),
    WORD(STATUS, "state", "switch", 110),
    OF_KIND(CHANGED, "relaxed.since", COLUMN_TIME, 140),
    TEXT(WHO, "relaxed.by", 140),
    TEXT(REASON, "relaxed.reason", 240),
    OF_KIND(FILE, "path", COLUMN_PATH, 260),
    TEXT(SETTING, "key", 240),
    TEXT(VALUE, "value", 60),
    TEXT(REMARK, "warning", 240),
    MORE_OF(LINE, "line", COLUMN_NUMBER),
};

static const column agent[] = {
    TEXT(COMPUTER, "name address guid text", 180),
    WORD(FIX, "fix", "fix", 190),
    TEXT(ADDRESS, "address", 120),
    TEXT(VERSION, "version", 100),
    TEXT(GUID, "guid", 260),
    TEXT(OTHERS, "others.value", 200),
    MORE_OF(THUMBPRINT, "thumbprint", COLUMN_THUMBPRINT),
    MORE(DATE, "date"),
    MORE_OF(LINE, "line", COLUMN_NUMBER),
};

static const column change[] = {
    TEXT(CHANGE, "text", 420),
    WORD(STATUS, "state", "change", 110),
    OF_KIND(TIME, "time", COLUMN_TIME, 140),
    TEXT(WHO, "who", 140),
    TEXT(REASON, "reason", 240),
    OF_KIND(NUMBER, "id", COLUMN_NUMBER, 70),
    OF_KIND(UNDONE_BY, "undone_by", COLUMN_NUMBER, 90),
    TEXT(NOTE, "note", 200),
    MORE_OF(FILE, "path", COLUMN_PATH),
    MORE(KIND, "kind"),
    MORE(BEFORE, "before"),
    MORE(AFTER, "after"),
    MORE_OF(BACKUP, "backup", COLUMN_PATH),
    MORE_OF(RUN, "run", COLUMN_NUMBER),
};
/* clang-format on */

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define NONE      ((const char *const[]){ NULL })

static const node nodes[NODE_COUNT] = {
#define NODE(name_, shown, word_, command_, words_, types_, keys_, status_, ...)                   \
    [NODE_##name_] = {                                                                             \
        .id = NODE_##name_,                                                                        \
        .word = word_,                                                                             \
        .name = IDS_NODE_##name_,                                                                  \
        .description = IDS_ABOUT_##name_,                                                          \
        .empty = IDS_EMPTY_##name_,                                                                \
        .command = command_,                                                                       \
        .words = words_,                                                                           \
        .types = types_,                                                                           \
        .keys = keys_,                                                                             \
        .tone = row_tone_of_##shown,                                                               \
        .columns = shown,                                                                          \
        .column_count = sizeof(shown) / sizeof(shown[0]),                                          \
        .status = status_,                                                                         \
        __VA_ARGS__,                                                                               \
    },
#include "snapin/rows/node.def"
#undef NODE
};

const node *node_of(node_id id)
{
    return &nodes[id];
}

size_t node_column(const node *of, unsigned heading)
{
    size_t index = 0;

    while (index < of->column_count && of->columns[index].heading != heading)
        index++;
    return index;
}

bool node_has_source(const node *of, const target *looked_at)
{
    return of->command != TARGET_MISMATCHED || target_count(looked_at, TARGET_LIST) > 0;
}

void node_arguments(arguments *out, const node *of, const target *looked_at, const char *language)
{
    target_arguments(out, looked_at, of->command);
    arguments_add(out, "--format=json");
    arguments_add_option(out, "language", language);
    arguments_add(out, "--stop-with-input");
    for (const char *const *word = of->words; *word; word++)
        arguments_add(out, *word);
}
