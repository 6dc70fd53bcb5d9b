#include "core/check/command_text.h"
#include "core/check/diagnose.h"
#include "core/trust/certificate.h"

typedef struct interrupted {
    tr_diagnosis *diagnosis;
    tr_ailment *ailment;
    const tr_mending_words *words;
} interrupted;

static bool add_change(void *context, const tr_change *change)
{
    interrupted *all = context;

    if (!all->ailment)
        all->ailment = tr_diagnosis_add(all->diagnosis, TR_AILMENT_CHANGE_INTERRUPTED, NULL);
    tr_ailment_place(all->diagnosis, all->ailment, change->path, 0, change->kind);
    return all->ailment != NULL;
}

void tr_diagnose_journal(tr_diagnosis *diagnosis, const tr_journal *journal,
                         const tr_mending_words *words)
{
    const tr_journal_filter open = { .is_open = true };
    interrupted all = { diagnosis, NULL, words };
    tr_error err;

    if (!journal)
        return;
    if (tr_journal_walk(journal, &open, add_change, &all, &err) != TR_OK)
        tr_diagnosis_fail(diagnosis, TR_WORDS("the history of Trustmend's changes"), &err);
    if (all.ailment)
        tr_ailment_mend_by(diagnosis, all.ailment,
                           tr_command_text("trustmend history%s", words->changing), true);
}
