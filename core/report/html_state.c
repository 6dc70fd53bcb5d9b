#include "core/report/html_state.h"

#include <string.h>

#define STATE(standing_, word_) ((tr_html_state){ (standing_), (word_) })

static const char *text_at(const json_t *record, const char *key)
{
    return json_string_value(json_object_get(record, key));
}

static bool is_true_at(const json_t *record, const char *key)
{
    return json_is_true(json_object_get(record, key));
}

static bool is_one_of(const char *word, const char *const *words, size_t count)
{
    for (size_t index = 0; index < count; index++) {
        if (strcmp(words[index], word) == 0)
            return true;
    }
    return false;
}

/* A word that says by itself how something stands; one that is not known is only noted. */
static tr_html_state state_of_word(const char *word)
{
    static const char *const good[] = { "trusted",  "installed", "enforced", "done",     "undone",
                                        "matches",  "restored",  "ok",       "well",     "good",
                                        "verified", "running",   "unset",    "restarted" };
    static const char *const bad[] = {
        "untrusted",         "tampered",      "unsigned",   "malformed", "error",
        "missing",           "expired",       "distrusted", "disabled",  "wrong-store",
        "relaxed",           "unclear",       "look-alike", "user-only", "failed",
        "mismatched",        "not-yet-valid", "fault",      "refused",   "open",
        "not-a-certificate", "stopped",       "refuse"
    };

    if (!word)
        return STATE(TR_STANDS_NOTED, "");
    if (is_one_of(word, good, sizeof(good) / sizeof(good[0])))
        return STATE(TR_STANDS_WELL, word);
    if (is_one_of(word, bad, sizeof(bad) / sizeof(bad[0])))
        return STATE(TR_STANDS_FAULTY, word);
    if (strcmp(word, "warning") == 0)
        return STATE(TR_STANDS_DOUBTFUL, word);
    return STATE(TR_STANDS_NOTED, word);
}

tr_html_state tr_html_state_of_file(const json_t *record, bool is_strict)
{
    const json_t *strict = json_object_get(record, "strict");

    return state_of_word(text_at(is_strict && strict ? strict : record, "verdict"));
}

tr_html_state tr_html_state_of_renamed(const json_t *record, bool is_strict)
{
    const char *action = text_at(record, "action");

    (void)is_strict;
    if (is_true_at(record, "restored"))
        return STATE(TR_STANDS_WELL, "restored");
    if (is_true_at(record, "parked"))
        return STATE(TR_STANDS_WELL, "parked");
    if (!action || strcmp(action, "refuse") == 0)
        return STATE(TR_STANDS_FAULTY, "not restored");
    if (strcmp(action, "target-exists") == 0)
        return STATE(TR_STANDS_FAULTY, "name is taken");
    return STATE(TR_STANDS_FAULTY,
                 strcmp(action, "park") == 0 ? "can be parked" : "can be restored");
}

tr_html_state tr_html_state_of_required(const json_t *record, bool is_strict)
{
    const char *status = text_at(record, "status");

    (void)is_strict;
    if (is_true_at(record, "fault"))
        return STATE(TR_STANDS_FAULTY, status);
    if (status && strcmp(status, "installed") == 0)
        return STATE(TR_STANDS_WELL, status);
    return STATE(TR_STANDS_NOTED, status && strcmp(status, "missing") == 0 ? "optional" : status);
}

tr_html_state tr_html_state_of_installed(const json_t *record, bool is_strict)
{
    const char *listing = text_at(record, "listing");

    (void)is_strict;
    if (listing && strcmp(listing, "disallowed") == 0)
        return STATE(TR_STANDS_FAULTY, "disallowed");
    if (is_true_at(record, "weak_key") || is_true_at(record, "weak_digest"))
        return STATE(TR_STANDS_NOTED, "weak");
    if (is_true_at(record, "expired"))
        return STATE(TR_STANDS_NOTED, "past its end");
    return STATE(TR_STANDS_WELL, "installed");
}

tr_html_state tr_html_state_of_import(const json_t *record, bool is_strict)
{
    const char *action = text_at(record, "action");

    (void)is_strict;
    if (is_true_at(record, "installed"))
        return STATE(TR_STANDS_WELL, "installed");
    if (!action || strcmp(action, "none") == 0)
        return STATE(TR_STANDS_WELL, "in place");
    if (strcmp(action, "install") == 0)
        return STATE(TR_STANDS_FAULTY,
                     is_true_at(record, "dry_run") ? "can be installed" : "not installed");
    return STATE(TR_STANDS_FAULTY, strcmp(action, "fetch") == 0 ? "to be fetched" : action);
}

tr_html_state tr_html_state_of_step(const json_t *record, bool is_strict)
{
    const char *action = text_at(record, "action");
    const char *after = text_at(record, "after");

    (void)is_strict;
    if (after && strcmp(after, "unclear") == 0)
        return STATE(TR_STANDS_FAULTY, "stays unclear");
    if (action && strcmp(action, "none") == 0)
        return STATE(TR_STANDS_WELL, "unchanged");
    if (is_true_at(record, "done"))
        return STATE(TR_STANDS_WELL, "done");
    return is_true_at(record, "dry_run") ? STATE(TR_STANDS_NOTED, "planned")
                                         : STATE(TR_STANDS_FAULTY, "not done");
}

