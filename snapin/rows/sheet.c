#include "snapin/rows/sheet.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "snapin/resource.h"
#include "snapin/rows/distinguished_name.h"
#include "snapin/rows/word.h"

#define DEEPEST      64 /* lines of a tree */
#define MOST_ISSUERS 16
#define MOST_DIGITS  24

/* A page that is being made. */
typedef struct making {
    sheet *all;
    sheet_page *page;
    sheet_find *find;
    void *context;
    bool has_failed;
} making;

/* A member of the record that has a line of its own. */
typedef struct field {
    unsigned label;
    const char *member; /* "a.b" is b of a; of an array, each part has a line */
    column_kind kind;
    const char *words; /* of COLUMN_WORD */
} field;

typedef struct page_plan {
    unsigned title; /* 0: no further page */
    sheet_kind kind;
    const field *fields;     /* ends with one that has no member; NULL: none */
    void (*add)(making *to); /* what is no single member; NULL: nothing */
} page_plan;

typedef struct sheet_plan {
    const char *type;
    page_plan pages[SHEET_MOST_PAGES];
} sheet_plan;

static const char *text_at(const json_t *record, const char *key)
{
    return json_string_value(json_object_get(record, key));
}

static bool has_room(making *to)
{
    sheet_page *page = to->page;
    sheet_line *larger;
    size_t room;

    if (page->count < page->room)
        return true;
    if (page->room >= SHEET_MOST_LINES)
        return false;
    room = page->room ? page->room * 2 : 32;
    room = room < SHEET_MOST_LINES ? room : SHEET_MOST_LINES;
    larger = realloc(page->lines, room * sizeof(*larger));
    if (!larger) {
        to->has_failed = true;
        return false;
    }
    page->lines = larger;
    page->room = room;
    return true;
}

/* The text has to live as long as the sheet. */
static void add_line(making *to, sheet_line line)
{
    if (!line.word && (!line.text || !*line.text))
        return;
    if (line.depth > DEEPEST)
        line.depth = DEEPEST;
    if (has_room(to))
        to->page->lines[to->page->count++] = line;
}

/* Keep a text that is not in the record; takes it, and NULL is no text. */
static const char *keep(making *to, json_t *text)
{
    if (!text)
        return NULL;
    if (json_array_append_new(to->all->made, text) != 0) {
        to->has_failed = true;
        return NULL;
    }
    return json_string_value(json_array_get(to->all->made, json_array_size(to->all->made) - 1));
}

/* What certificates of a distinguished name are called. */
static const char *called(making *to, const char *name)
{
    text_buffer called = { 0 };
    const char *kept = NULL;

    if (!name)
        return NULL;
    distinguished_name_common(&called, name);
    if (called.text && !called.has_failed)
        kept = keep(to, json_string(called.text));
    text_buffer_clear(&called);
    return kept ? kept : name;
}

static const json_t *member_of(const json_t *record, const char *path)
{
    const char *dot;

    while ((dot = strchr(path, '.')) != NULL) {
        char key[64];
        size_t size = (size_t)(dot - path);

        if (size >= sizeof(key))
            return NULL;
        memcpy(key, path, size);
        key[size] = '\0';
        record = json_object_get(record, key);
        path = dot + 1;
    }
    return json_object_get(record, path);
}

static const char *write_number(char out[MOST_DIGITS], const json_t *number)
{
    (void)snprintf(out, MOST_DIGITS, "%" PRId64, (int64_t)json_integer_value(number));
    return out;
}

static void add_value(making *to, const field *shown, const json_t *value, unsigned label)
{
    sheet_line line = { .label = label, .kind = shown->kind, .text = json_string_value(value) };

    if (json_is_integer(value)) {
        char digits[MOST_DIGITS];

        line.text = keep(to, json_string(write_number(digits, value)));
    }
    if (json_is_boolean(value))
        line.text = json_is_true(value) ? "true" : "false";
    if (json_is_object(value))
        line.text = text_at(value, "path");
    if (line.text && shown->words)
        line.word = word_string(shown->words, line.text);
    add_line(to, line);
}

