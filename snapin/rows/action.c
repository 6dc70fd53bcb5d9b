#include "snapin/rows/action.h"

#include <inttypes.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "snapin/resource.h"

#define MOST_BYTES    24000 /* of all rows' values; Windows takes 32,767 characters */
#define LONGEST_PATH  8000  /* bytes */
#define LONGEST_ID    128
#define THUMBPRINT    40 /* digits */
#define NUMBER_DIGITS 24

#define ON(node) (1U << (node))
#define ON_ALL   (ON(NODE_COUNT) - 1)

/* Takes what an action needs of a row, as words; false: nothing in it is fit to be taken. */
typedef bool take(arguments *out, const json_t *record);

/* What the table below says of an action besides what others see. */
typedef struct rule {
    action shown;
    unsigned nodes;                     /* those that it applies to themselves */
    bool (*fits)(const json_t *record); /* NULL: to no row */
    take *take;                         /* NULL: it is done to all, whatever is selected */
    target_command command;
    const char *word;   /* after the command's own name */
    const char *option; /* that makes it this action */
} rule;

static const char *text_at(const json_t *record, const char *key)
{
    return json_string_value(json_object_get(record, key));
}

static bool says(const json_t *record, const char *key, const char *word)
{
    const char *text = text_at(record, key);

    return text && strcmp(text, word) == 0;
}

static bool is_one_of(const char *text, const char *const *words)
{
    for (; text && *words; words++) {
        if (strcmp(text, *words) == 0)
            return true;
    }
    return false;
}

static bool is_type(const json_t *record, const char *type)
{
    return says(record, "type", type);
}

static bool is_finding(const json_t *record, const char *const *ids)
{
    return is_type(record, "finding") && is_one_of(text_at(record, "id"), ids);
}

/* Letters, digits, dots and hyphens; ids of certificates are nothing else. */
static bool is_id(const char *text)
{
    size_t length = text ? strlen(text) : 0;

    return length > 0 && length <= LONGEST_ID &&
           strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") ==
               length;
}

/* A path that is whole: one whose bytes are no UTF-8 stands there only for people. */
static const char *path_of(const json_t *record)
{
    const char *path = text_at(record, "path");

    if (!path || !*path || strlen(path) > LONGEST_PATH || text_at(record, "path_bytes"))
        return NULL;
    return path;
}

static bool take_path(arguments *out, const json_t *record)
{
    const char *path = path_of(record);

    if (path)
        arguments_add(out, path);
    return path != NULL;
}

/* Those of a finding's files that it names, or a row's own. */
static bool take_places(arguments *out, const json_t *record)
{
    const json_t *places = json_object_get(record, "places");
    bool has_taken = false;
    const json_t *place;
    size_t index;

    if (!is_type(record, "finding"))
        return take_path(out, record);
    json_array_foreach(places, index, place) has_taken |= take_path(out, place);
    return has_taken;
}

static bool take_id(arguments *out, const json_t *record)
{
    const char *id = text_at(record, is_type(record, "finding") ? "key" : "id");

    if (!is_id(id))
        return false;
    arguments_add(out, id);
    return true;
}

static bool take_number(arguments *out, const json_t *record)
{
    int64_t number = (int64_t)json_integer_value(json_object_get(record, "id"));
    char digits[NUMBER_DIGITS];

    if (number <= 0)
        return false;
    (void)snprintf(digits, sizeof(digits), "%" PRId64, (int64_t)number);
    arguments_add(out, digits);
    return true;
}

/* A certificate that installing puts right. */
static bool fits_install(const json_t *record)
{
    static const char *const statuses[] = { "missing", "look-alike", "wrong-store", "user-only",
                                            NULL };
    static const char *const findings[] = { "ca-missing", "ca-look-alike", "ca-wrong-store",
                                            "ca-user-only", NULL };

    return is_finding(record, findings) ||
           (is_type(record, "required") && is_one_of(text_at(record, "status"), statuses));
}

static bool fits_restore(const json_t *record)
{
    static const char *const findings[] = { "renamed-good", NULL };

    return is_finding(record, findings) ||
           (is_type(record, "renamed") && says(record, "action", "restore") &&
            !json_is_true(json_object_get(record, "restored")));
}

/* Where it is known which of the two files is to be kept. */
static bool fits_park(const json_t *record)
{
    static const char *const findings[] = { "renamed-taken", NULL };
    static const char *const states[] = { "same", "older", "newer", "not-valid", NULL };

    return is_finding(record, findings) ||
           (is_type(record, "renamed") && says(record, "action", "target-exists") &&
            is_one_of(text_at(record, "target_state"), states));
}

