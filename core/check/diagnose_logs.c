#include "core/check/diagnose.h"
#include "core/symptoms/log_line.h"

static void add_examples(tr_diagnosis *diagnosis, tr_ailment *ailment, const tr_log_group *group)
{
    for (size_t index = 0; index < group->example_count; index++) {
        const tr_log_hit *hit = &group->examples[index];

        tr_ailment_place(diagnosis, ailment, hit->path, hit->line, hit->text);
    }
    if (ailment)
        ailment->count = group->hits;
}

/* What is wrong with certificates of this family. */
static void follow_family(tr_diagnosis *diagnosis, tr_ailment *ailment, tr_family family)
{
    for (size_t index = 0; index < diagnosis->count; index++) {
        const tr_ailment *other = diagnosis->items[index];

        if (other->severity == TR_FAULT && other->family == family && other != ailment &&
            other->kind != tr_ailment_kind_of(TR_AILMENT_LOG_SYMPTOM))
            tr_ailment_follow(diagnosis, ailment, other);
    }
}

/* What is known of the symptom; of one that is explained already, for those who want to know. */
static void say_cause(tr_diagnosis *diagnosis, tr_ailment *ailment, const tr_symptom *symptom)
{
    if (ailment->severity == TR_NOTE) {
        tr_ailment_detail(diagnosis, ailment, symptom->cause, NULL, 0);
        tr_ailment_detail(diagnosis, ailment, symptom->action, NULL, 0);
    } else {
        tr_ailment_say(diagnosis, ailment, symptom->cause, NULL, 0);
        tr_ailment_say(diagnosis, ailment, symptom->action, NULL, 0);
    }
}

/* How often it was found, and when last, as a language says it. */
static void write_found(char *out, size_t room, tr_language language, const tr_log_group *group)
{
    const tr_short_text last = tr_log_time_text(group->last, ' ');
    const tr_word words[] = { { "time", last.text } };
    const bool is_once = group->hits == 1;
    const char *text;

    if (group->last.is_known)
        text = is_once ? TR_WORDS("found once, last on {time}")
                       : TR_WORDS("found several times, last on {time}");
    else
        text = is_once ? TR_WORDS("found once") : TR_WORDS("found several times");
    tr_words_fill(out, room, tr_words(language, text), words, 1);
}

static void say_when(tr_diagnosis *diagnosis, tr_ailment *ailment, const tr_log_group *group)
{
    const tr_symptom *symptom = group->symptom;
    const bool has_family = symptom->family != TR_FAMILY_NONE;
    char found[128];
    const tr_word words[] = { { "id", symptom->id },
                              { "letter", tr_family_word(symptom->family) },
                              { "family",
                                tr_words(diagnosis->language, tr_family_name(symptom->family)) },
                              { "found", found } };

    write_found(found, sizeof(found), diagnosis->language, group);
    tr_ailment_say(diagnosis, ailment,
                   has_family ? TR_WORDS("{id}, family {letter}: {family}; {found}.")
                              : TR_WORDS("{id}, no certificate's fault; {found}."),
                   words, 4);
}

static void add_group(tr_diagnosis *diagnosis, const tr_log_group *group, time_t mended)
{
    const tr_symptom *symptom = group->symptom;
    tr_ailment *ailment = tr_diagnosis_add(diagnosis, TR_AILMENT_LOG_SYMPTOM, symptom->title);

    if (!ailment)
        return;
    ailment->family = symptom->family;
    tr_ailment_set_key(diagnosis, ailment, symptom->id);
    add_examples(diagnosis, ailment, group);
    if (ailment->family != TR_FAMILY_NONE)
        follow_family(diagnosis, ailment, ailment->family);
    say_when(diagnosis, ailment, group);
    if (group->last.is_known && group->undated == 0 && mended > group->last.seconds) {
        ailment->severity = TR_NOTE;
        tr_ailment_say(diagnosis, ailment, TR_WORDS("That was before Trustmend's last change."),
                       NULL, 0);
    } else if (ailment->follows_count > 0) {
        ailment->severity = TR_NOTE;
    }
    say_cause(diagnosis, ailment, symptom);
}

void tr_diagnose_logs(tr_diagnosis *diagnosis, const tr_log_search *search, time_t mended)
{
    for (size_t index = 0; index < tr_log_search_group_count(search); index++)
        add_group(diagnosis, tr_log_search_group(search, index), mended);
}