static void add_field(making *to, const field *shown, const json_t *record)
{
    const json_t *value = member_of(record, shown->member);
    const json_t *part;
    size_t index;

    if (!json_is_array(value)) {
        add_value(to, shown, value, shown->label);
        return;
    }
    json_array_foreach(value, index, part)
        add_value(to, shown, part, index == 0 ? shown->label : 0);
}

static void add_fields(making *to, const field *shown, const json_t *record)
{
    for (; shown && shown->member; shown++)
        add_field(to, shown, record);
}

static void add_places(making *to)
{
    const json_t *place;
    size_t index;

    json_array_foreach(json_object_get(to->all->record, "places"), index, place)
    {
        const char *path = text_at(place, "path");
        const char *text = text_at(place, "text");
        const json_t *line = json_object_get(place, "line");
        sheet_line shown = { .label = IDS_SHEET_PLACE, .kind = COLUMN_PATH, .text = path };
        char digits[MOST_DIGITS];

        if (path && json_is_integer(line))
            shown.text = keep(to, json_sprintf("%s (%s)%s%s", path, write_number(digits, line),
                                               text ? ": " : "", text ? text : ""));
        else if (path && text)
            shown.text = keep(to, json_sprintf("%s: %s", path, text));
        add_line(to, shown);
    }
}

/* The certificates of a chain, the last one on top. */
static void add_chain(making *to, const json_t *chain, int depth)
{
    for (size_t left = json_array_size(chain); left > 0; left--) {
        const json_t *part = json_array_get(chain, left - 1);
        bool is_missing = json_is_true(json_object_get(part, "missing"));

        add_line(to, (sheet_line){ .label = is_missing ? IDS_SHEET_MISSING : 0,
                                   .text = called(to, text_at(part, "subject")),
                                   .depth = depth++ });
    }
}

static void add_signature(making *to, const json_t *signature)
{
    const char *verdict = text_at(signature, "verdict");
    const json_t *stamp = json_object_get(signature, "timestamp");

    add_line(to, (sheet_line){ .label = IDS_SHEET_SIGNATURE,
                               .word = verdict ? word_string("verdict", verdict) : 0,
                               .text = verdict });
    add_chain(to, json_object_get(signature, "chain"), 1);
    if (!json_is_object(stamp))
        return;
    add_line(to, (sheet_line){ .label = IDS_SHEET_STAMP,
                               .kind = COLUMN_TIME,
                               .text = text_at(stamp, "time"),
                               .depth = 1 });
    add_chain(to, json_object_get(stamp, "chain"), 2);
}

static void add_signatures(making *to)
{
    const json_t *signature;
    size_t index;

    json_array_foreach(json_object_get(to->all->record, "signatures"), index, signature)
        add_signature(to, signature);
    if (to->page->count == 0)
        add_line(to, (sheet_line){ .word = IDS_SHEET_NO_SIGNATURE });
}

static void add_stamps(making *to)
{
    static const field known[] = {
        { IDS_SHEET_STAMP, "timestamp.time", COLUMN_TIME, NULL },
        { IDS_COLUMN_VERDICT, "timestamp.verdict", COLUMN_WORD, "verdict" },
        { IDS_COLUMN_CODE, "timestamp.name", COLUMN_TEXT, NULL },
        { IDS_SHEET_STAMP_KIND, "timestamp.kind", COLUMN_TEXT, NULL },
        { IDS_COLUMN_DIGEST, "timestamp.digest", COLUMN_TEXT, NULL },
        { IDS_SHEET_SIGNER, "timestamp.signer.subject", COLUMN_TEXT, NULL },
        { IDS_COLUMN_ISSUED_BY, "timestamp.signer.issuer", COLUMN_TEXT, NULL },
        { IDS_COLUMN_VALID_FROM, "timestamp.signer.not_before", COLUMN_TIME, NULL },
        { IDS_COLUMN_EXPIRES, "timestamp.signer.not_after", COLUMN_TIME, NULL },
        { 0, NULL, COLUMN_TEXT, NULL }
    };
    const json_t *signature;
    size_t index;

    json_array_foreach(json_object_get(to->all->record, "signatures"), index, signature)
        add_fields(to, known, signature);
    if (to->page->count == 0)
        add_line(to, (sheet_line){ .word = IDS_SHEET_NO_STAMP });
}

