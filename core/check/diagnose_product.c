#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include "core/check/command_text.h"
#include "core/check/diagnose.h"
#include "core/platform/directory.h"
#include "core/platform/path.h"

/* The logs of upgrades in a folder: how many, and the newest. */
typedef struct upgrade_logs {
    uint64_t count;
    char *newest;
} upgrade_logs;

/* "upgrade_20261018060500.log", in any case. */
static bool is_upgrade_log(const char *name)
{
    static const char start[] = "upgrade_";
    static const char end[] = ".log";
    const size_t size = strlen(name);

    return size > sizeof(start) + sizeof(end) &&
           OPENSSL_strncasecmp(name, start, sizeof(start) - 1) == 0 &&
           OPENSSL_strcasecmp(name + size - (sizeof(end) - 1), end) == 0;
}

static bool count_log(void *context, const char *path, const tr_error *failure)
{
    upgrade_logs *logs = context;
    const char *name = path + tr_path_name(path);

    if (failure || !is_upgrade_log(name))
        return true;
    logs->count++;
    if (!logs->newest || strcmp(name, logs->newest + tr_path_name(logs->newest)) > 0) {
        free(logs->newest);
        logs->newest = strdup(path);
    }
    return true;
}

void tr_diagnose_upgrades(tr_diagnosis *diagnosis, const tr_installation *agent)
{
    upgrade_logs logs = { 0, NULL };
    char *folder = tr_path_join(agent->folder, "Temp");
    tr_ailment *ailment;
    tr_error err;

    if (!folder)
        diagnosis->is_out_of_memory = true;
    else if (tr_path_kind_of(folder) == TR_PATH_FOLDER &&
             tr_directory_walk(folder, count_log, &logs, &err) != TR_OK)
        tr_diagnosis_fail(diagnosis, TR_WORDS("logs of upgrades"), &err);
    if (logs.count >= TR_UPGRADE_LOOP_LOGS && logs.newest) {
        ailment = tr_diagnosis_add(diagnosis, TR_AILMENT_UPGRADE_LOOP, NULL);
        tr_ailment_place(diagnosis, ailment, logs.newest, 0,
                         tr_words(diagnosis->language, TR_WORDS("the newest of them")));
        if (ailment)
            ailment->count = logs.count;
    }
    free(logs.newest);
    free(folder);
}

static const char *title_of(const tr_installed_service *service)
{
    return service->title ? service->title : service->name;
}

static void look_at_service(tr_diagnosis *diagnosis, const tr_installed_service *service)
{
    tr_ailment *ailment;

    if (!service->is_known) {
        tr_diagnosis_overlook(diagnosis, title_of(service),
                              TR_WORDS("whether this service runs could not be asked for"));
        return;
    }
    if (!service->is_essential || service->state != TR_SERVICE_STOPPED)
        return;
    ailment = tr_diagnosis_add(diagnosis, TR_AILMENT_SERVICE_STOPPED, title_of(service));
    tr_ailment_set_key(diagnosis, ailment, service->name);
    tr_ailment_say(diagnosis, ailment, TR_WORDS("It is called {name} by the service manager."),
                   (const tr_word[]){ { "name", service->name } }, 1);
}

void tr_diagnose_installation(tr_diagnosis *diagnosis, const tr_installation *installation)
{
    const char *upgrades = tr_installation_fact(installation, TR_FACT_NO_UPGRADE);
    tr_ailment *ailment;

    for (size_t index = 0; index < installation->service_count; index++)
        look_at_service(diagnosis, &installation->services[index]);
    if (!upgrades || strcmp(upgrades, "1") != 0)
        return;
    ailment = tr_diagnosis_add(diagnosis, TR_AILMENT_UPGRADE_OFF, NULL);
    tr_ailment_say(
        diagnosis, ailment, TR_WORDS("{setting} is 1."),
        (const tr_word[]){ { "setting", installation->facts[TR_FACT_NO_UPGRADE].source } }, 1);
}