static bool fits_unsigned(const json_t *record)
{
    static const char *const findings[] = { "renamed-unsigned", NULL };

    return is_finding(record, findings) ||
           (is_type(record, "renamed") && says(record, "action", "refuse") &&
            says(record, "verdict", "unsigned"));
}

static bool fits_enforce(const json_t *record)
{
    static const char *const findings[] = { "check-relaxed", NULL };

    return is_finding(record, findings) ||
           (is_type(record, "check") && says(record, "state", "relaxed"));
}

static bool fits_relax(const json_t *record)
{
    static const char *const states[] = { "enforced", "unset", NULL };

    return is_type(record, "check") && is_one_of(text_at(record, "state"), states);
}

static bool fits_replace(const json_t *record)
{
    static const char *const findings[] = { "agent-certificate-missing", "agent-certificate-broken",
                                            "agent-certificate-mismatched", NULL };
    static const char *const states[] = { "missing", "broken", "mismatched", NULL };

    return is_finding(record, findings) ||
           (is_type(record, "agent-certificate") && says(record, "kind", "agent") &&
            is_one_of(text_at(record, "state"), states));
}

/* What stands of a change can be taken back, unless it took another one back itself; a restarted
 * service cannot be. */
static bool fits_undo(const json_t *record)
{
    return is_type(record, "change") && says(record, "state", "done") &&
           json_is_null(json_object_get(record, "undone_by")) &&
           !json_is_integer(json_object_get(record, "undoes")) && !says(record, "kind", "restart");
}

static bool fits_copy_command(const json_t *record)
{
    return action_typed_command(record) != NULL;
}

static bool fits_installed(const json_t *record)
{
    return action_thumbprint(record) &&
           json_array_size(json_object_get(record, "installed_in")) > 0;
}

static bool fits_all(const json_t *record)
{
    return text_at(record, "type") != NULL;
}

#define TEXTS(id) .text = IDS_ACTION_##id, .help = IDS_HELP_##id