static void add_missing(making *to)
{
    const json_t *missing;
    size_t index;

    json_array_foreach(json_object_get(to->all->record, "missing"), index, missing)
        add_line(to, (sheet_line){ .label = IDS_SHEET_MISSING,
                                   .text = called(to, text_at(missing, "subject")) });
}

static bool is_missing(const json_t *required)
{
    const char *status = text_at(required, "status");

    return status && strcmp(status, "installed") != 0;
}

/* From the root down to this one, as far as the list knows its issuers. */
static void add_issuers(making *to)
{
    const json_t *chain[MOST_ISSUERS] = { to->all->record };
    size_t count = 1;

    while (to->find && count < MOST_ISSUERS) {
        const char *issuer = text_at(chain[count - 1], "issuer_id");
        const json_t *found = issuer ? to->find(to->context, issuer) : NULL;

        if (!found)
            break;
        chain[count++] = found;
    }
    for (int depth = 0; count > 0; depth++) {
        const json_t *part = chain[--count];
        const char *name = text_at(part, "name");

        /* Another row's record may be gone before the sheet is. */
        add_line(to, (sheet_line){ .label = is_missing(part) ? IDS_SHEET_MISSING : 0,
                                   .text = name ? keep(to, json_string(name)) : NULL,
                                   .depth = depth });
    }
}

static void add_issuer(making *to)
{
    const char *subject = text_at(to->all->record, "subject");
    const char *issuer = text_at(to->all->record, "issuer");
    int depth = 0;

    if (issuer && (!subject || strcmp(subject, issuer) != 0))
        add_line(to, (sheet_line){ .text = called(to, issuer), .depth = depth++ });
    add_line(to, (sheet_line){ .text = called(to, subject), .depth = depth });
}

#define END_OF_FIELDS                                                                              \
    {                                                                                              \
        0, NULL, COLUMN_TEXT, NULL                                                                 \
    }
#define TEXT(label, member)                                                                        \
    {                                                                                              \
        label, member, COLUMN_TEXT, NULL                                                           \
    }
#define TIME(label, member)                                                                        \
    {                                                                                              \
        label, member, COLUMN_TIME, NULL                                                           \
    }
#define WORD(label, member, set)                                                                   \
    {                                                                                              \
        label, member, COLUMN_WORD, set                                                            \
    }
#define PRINT(label, member)                                                                       \
    {                                                                                              \
        label, member, COLUMN_THUMBPRINT, NULL                                                     \
    }

static const field finding_cause[] = { TEXT(0, "title"),
                                       TEXT(IDS_COLUMN_CAUSE, "cause"),
                                       TEXT(IDS_COLUMN_EVIDENCE, "evidence"),
                                       TEXT(IDS_COLUMN_REMEDY, "remedy"),
                                       TEXT(IDS_COLUMN_COMMAND, "command"),
                                       WORD(IDS_COLUMN_FAMILY, "family", "family"),
                                       END_OF_FIELDS };

static const field overlooked[] = { TEXT(0, "what"), TEXT(IDS_COLUMN_REASON, "why"),
                                    END_OF_FIELDS };

static const field required_general[] = { TEXT(0, "name"),
                                          WORD(IDS_COLUMN_STATUS, "status", "status"),
                                          TEXT(IDS_COLUMN_EXPLANATION, "explanation"),
                                          TEXT(IDS_COLUMN_PURPOSES, "purpose"),
                                          WORD(IDS_COLUMN_STORE, "store", "store"),
                                          TEXT(IDS_COLUMN_FOUND_IN, "installed_in"),
                                          TIME(IDS_COLUMN_VALID_FROM, "not_before"),
                                          TIME(IDS_COLUMN_EXPIRES, "not_after"),
                                          END_OF_FIELDS };

