#include <stdlib.h>

#include "core/check/command_text.h"
#include "core/check/diagnose.h"

/* To be enforced once nothing is left that they would strike. */
static void follow_all(tr_diagnosis *diagnosis, tr_ailment *ailment)
{
    for (size_t index = 0; index < diagnosis->count; index++) {
        const tr_ailment *other = diagnosis->items[index];

        if (other->severity == TR_FAULT && other->family == TR_FAMILY_A)
            tr_ailment_follow(diagnosis, ailment, other);
    }
}

static void add_check(tr_diagnosis *diagnosis, const char *ini, const tr_check_switch *check,
                      const char *reminder, const tr_mending_words *words)
{
    const bool is_relaxed = check->state == TR_CHECK_RELAXED;
    tr_ailment *ailment = tr_diagnosis_add(
        diagnosis, is_relaxed ? TR_AILMENT_CHECK_RELAXED : TR_AILMENT_CHECK_UNCLEAR, check->key);
    char *setting = tr_command_text("[%s] %s=%s", check->section, check->key, check->value);

    if (!setting)
        diagnosis->is_out_of_memory = true;
    tr_ailment_set_key(diagnosis, ailment, check->word);
    tr_ailment_place(diagnosis, ailment, ini, check->line, setting);
    free(setting);
    if (is_relaxed && reminder && *reminder)
        tr_ailment_say(diagnosis, ailment, reminder, NULL, 0);
    follow_all(diagnosis, ailment);
    tr_ailment_mend_by(
        diagnosis, ailment,
        tr_command_text("trustmend checks enforce%s%s", words->server, words->changing),
        words->enforces_checks);
}

void tr_diagnose_checks(tr_diagnosis *diagnosis, const char *ini, const tr_signature_checks *checks,
                        const char *reminder, const tr_mending_words *words)
{
    for (size_t index = 0; index < TR_CHECK_SWITCH_COUNT; index++) {
        if (!tr_check_switch_is_well(checks->items[index].state))
            add_check(diagnosis, ini, &checks->items[index], reminder, words);
    }
}
