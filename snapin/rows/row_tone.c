#include "snapin/rows/row_tone.h"

#include <stdbool.h>
#include <string.h>

static bool is_word(const json_t *record, const char *member, const char *word)
{
    const char *text = json_string_value(json_object_get(record, member));

    return text && strcmp(text, word) == 0;
}

static bool is_true(const json_t *record, const char *member)
{
    return json_is_true(json_object_get(record, member));
}

row_tone row_tone_of_overview(const json_t *record)
{
    if (is_word(record, "type", "finding"))
        return is_word(record, "severity", "fault")     ? ROW_FAULT
               : is_word(record, "severity", "warning") ? ROW_WARNING
                                                        : ROW_NOTE;
    /* What was not looked at, though it could have been */
    return is_word(record, "type", "file") || is_true(record, "failed") ? ROW_WARNING : ROW_NOTE;
}

row_tone row_tone_of_required(const json_t *record)
{
    if (is_true(record, "fault"))
        return ROW_FAULT;
    return is_word(record, "status", "installed") ? ROW_GOOD : ROW_PLAIN;
}

row_tone row_tone_of_installed(const json_t *record)
{
    if (is_word(record, "listing", "disallowed"))
        return ROW_FAULT;
    if (is_true(record, "weak_key"))
        return ROW_WARNING;
    return json_is_string(json_object_get(record, "required_id")) ? ROW_GOOD : ROW_PLAIN;
}

row_tone row_tone_of_agent_certificate(const json_t *record)
{
    if (is_true(record, "fault"))
        return ROW_FAULT;
    if (!is_word(record, "type", "agent-certificate"))
        return ROW_PLAIN;
    return is_word(record, "state", "matches") ? ROW_GOOD : ROW_NOTE;
}

row_tone row_tone_of_renamed(const json_t *record)
{
    /* Those that can have their names back are the ones to look at first, and the easier ones. */
    return is_word(record, "action", "refuse") || is_word(record, "type", "file") ? ROW_FAULT
                                                                                  : ROW_WARNING;
}

row_tone row_tone_of_check(const json_t *record)
{
    if (is_word(record, "state", "relaxed"))
        return ROW_FAULT;
    if (is_word(record, "state", "unclear"))
        return ROW_WARNING;
    return is_word(record, "state", "enforced") ? ROW_GOOD : ROW_NOTE;
}

row_tone row_tone_of_agent(const json_t *record)
{
    return is_word(record, "type", "agent") && !is_word(record, "fix", "unnamed") ? ROW_FAULT
                                                                                  : ROW_WARNING;
}

row_tone row_tone_of_change(const json_t *record)
{
    if (is_word(record, "state", "open") || is_word(record, "state", "unclear"))
        return ROW_WARNING;
    return is_word(record, "state", "done") ? ROW_GOOD : ROW_NOTE;
}