static const field certificate_details[] = { TEXT(IDS_COLUMN_SUBJECT, "subject"),
                                             TEXT(IDS_COLUMN_ISSUED_BY, "issuer"),
                                             PRINT(IDS_COLUMN_SERIAL, "serial"),
                                             TIME(IDS_COLUMN_VALID_FROM, "not_before"),
                                             TIME(IDS_COLUMN_EXPIRES, "not_after"),
                                             PRINT(IDS_COLUMN_THUMBPRINT, "sha1"),
                                             PRINT(IDS_COLUMN_THUMBPRINT_SHA256, "sha256"),
                                             PRINT(IDS_SHEET_KEY_ID, "key_id"),
                                             TEXT(IDS_COLUMN_KEY, "key"),
                                             TEXT(IDS_COLUMN_KEY_BITS, "key_bits"),
                                             TEXT(IDS_COLUMN_DIGEST, "digest"),
                                             TEXT(IDS_COLUMN_FOUND_IN, "installed_in"),
                                             TEXT(IDS_COLUMN_ID, "id"),
                                             TEXT(IDS_SHEET_ADDRESS, "url"),
                                             END_OF_FIELDS };

static const field required_needed[] = {
    TEXT(IDS_COLUMN_PRODUCTS, "products"), TEXT(IDS_COLUMN_SINCE, "since"),
    TEXT(IDS_COLUMN_PURPOSES, "purpose"),  TEXT(IDS_COLUMN_NOTE, "note"),
    TEXT(IDS_SHEET_SOURCE, "source"),      END_OF_FIELDS
};

static const field installed_general[] = { TEXT(0, "name"),
                                           TEXT(IDS_COLUMN_REMARK, "remark"),
                                           WORD(IDS_COLUMN_STATUS, "expired", "expired"),
                                           TIME(IDS_COLUMN_VALID_FROM, "not_before"),
                                           TIME(IDS_COLUMN_EXPIRES, "not_after"),
                                           TEXT(IDS_COLUMN_FOUND_IN, "installed_in"),
                                           WORD(IDS_COLUMN_LISTING, "listing", "listing"),
                                           END_OF_FIELDS };

static const field installed_needed[] = { TEXT(IDS_COLUMN_REQUIRED_AS, "required_id"),
                                          END_OF_FIELDS };

static const field file_verdict[] = { { 0, "path", COLUMN_PATH, NULL },
                                      WORD(IDS_COLUMN_VERDICT, "verdict", "verdict"),
                                      TEXT(IDS_COLUMN_REASON, "reason"),
                                      TEXT(IDS_COLUMN_REASON, "message"),
                                      TEXT(IDS_COLUMN_REMEDY, "remedy"),
                                      WORD(IDS_COLUMN_ACTION, "action", "action"),
                                      { IDS_COLUMN_NEW_NAME, "target", COLUMN_PATH, NULL },
                                      WORD(IDS_COLUMN_NEW_NAME_STATE, "target_state", "target"),
                                      TEXT(IDS_COLUMN_CODE, "name"),
                                      TEXT(IDS_SHEET_STRICT, "strict.name"),
                                      { IDS_COLUMN_SIZE, "size", COLUMN_SIZE, NULL },
                                      END_OF_FIELDS };

static const field agent_state[] = {
    { 0, "path", COLUMN_PATH, NULL },    WORD(IDS_COLUMN_STATUS, "state", "state"),
    TEXT(IDS_COLUMN_MEANING, "meaning"), TEXT(IDS_COLUMN_REMEDY, "remedy"),
    TEXT(IDS_COLUMN_REASON, "failure"),  END_OF_FIELDS
};

#define CERTIFICATE(heading, member)                                                               \
    TEXT(heading, member ".name"), TEXT(IDS_COLUMN_SUBJECT, member ".subject"),                    \
        PRINT(IDS_COLUMN_SERIAL, member ".serial"),                                                \
        TIME(IDS_COLUMN_VALID_FROM, member ".not_before"),                                         \
        TIME(IDS_COLUMN_EXPIRES, member ".not_after"),                                             \
        PRINT(IDS_COLUMN_THUMBPRINT, member ".sha1"),                                              \
    {                                                                                              \
        IDS_COLUMN_FILE, member ".place", COLUMN_PATH, NULL                                        \
    }

