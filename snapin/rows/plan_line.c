#include "snapin/rows/plan_line.h"

#include <string.h>

#include "snapin/resource.h"

/* What a record's action means, before it is done. */
typedef struct meaning {
    const char *action;
    plan_effect effect;
    unsigned text;
} meaning;

static const char *text_at(const json_t *record, const char *key)
{
    return json_string_value(json_object_get(record, key));
}

static bool says(const json_t *record, const char *key, const char *word)
{
    const char *text = text_at(record, key);

    return text && strcmp(text, word) == 0;
}

static bool is_true(const json_t *record, const char *key)
{
    return json_is_true(json_object_get(record, key));
}

static const char *first_of(const char *first, const char *second)
{
    return first && *first ? first : second;
}

/* The row of a table that ends with a NULL, which stands for all others. */
static const meaning *find(const meaning *known, const json_t *record, const char *key)
{
    while (known->action && !says(record, key, known->action))
        known++;
    return known;
}

/* As the table says if it is only planned; else by what became of it. */
static void settle(plan_line *out, const meaning *known, bool is_planned, bool is_done,
                   unsigned done)
{
    out->effect = known->effect;
    out->text = known->text;
    if (is_planned || known->effect != PLAN_WILL)
        return;
    out->effect = is_done ? PLAN_DONE : PLAN_FAILED;
    out->text = is_done ? done : IDS_EFFECT_NOT_DONE;
}

static void say_import(plan_line *out, const json_t *record)
{
    static const meaning known[] = { { "install", PLAN_WILL, IDS_EFFECT_INSTALL },
                                     { "none", PLAN_NOTHING, IDS_EFFECT_IN_PLACE },
                                     { "fetch", PLAN_CANNOT, IDS_EFFECT_FETCH },
                                     { "unpinned", PLAN_CANNOT, IDS_EFFECT_UNPINNED },
                                     { NULL, PLAN_CANNOT, IDS_EFFECT_REFUSE } };
    const meaning *action = find(known, record, "action");

    settle(out, action, is_true(record, "dry_run"), is_true(record, "installed"),
           IDS_EFFECT_INSTALLED);
    out->subject = first_of(text_at(record, "name"), text_at(record, "sha1"));
    out->detail = first_of(text_at(record, "reason"), text_at(record, "from"));
    out->is_to_fetch = action->text == IDS_EFFECT_FETCH;
    if (out->is_to_fetch)
        out->detail = first_of(text_at(record, "url"), out->detail);
}

static void say_renamed(plan_line *out, const json_t *record)
{
    static const meaning known[] = { { "restore", PLAN_WILL, IDS_EFFECT_RESTORE },
                                     { "replace", PLAN_WILL, IDS_EFFECT_TAKE_NAME },
                                     { "park", PLAN_WILL, IDS_EFFECT_PARK },
                                     { "target-exists", PLAN_CANNOT, IDS_EFFECT_NAME_TAKEN },
                                     { NULL, PLAN_CANNOT, IDS_EFFECT_STAYS } };
    const meaning *action = find(known, record, "action");
    bool is_parked = is_true(record, "parked") && action->text == IDS_EFFECT_PARK;

    settle(out, action, is_true(record, "dry_run"), is_parked || is_true(record, "restored"),
           is_parked ? IDS_EFFECT_PARKED : IDS_EFFECT_RESTORED);
    out->subject = text_at(record, "path");
    out->detail = text_at(record, "reason");
}

static void say_step(plan_line *out, const json_t *record)
{
    static const meaning known[] = { { "enforced", PLAN_WILL, IDS_EFFECT_ENFORCE },
                                     { "relaxed", PLAN_WILL, IDS_EFFECT_RELAX },
                                     { NULL, PLAN_WILL, IDS_EFFECT_SET } };
    static const meaning nothing = { NULL, PLAN_NOTHING, IDS_EFFECT_AS_IT_IS };
    const meaning *action =
        says(record, "action", "none") ? &nothing : find(known, record, "after");

    settle(out, action, is_true(record, "dry_run"), is_true(record, "done"), IDS_EFFECT_DONE);
    out->subject = text_at(record, "key");
    out->detail = first_of(text_at(record, "warning"), text_at(record, "path"));
}