tr_html_state tr_html_state_of_change(const json_t *record, bool is_strict)
{
    const char *state = text_at(record, "state");

    (void)is_strict;
    if (state && strcmp(state, "open") == 0)
        return STATE(TR_STANDS_FAULTY, "interrupted");
    return state_of_word(state);
}

tr_html_state tr_html_state_of_undo(const json_t *record, bool is_strict)
{
    (void)is_strict;
    if (!is_true_at(record, "undone"))
        return STATE(TR_STANDS_FAULTY, "refused");
    return STATE(TR_STANDS_WELL, is_true_at(record, "dry_run") ? "can be undone" : "undone");
}

tr_html_state tr_html_state_of_finding(const json_t *record, bool is_strict)
{
    const char *severity = text_at(record, "severity");
    const char *when = text_at(record, "when");

    (void)is_strict;
    if (when && strcmp(when, "before") == 0) /* what is still so is told again */
        return STATE(TR_STANDS_NOTED, severity);
    return state_of_word(severity);
}

tr_html_state tr_html_state_of_overlooked(const json_t *record, bool is_strict)
{
    (void)is_strict;
    return is_true_at(record, "failed") ? STATE(TR_STANDS_FAULTY, "failed")
                                        : STATE(TR_STANDS_NOTED, "not looked at");
}

tr_html_state tr_html_state_of_pasted(const json_t *record, bool is_strict)
{
    const json_t *remarks = json_object_get(record, "remarks");

    (void)is_strict;
    for (size_t index = 0; index < json_array_size(remarks); index++) {
        const char *severity = text_at(json_array_get(remarks, index), "severity");

        if (severity && strcmp(severity, "fault") == 0)
            return STATE(TR_STANDS_FAULTY, "fault");
    }
    return STATE(TR_STANDS_WELL, "good");
}

tr_html_state tr_html_state_of_transfer(const json_t *record, bool is_strict)
{
    (void)record, (void)is_strict;
    return STATE(TR_STANDS_NOTED, "to be run");
}

tr_html_state tr_html_state_of_symptom(const json_t *record, bool is_strict)
{
    (void)record, (void)is_strict;
    return STATE(TR_STANDS_FAULTY, "found");
}

tr_html_state tr_html_state_of_hit(const json_t *record, bool is_strict)
{
    (void)record, (void)is_strict;
    return STATE(TR_STANDS_NOTED, "hit");
}

/* By the first member that is such a word. */
tr_html_state tr_html_state_of_any(const json_t *record, bool is_strict)
{
    static const char *const members[] = { "verdict", "status", "state", "severity", "outcome" };

    (void)is_strict;
    if (is_true_at(record, "fault"))
        return STATE(TR_STANDS_FAULTY, "fault");
    for (size_t index = 0; index < sizeof(members) / sizeof(members[0]); index++) {
        const char *word = text_at(record, members[index]);

        if (word)
            return state_of_word(word);
    }
    return STATE(TR_STANDS_NOTED, "noted");
}

/* Where there is a member that says that something has to be done, it decides. */
tr_html_state tr_html_state_of_certificate(const json_t *record, bool is_strict)
{
    const char *state = text_at(record, "state");

    (void)is_strict;
    if (is_true_at(record, "fault"))
        return STATE(TR_STANDS_FAULTY, state);
    return STATE(state && strcmp(state, "matches") == 0 ? TR_STANDS_WELL : TR_STANDS_NOTED, state);
}

tr_html_state tr_html_state_of_installation(const json_t *record, bool is_strict)
{
    (void)is_strict;
    if (text_at(record, "failure"))
        return STATE(TR_STANDS_FAULTY, "unreadable");
    if (json_is_false(json_object_get(record, "folder_there")))
        return STATE(TR_STANDS_FAULTY, "folder is missing");
    return STATE(TR_STANDS_WELL, "found");
}

tr_html_state tr_html_state_of_replacement(const json_t *record, bool is_strict)
{
    const char *action = text_at(record, "action");

    (void)is_strict;
    if (is_true_at(record, "done"))
        return STATE(TR_STANDS_WELL, "replaced");
    if (action && strcmp(action, "none") == 0)
        return STATE(TR_STANDS_WELL, "unchanged");
    if (action && strcmp(action, "replace") == 0)
        return STATE(TR_STANDS_FAULTY,
                     is_true_at(record, "dry_run") ? "can be replaced" : "not replaced");
    return STATE(TR_STANDS_FAULTY, "refused");
}

tr_html_state tr_html_state_of_agent(const json_t *record, bool is_strict)
{
    (void)is_strict;
    return STATE(TR_STANDS_FAULTY, text_at(record, "fix"));
}

tr_html_state tr_html_state_of_line(const json_t *record, bool is_strict)
{
    (void)is_strict;
    return STATE(TR_STANDS_DOUBTFUL, is_true_at(record, "lost") ? "passed over" : "odd");
}