static const field agent_certificates[] = {
    CERTIFICATE(IDS_SHEET_AGENT_CERTIFICATE, "certificate"),
    CERTIFICATE(IDS_SHEET_SERVER_CERTIFICATE, "server_certificate"), END_OF_FIELDS
};

static const field check_state[] = { TEXT(0, "key"),
                                     WORD(IDS_COLUMN_STATUS, "state", "switch"),
                                     TIME(IDS_COLUMN_CHANGED, "relaxed.since"),
                                     TEXT(IDS_COLUMN_WHO, "relaxed.by"),
                                     TEXT(IDS_COLUMN_REASON, "relaxed.reason"),
                                     TEXT(IDS_COLUMN_NOTE, "warning"),
                                     { IDS_COLUMN_FILE, "path", COLUMN_PATH, NULL },
                                     TEXT(IDS_COLUMN_LINE, "line"),
                                     TEXT(IDS_COLUMN_VALUE, "value"),
                                     END_OF_FIELDS };

static const field agent_general[] = { TEXT(0, "name"),
                                       WORD(IDS_COLUMN_FIX, "fix", "fix"),
                                       TEXT(IDS_COLUMN_COMMAND, "command"),
                                       TEXT(IDS_COLUMN_ADDRESS, "address"),
                                       TEXT(IDS_COLUMN_VERSION, "version"),
                                       PRINT(IDS_COLUMN_GUID, "guid"),
                                       PRINT(IDS_COLUMN_THUMBPRINT, "thumbprint"),
                                       TEXT(IDS_COLUMN_DATE, "date"),
                                       TEXT(IDS_COLUMN_LINE, "line"),
                                       END_OF_FIELDS };

static const field list_fault[] = { TEXT(0, "text"), TEXT(IDS_COLUMN_LINE, "line"), END_OF_FIELDS };

static const field change_general[] = { TEXT(0, "text"),
                                        WORD(IDS_COLUMN_STATUS, "state", "change"),
                                        TIME(IDS_COLUMN_TIME, "time"),
                                        TEXT(IDS_COLUMN_WHO, "who"),
                                        TEXT(IDS_COLUMN_REASON, "reason"),
                                        TEXT(IDS_COLUMN_NOTE, "note"),
                                        { IDS_COLUMN_FILE, "path", COLUMN_PATH, NULL },
                                        TEXT(IDS_COLUMN_BEFORE, "before"),
                                        TEXT(IDS_COLUMN_AFTER, "after"),
                                        { IDS_COLUMN_BACKUP, "backup", COLUMN_PATH, NULL },
                                        TEXT(IDS_COLUMN_NUMBER, "id"),
                                        TEXT(IDS_COLUMN_RUN, "run"),
                                        TEXT(IDS_COLUMN_UNDONE_BY, "undone_by"),
                                        END_OF_FIELDS };

static const field azure_general[] = { TEXT(0, "explanation"), TEXT(IDS_SHEET_UPDATES, "updates"),
                                       END_OF_FIELDS };

static const field other_certificate[] = { TEXT(0, "meaning"),
                                           CERTIFICATE(IDS_COLUMN_ISSUED_TO, "certificate"),
                                           END_OF_FIELDS };

static const field installation[] = { { 0, "folder", COLUMN_PATH, NULL },
                                      WORD(IDS_COLUMN_KIND, "kind", "kind"),
                                      TEXT(IDS_COLUMN_REASON, "failure"),
                                      TEXT(IDS_SHEET_PRODUCT, "facts.product.value"),
                                      TEXT(IDS_COLUMN_VERSION, "facts.version.value"),
                                      TEXT(IDS_WORD_SERVER, "facts.server.value"),
                                      END_OF_FIELDS };