static void say_service(plan_line *out, const json_t *record)
{
    static const meaning known[] = { { "restarted", PLAN_WILL, IDS_EFFECT_RESTART },
                                     { "failed", PLAN_FAILED, IDS_EFFECT_NOT_DONE },
                                     { "not-here", PLAN_NOTHING, IDS_EFFECT_SERVICE_NOT_HERE },
                                     { NULL, PLAN_NOTHING, IDS_EFFECT_AS_IT_IS } };

    settle(out, find(known, record, "outcome"), is_true(record, "dry_run"), true,
           IDS_EFFECT_RESTARTED);
    out->subject = text_at(record, "name");
}

static void say_replacement(plan_line *out, const json_t *record)
{
    static const meaning known[] = { { "replace", PLAN_WILL, IDS_EFFECT_REPLACE },
                                     { "none", PLAN_NOTHING, IDS_EFFECT_IN_PLACE },
                                     { NULL, PLAN_CANNOT, IDS_EFFECT_REFUSE } };

    settle(out, find(known, record, "action"), is_true(record, "dry_run"), is_true(record, "done"),
           IDS_EFFECT_REPLACED);
    out->subject = text_at(record, "path");
    out->detail = text_at(record, "reason");
}

static void say_undo(plan_line *out, const json_t *record)
{
    static const meaning will = { NULL, PLAN_WILL, IDS_EFFECT_UNDO };
    static const meaning cannot = { NULL, PLAN_CANNOT, IDS_EFFECT_REFUSE };
    bool is_undone = is_true(record, "undone");

    settle(out, is_undone ? &will : &cannot, is_true(record, "dry_run"), is_undone,
           IDS_EFFECT_UNDONE);
    out->subject = text_at(record, "text");
    out->detail = text_at(record, "message");
}

/* What is wrong: before it is mended, or still afterwards. */
static void say_finding(plan_line *out, const json_t *record)
{
    bool is_mendable = is_true(record, "mendable");

    if (says(record, "when", "after")) {
        out->effect = PLAN_CANNOT;
        out->text = IDS_EFFECT_STILL_THERE;
    } else {
        out->effect = is_mendable ? PLAN_WILL : PLAN_CANNOT;
        out->text = is_mendable ? IDS_EFFECT_MEND : IDS_EFFECT_BY_HAND;
    }
    out->subject = text_at(record, "title");
    out->detail = text_at(record, "remedy");
}

static void say_mended(plan_line *out, const json_t *record)
{
    bool is_done = says(record, "state", "done");

    out->effect = is_done ? PLAN_DONE : PLAN_FAILED;
    out->text = is_done ? IDS_EFFECT_DONE : IDS_EFFECT_NOT_DONE;
    out->subject = text_at(record, "text");
}

static void say_file(plan_line *out, const json_t *record)
{
    out->effect = PLAN_FAILED;
    out->text = IDS_EFFECT_NOT_LOOKED_AT;
    out->subject = text_at(record, "path");
    out->detail = text_at(record, "message");
}

bool plan_line_of(plan_line *out, const json_t *record, bool is_planned)
{
    static const struct {
        const char *type;
        void (*say)(plan_line *out, const json_t *record);
    } known[] = {
        { "import", say_import },   { "renamed", say_renamed }, { "step", say_step },
        { "service", say_service }, { "undo", say_undo },       { "replacement", say_replacement },
        { "mended", say_mended },   { "finding", say_finding }, { "file", say_file },
    };

    if (!is_planned && says(record, "when", "before"))
        return false;
    for (size_t index = 0; index < sizeof(known) / sizeof(known[0]); index++) {
        if (says(record, "type", known[index].type)) {
            *out = (plan_line){ 0 };
            known[index].say(out, record);
            return out->subject != NULL;
        }
    }
    return false;
}
