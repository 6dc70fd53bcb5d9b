#include <string.h>

#include "core/check/command_text.h"
#include "core/check/diagnose.h"
#include "core/trust/verdict.h"

/* What is about to be said of the files; one finding of each kind, or of each kind and verdict. */
typedef struct gathering {
    tr_diagnosis *diagnosis;
    const tr_file_survey *survey;
    const tr_ca_causes *causes;
    const tr_mending_words *words;
} gathering;

static bool waits(const gathering *all, const tr_surveyed_file *file)
{
    if (tr_verdict_class_of(file->verdict) != TR_CLASS_UNTRUSTED)
        return false;
    for (size_t index = 0; index < all->causes->count; index++) {
        if (tr_surveyed_file_needs(file, all->causes->items[index].required))
            return true;
    }
    return false;
}

static tr_ailment_id ailment_of_renamed(const gathering *all, const tr_surveyed_file *file)
{
    switch (file->action) {
    case TR_RENAMED_RESTORE:
        return TR_AILMENT_RENAMED_GOOD;
    case TR_RENAMED_PARK:
    case TR_RENAMED_REPLACE:
        return TR_AILMENT_RENAMED_TAKEN;
    case TR_RENAMED_TARGET_EXISTS:
        return TR_AILMENT_RENAMED_CONFLICT;
    case TR_RENAMED_REFUSE:
    case TR_RENAMED_ACTION_COUNT:
        break;
    }
    switch (tr_verdict_class_of(file->verdict)) {
    case TR_CLASS_UNSIGNED:
        return TR_AILMENT_RENAMED_UNSIGNED;
    case TR_CLASS_TAMPERED:
    case TR_CLASS_MALFORMED:
    case TR_CLASS_UNSUPPORTED: /* a program's name, and no program: damaged */
        return TR_AILMENT_RENAMED_DAMAGED;
    case TR_CLASS_TRUSTED: /* but not by the policy that was asked for */
    case TR_CLASS_UNTRUSTED:
        break;
    }
    return waits(all, file) ? TR_AILMENT_RENAMED_WAITING : TR_AILMENT_RENAMED_UNTRUSTED;
}

/* TR_AILMENT_COUNT: its certificates' findings say it all. */
static tr_ailment_id ailment_of(const gathering *all, const tr_surveyed_file *file)
{
    if (file->is_renamed)
        return ailment_of_renamed(all, file);
    switch (tr_verdict_class_of(file->verdict)) {
    case TR_CLASS_UNSIGNED:
        return TR_AILMENT_FILE_UNSIGNED;
    case TR_CLASS_TAMPERED:
    case TR_CLASS_MALFORMED:
    case TR_CLASS_UNSUPPORTED:
        return TR_AILMENT_FILE_DAMAGED;
    case TR_CLASS_TRUSTED:
    case TR_CLASS_UNTRUSTED:
        break;
    }
    return waits(all, file) ? TR_AILMENT_COUNT : TR_AILMENT_FILE_UNTRUSTED;
}

/* What is not trusted is told apart by why. */
static const char *subject_of(tr_ailment_id id, const tr_surveyed_file *file)
{
    if (id == TR_AILMENT_FILE_UNTRUSTED || id == TR_AILMENT_RENAMED_UNTRUSTED)
        return tr_verdict_name(file->verdict);
    return NULL;
}

static tr_ailment *find_or_add(const gathering *all, size_t first, tr_ailment_id id,
                               const char *subject)
{
    for (size_t index = first; index < all->diagnosis->count; index++) {
        tr_ailment *known = all->diagnosis->items[index];

        if (known->kind == tr_ailment_kind_of(id) &&
            (!subject || strcmp(known->subject, subject) == 0))
            return known;
    }
    return tr_diagnosis_add(all->diagnosis, id, subject);
}

static const char *words_of_target(tr_target_state state)
{
    switch (state) {
    case TR_TARGET_SAME:
        return TR_WORDS("the file that has its name is the same");
    case TR_TARGET_OLDER:
        return TR_WORDS("the file that has its name is older");
    case TR_TARGET_NEWER:
        return TR_WORDS("the file that has its name is newer");
    case TR_TARGET_NOT_VALID:
        return TR_WORDS("the file that has its name is not trusted");
    case TR_TARGET_DIFFERENT:
        return TR_WORDS("the file that has its name is another one");
    case TR_TARGET_NOT_A_FILE:
        return TR_WORDS("what has its name is no file that can be read");
    case TR_TARGET_FREE:
        break;
    }
    return NULL;
}

static const char *words_of(tr_ailment_id id, const tr_surveyed_file *file)
{
    switch (id) {
    case TR_AILMENT_RENAMED_TAKEN:
    case TR_AILMENT_RENAMED_CONFLICT:
        return words_of_target(file->target_state);
    case TR_AILMENT_FILE_UNTRUSTED:
    case TR_AILMENT_RENAMED_UNTRUSTED:
        return file->reason;
    default:
        return file->is_stacked ? TR_WORDS("renamed more than once") : NULL;
    }
}

static void follow_causes(const gathering *all, tr_ailment *ailment, const tr_surveyed_file *file)
{
    for (size_t index = 0; index < all->causes->count; index++) {
        const tr_ca_cause *cause = &all->causes->items[index];

        if (tr_surveyed_file_needs(file, cause->required))
            tr_ailment_follow(all->diagnosis, ailment, cause->ailment);
    }
}

static void say_command(const gathering *all, tr_ailment *ailment, tr_ailment_id id)
{
    const tr_mending_words *words = all->words;
    const bool is_taken = id == TR_AILMENT_RENAMED_TAKEN;

    if (id != TR_AILMENT_RENAMED_GOOD && id != TR_AILMENT_RENAMED_WAITING && !is_taken)
        return;
    tr_ailment_mend_by(all->diagnosis, ailment,
                       tr_command_text("trustmend restore%s%s%s%s%s", is_taken ? " --park" : "",
                                       words->stores, words->judging, words->changing,
                                       words->folders),
                       true);
}

/* One kind after the other, as the order of the findings is that of the kinds. */
static void add_kind(const gathering *all, tr_ailment_id id)
{
    const size_t first = all->diagnosis->count;

    for (size_t index = 0; index < all->survey->count; index++) {
        const tr_surveyed_file *file = &all->survey->items[index];
        const char *text;
        tr_ailment *ailment;

        if (ailment_of(all, file) != id)
            continue;
        ailment = find_or_add(all, first, id, subject_of(id, file));
        text = words_of(id, file);
        tr_ailment_place(all->diagnosis, ailment, file->path, 0,
                         text ? tr_words(all->diagnosis->language, text) : NULL);
        if (id == TR_AILMENT_RENAMED_WAITING)
            follow_causes(all, ailment, file);
        if (ailment && !ailment->command)
            say_command(all, ailment, id);
    }
}

void tr_diagnose_files(tr_diagnosis *diagnosis, const tr_file_survey *survey,
                       const tr_ca_causes *causes, const tr_mending_words *words)
{
    const gathering all = { diagnosis, survey, causes, words };

    for (int id = TR_AILMENT_FILE_DAMAGED; id <= TR_AILMENT_RENAMED_UNSIGNED; id++)
        add_kind(&all, (tr_ailment_id)id);
}