static const rule rules[ACTION_COUNT] = {
    [ACTION_MEND] = { .shown = { .kind = ACTION_CHANGES,
                                 .input = ACTION_ASKS_SOURCES,
                                 TEXTS(MEND),
                                 .title = IDS_PLAN_MEND },
                      .nodes = ON(NODE_OVERVIEW),
                      .command = TARGET_CHECK,
                      .option = "--fix" },
    [ACTION_INSTALL_MISSING] = { .shown = { .kind = ACTION_CHANGES,
                                            .input = ACTION_ASKS_SOURCES,
                                            TEXTS(INSTALL_MISSING),
                                            .title = IDS_PLAN_INSTALL },
                                 .nodes = ON(NODE_REQUIRED_CERTIFICATES),
                                 .command = TARGET_IMPORT,
                                 .option = "--missing" },
    [ACTION_INSTALL] = { .shown = { .kind = ACTION_CHANGES,
                                    .input = ACTION_ASKS_SOURCES,
                                    .takes_many = true,
                                    TEXTS(INSTALL),
                                    .title = IDS_PLAN_INSTALL },
                         .fits = fits_install,
                         .take = take_id,
                         .command = TARGET_IMPORT },
    [ACTION_RESTORE_ALL] = { .shown = { .kind = ACTION_CHANGES,
                                        TEXTS(RESTORE_ALL),
                                        .title = IDS_PLAN_RESTORE },
                             .nodes = ON(NODE_RENAMED_FILES),
                             .command = TARGET_RESTORE },
    [ACTION_RESTORE] = { .shown = { .kind = ACTION_CHANGES,
                                    .takes_many = true,
                                    TEXTS(RESTORE),
                                    .title = IDS_PLAN_RESTORE },
                         .fits = fits_restore,
                         .take = take_places,
                         .command = TARGET_RESTORE },
    [ACTION_PARK] = { .shown = { .kind = ACTION_CHANGES,
                                 .takes_many = true,
                                 TEXTS(PARK),
                                 .title = IDS_PLAN_PARK },
                      .fits = fits_park,
                      .take = take_places,
                      .command = TARGET_RESTORE,
                      .option = "--park" },
    [ACTION_RESTORE_UNSIGNED] = { .shown = { .kind = ACTION_CHANGES,
                                             .input = ACTION_ASKS_REASON,
                                             .takes_many = true,
                                             TEXTS(RESTORE_UNSIGNED),
                                             .title = IDS_PLAN_RESTORE_UNSIGNED },
                                  .fits = fits_unsigned,
                                  .take = take_places,
                                  .command = TARGET_RESTORE,
                                  .option = "--even-unsigned" },
    [ACTION_ENFORCE] = { .shown = { .kind = ACTION_CHANGES,
                                    .takes_many = true,
                                    TEXTS(ENFORCE),
                                    .title = IDS_PLAN_ENFORCE },
                         .nodes = ON(NODE_SIGNATURE_CHECKS),
                         .fits = fits_enforce,
                         .command = TARGET_CHECKS,
                         .word = "enforce" },
    [ACTION_RELAX] = { .shown = { .kind = ACTION_CHANGES,
                                  .input = ACTION_ASKS_REASON,
                                  .takes_many = true,
                                  TEXTS(RELAX),
                                  .title = IDS_PLAN_RELAX },
                       .nodes = ON(NODE_SIGNATURE_CHECKS),
                       .fits = fits_relax,
                       .command = TARGET_CHECKS,
                       .word = "relax" },
    [ACTION_REPLACE] = { .shown = { .kind = ACTION_CHANGES,
                                    TEXTS(REPLACE),
                                    .title = IDS_PLAN_REPLACE },
                         .fits = fits_replace,
                         .command = TARGET_AGENT,
                         .word = "replace" },
    [ACTION_UNDO] = { .shown = { .kind = ACTION_CHANGES,
                                 .takes_many = true,
                                 TEXTS(UNDO),
                                 .title = IDS_PLAN_UNDO },
                      .fits = fits_undo,
                      .take = take_number,
                      .command = TARGET_UNDO },
    [ACTION_UNDO_LAST] = { .shown = { .kind = ACTION_CHANGES,
                                      TEXTS(UNDO_LAST),
                                      .title = IDS_PLAN_UNDO },
                           .nodes = ON(NODE_HISTORY),
                           .command = TARGET_UNDO,
                           .option = "--last" },
    [ACTION_WRITE_TRANSFER] = { .shown = { .kind = ACTION_WRITES,
                                           .input = ACTION_ASKS_FILE,
                                           TEXTS(WRITE_TRANSFER) },
                                .nodes = ON(NODE_MISMATCHED_AGENTS),
                                .command = TARGET_MISMATCHED,
                                .option = "--transfer" },
    [ACTION_REPORT] = { .shown = { .kind = ACTION_WRITES,
                                   .input = ACTION_ASKS_FILE,
                                   TEXTS(REPORT) },
                        .nodes = ON_ALL },
    [ACTION_OPEN_LIST] = { .shown = { .kind = ACTION_SHOWS, TEXTS(OPEN_LIST) },
                           .nodes = ON(NODE_MISMATCHED_AGENTS) },
    [ACTION_COPY_COMMAND] = { .shown = { .kind = ACTION_SHOWS,
                                         .takes_many = true,
                                         TEXTS(COPY_COMMAND) },
                              .fits = fits_copy_command },
    [ACTION_EXPORT_CERTIFICATE] = { .shown = { .kind = ACTION_SHOWS, TEXTS(EXPORT_CERTIFICATE) },
                                    .fits = fits_installed },
    [ACTION_VIEW_CERTIFICATE] = { .shown = { .kind = ACTION_SHOWS, TEXTS(VIEW_CERTIFICATE) },
                                  .fits = fits_installed },
    [ACTION_TARGET] = { .shown = { .kind = ACTION_SHOWS, TEXTS(TARGET) }, .nodes = ON(NODE_COUNT) },
    [ACTION_FIND] = { .shown = { .kind = ACTION_SHOWS, TEXTS(FIND) }, .nodes = ON_ALL },
    [ACTION_FIND_NEXT] = { .shown = { .kind = ACTION_SHOWS, TEXTS(FIND_NEXT) }, .nodes = ON_ALL },
    [ACTION_SHOW_ALL] = { .shown = { .kind = ACTION_SHOWS, TEXTS(SHOW_ALL) }, .nodes = ON_ALL },
    [ACTION_SHOW_FAULTS] = { .shown = { .kind = ACTION_SHOWS, TEXTS(SHOW_FAULTS) },
                             .nodes = ON_ALL },
    [ACTION_STOP] = { .shown = { .kind = ACTION_SHOWS, TEXTS(STOP) }, .nodes = ON_ALL },
    [ACTION_PROPERTIES] = { .shown = { .kind = ACTION_SHOWS, TEXTS(PROPERTIES) },
                            .fits = fits_all },
};

static const char *const names[ACTION_COUNT] = {
#define ACTION(id, name) [ACTION_##id] = (name),
#include "snapin/rows/action.def"
#undef ACTION
};

const action *action_of(action_id id)
{
    return &rules[id].shown;
}

