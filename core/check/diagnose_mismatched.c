#include <inttypes.h>
#include <stdlib.h>

#include "core/agent/mismatch_list.h"
#include "core/check/command_text.h"
#include "core/check/diagnose.h"

typedef struct reading {
    tr_diagnosis *diagnosis;
    const char *path;
    tr_ailment *ailment;
    uint64_t reinstalled;
    uint64_t lost; /* lines that could not be read */
} reading;

static const char *name_of(const tr_listed_agent *agent)
{
    const char *name = agent->texts[TR_FIELD_NAME];

    return name ? name : agent->texts[TR_FIELD_ADDRESS];
}

static bool add_agent(void *context, const tr_listed_agent *agent)
{
    reading *all = context;

    if (!all->ailment)
        all->ailment = tr_diagnosis_add(all->diagnosis, TR_AILMENT_AGENTS_MISMATCHED, NULL);
    tr_ailment_place(all->diagnosis, all->ailment, all->path, agent->line, name_of(agent));
    all->reinstalled += agent->fix == TR_FIX_REINSTALL;
    return all->ailment != NULL;
}

static void count_fault(void *context, uint64_t line, bool is_lost, const char *what)
{
    reading *all = context;

    (void)line, (void)what;
    all->lost += is_lost;
}

static void note_lost(const reading *all)
{
    tr_error err;

    if (all->lost == 0)
        return;
    tr_error_set(&err, TR_ERR_FORMAT, 0, "%" PRIu64 " of its lines cannot be read", all->lost);
    tr_diagnosis_fail(all->diagnosis, all->path, &err);
}

static void say_command(const reading *all, const tr_mending_words *words)
{
    char *word = tr_command_word(all->path);

    if (!word)
        all->diagnosis->is_out_of_memory = true;
    else
        tr_ailment_mend_by(all->diagnosis, all->ailment,
                           tr_command_text("trustmend mismatched --transfer%s%s %s", words->server,
                                           words->transfer, word),
                           false);
    free(word);
}

void tr_diagnose_mismatched(tr_diagnosis *diagnosis, const char *path,
                            const tr_mending_words *words)
{
    reading all = { .diagnosis = diagnosis, .path = path };
    const tr_mismatch_visitor visitor = { .agent = add_agent,
                                          .fault = count_fault,
                                          .context = &all };
    char number[TR_NUMBER_SIZE];
    const tr_word reinstalled[] = { { "n", number } };
    tr_error err;

    if (tr_mismatch_list_load(path, NULL, &visitor, &err) != TR_OK)
        tr_diagnosis_fail(diagnosis, path, &err);
    note_lost(&all);
    if (!all.ailment)
        return;
    tr_language_number(number, diagnosis->language, all.reinstalled);
    if (all.reinstalled > 0)
        tr_ailment_say(diagnosis, all.ailment,
                       TR_WORDS("{n} of them are older than such certificates, and have to be "
                                "installed anew."),
                       reinstalled, 1);
    say_command(&all, words);
}