static const sheet_plan plans[] = {
    { "finding",
      { { IDS_PAGE_CAUSE, SHEET_TEXT, finding_cause, NULL },
        { IDS_PAGE_PLACES, SHEET_LIST, NULL, add_places } } },
    { "overlooked", { { IDS_PAGE_GENERAL, SHEET_TEXT, overlooked, NULL } } },
    { "required",
      { { IDS_PAGE_GENERAL, SHEET_TEXT, required_general, NULL },
        { IDS_PAGE_DETAILS, SHEET_LIST, certificate_details, NULL },
        { IDS_PAGE_CHAIN, SHEET_TREE, NULL, add_issuers },
        { IDS_PAGE_NEEDED, SHEET_TEXT, required_needed, NULL } } },
    { "azure-signing", { { IDS_PAGE_GENERAL, SHEET_TEXT, azure_general, NULL } } },
    { "installed",
      { { IDS_PAGE_GENERAL, SHEET_TEXT, installed_general, NULL },
        { IDS_PAGE_DETAILS, SHEET_LIST, certificate_details, NULL },
        { IDS_PAGE_CHAIN, SHEET_TREE, NULL, add_issuer },
        { IDS_PAGE_NEEDED, SHEET_TEXT, installed_needed, NULL } } },
    { "renamed",
      { { IDS_PAGE_VERDICT, SHEET_TEXT, file_verdict, add_missing },
        { IDS_PAGE_SIGNERS, SHEET_TREE, NULL, add_signatures },
        { IDS_PAGE_STAMPS, SHEET_LIST, NULL, add_stamps } } },
    { "file",
      { { IDS_PAGE_VERDICT, SHEET_TEXT, file_verdict, add_missing },
        { IDS_PAGE_SIGNERS, SHEET_TREE, NULL, add_signatures },
        { IDS_PAGE_STAMPS, SHEET_LIST, NULL, add_stamps } } },
    { "agent-certificate",
      { { IDS_PAGE_GENERAL, SHEET_TEXT, agent_state, NULL },
        { IDS_PAGE_CERTIFICATES, SHEET_LIST, agent_certificates, NULL } } },
    { "other-certificate", { { IDS_PAGE_GENERAL, SHEET_TEXT, other_certificate, NULL } } },
    { "installation", { { IDS_PAGE_GENERAL, SHEET_TEXT, installation, NULL } } },
    { "check", { { IDS_PAGE_GENERAL, SHEET_TEXT, check_state, NULL } } },
    { "agent", { { IDS_PAGE_GENERAL, SHEET_TEXT, agent_general, NULL } } },
    { "fault", { { IDS_PAGE_GENERAL, SHEET_TEXT, list_fault, NULL } } },
    { "change", { { IDS_PAGE_GENERAL, SHEET_TEXT, change_general, NULL } } },
};

static const sheet_plan *plan_of(const json_t *record)
{
    const char *type = text_at(record, "type");

    for (size_t index = 0; type && index < sizeof(plans) / sizeof(plans[0]); index++) {
        if (strcmp(plans[index].type, type) == 0)
            return &plans[index];
    }
    return NULL;
}

bool sheet_make(sheet *out, json_t *record, sheet_find *find, void *context)
{
    const sheet_plan *known = plan_of(record);
    making to = { .all = out, .find = find, .context = context };

    *out = (sheet){ .record = json_incref(record), .made = json_array() };
    to.has_failed = !out->made;
    for (size_t index = 0; known && index < SHEET_MOST_PAGES && !to.has_failed; index++) {
        const page_plan *planned = &known->pages[index];

        if (!planned->title)
            break;
        to.page = &out->pages[out->count];
        *to.page = (sheet_page){ .title = planned->title, .kind = planned->kind };
        add_fields(&to, planned->fields, record);
        if (planned->add)
            planned->add(&to);
        out->count += to.page->count > 0; /* a page that says nothing is not shown */
    }
    return !to.has_failed;
}

void sheet_clear(sheet *all)
{
    for (size_t index = 0; index < SHEET_MOST_PAGES; index++)
        free(all->pages[index].lines);
    json_decref(all->made);
    json_decref(all->record);
    *all = (sheet){ 0 };
}