const char *action_name(action_id id)
{
    return names[id];
}

action_id action_find(const char *name)
{
    action_id id = 0;

    while (id < ACTION_COUNT && strcmp(names[id], name) != 0)
        id++;
    return id;
}

size_t action_count(action_id id, const action_subject *subject)
{
    const rule *known = &rules[id];
    size_t count = 0;

    for (size_t index = 0; known->fits && index < subject->count; index++)
        count += known->fits(subject->records[index]);
    return count;
}

bool action_applies(action_id id, const action_subject *subject)
{
    const rule *known = &rules[id];

    if (subject->count == 0)
        return subject->node <= NODE_COUNT && (known->nodes & ON(subject->node)) != 0;
    if (subject->count > 1 && !known->shown.takes_many)
        return false;
    return action_count(id, subject) > 0;
}

static bool add_answer(arguments *out, const action_request *request)
{
    const action_answer *answer = request->answer;

    switch (rules[request->id].shown.input) {
    case ACTION_ASKS_NOTHING:
        return true;
    case ACTION_ASKS_SOURCES:
        for (size_t index = 0; answer && index < answer->source_count; index++)
            arguments_add_option(out, "from", answer->sources[index]);
        return true;
    case ACTION_ASKS_REASON:
        if (answer && answer->reason && *answer->reason)
            arguments_add_option(out, "reason", answer->reason);
        else if (request->step == ACTION_PLAN)
            arguments_add_option(out, "reason", "?"); /* a plan keeps none */
        else
            return false;
        return true;
    case ACTION_ASKS_FILE:
        if (!answer || !answer->file || !*answer->file)
            return false;
        arguments_add_option(out, "output", answer->file);
        return true;
    }
    return false;
}

/* The sources of the target are import's; check takes them only where it mends. */
static void add_target(arguments *out, const action_request *request)
{
    const rule *known = &rules[request->id];

    if (request->id == ACTION_MEND) {
        for (size_t index = 0; index < target_count(request->looked_at, TARGET_SOURCES); index++)
            arguments_add_option(out, "from",
                                 target_value(request->looked_at, TARGET_SOURCES, index));
    }
    target_arguments(out, request->looked_at, known->command);
    if (known->word)
        arguments_add(out, known->word);
}

static size_t size_since(const arguments *words, size_t index)
{
    size_t size = 0;

    for (; index < words->count; index++)
        size += strlen(words->items[index]) + 3; /* quotes and a space */
    return size;
}

/* The rows' values from *next on, as many as fit. False if there is none. */
static bool add_rows(arguments *out, size_t *next, const action_request *request)
{
    const rule *known = &rules[request->id];
    const action_subject *subject = request->subject;
    size_t first = out->count + 1;
    bool has_taken = false;

    arguments_add(out, "--");
    for (; *next < subject->count; (*next)++) {
        if (known->fits(subject->records[*next]))
            has_taken |= known->take(out, subject->records[*next]);
        if (size_since(out, first) > MOST_BYTES) {
            (*next)++;
            break;
        }
    }
    return has_taken;
}

static bool add_report(arguments *out, const action_request *request)
{
    node_arguments(out, node_of(request->subject->node), request->looked_at, request->language);
    arguments_add(out, "--format=html");
    return !out->has_failed;
}

bool action_command(arguments *out, size_t *next, const action_request *request)
{
    const rule *known = &rules[request->id];

    if (known->shown.kind == ACTION_SHOWS || !action_applies(request->id, request->subject))
        return false;
    if (!add_answer(out, request))
        return false;
    if (request->id == ACTION_REPORT) {
        *next = request->subject->count;
        return add_report(out, request);
    }
    if (known->shown.kind == ACTION_CHANGES) {
        arguments_add(out, request->step == ACTION_PLAN ? "--dry-run" : "--yes");
        arguments_add(out, "--format=json");
        arguments_add_option(out, "language", request->language);
    }
    if (known->option)
        arguments_add(out, known->option);
    add_target(out, request);
    if (!known->take || request->subject->count == 0)
        *next = request->subject->count;
    else if (!add_rows(out, next, request))
        return false;
    return !out->has_failed;
}

const char *action_typed_command(const json_t *record)
{
    const char *command = text_at(record, "command");

    return command && *command && (is_type(record, "finding") || is_type(record, "agent")) ? command
                                                                                           : NULL;
}

const char *action_thumbprint(const json_t *record)
{
    const char *sha1 = text_at(record, "sha1");

    return sha1 && strlen(sha1) == THUMBPRINT && strspn(sha1, "0123456789abcdef") == THUMBPRINT
               ? sha1
               : NULL;
}
