#include "core/trust/azure_signing.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/words/words.h"

/* From here on every build has it, but for that of Server 2022, which came out before. */
#define FIRST_WITH_IT 19045
#define SERVER_2022   20348

/* By build. What Windows before 10 is at does not say which updates it has. */
static const tr_azure_update updates[] = {
    { 6002, 0, { 5006736, 5006715 } }, /* Server 2008 SP2 */
    { 6003, 0, { 5006736, 5006715 } }, /* the same, since 2019 */
    { 7601, 0, { 5006743, 5006728 } }, /* 7 SP1, Server 2008 R2 SP1 */
    { 9200, 0, { 5006739, 5006732 } }, /* Server 2012 */
    { 9600, 0, { 5006714, 5006729 } }, /* 8.1, Server 2012 R2 */
    { 10240, 19086, { 5006675, 0 } },  /* 10, 1507 */
    { 14393, 4704, { 5006669, 0 } },   /* 10, 1607; Server 2016 */
    { 17763, 2210, { 5005625, 0 } },   /* 10, 1809; Server 2019 */
    { 18363, 1830, { 5005624, 0 } },   /* 10, 1909 */
    { 19041, 1266, { 5005611, 0 } },   /* 10, 2004 */
    { 19042, 1266, { 5005611, 0 } },   /* 10, 20H2 */
    { 19043, 1266, { 5005611, 0 } },   /* 10, 21H1 */
    { 19044, 1586, { 5011487, 0 } },   /* 10, 21H2 */
    { SERVER_2022, 261, { 5005619, 0 } },
};

static const tr_azure_update *update_of(uint32_t build)
{
    for (size_t index = 0; index < sizeof(updates) / sizeof(updates[0]); index++) {
        if (updates[index].build == build)
            return &updates[index];
    }
    return NULL;
}

static tr_azure_support support_of(const tr_windows_version *windows, const tr_azure_update *update)
{
    if (windows->build == 0)
        return TR_AZURE_NO_WINDOWS;
    if (!update)
        return windows->build >= FIRST_WITH_IT ? TR_AZURE_SUPPORTED : TR_AZURE_NO_UPDATE;
    if (update->revision == 0 || !windows->has_revision)
        return TR_AZURE_UNCLEAR;
    return windows->revision >= update->revision ? TR_AZURE_SUPPORTED : TR_AZURE_NEEDS_UPDATE;
}

void tr_azure_signing_judge(tr_azure_signing *out, const tr_windows_version *windows)
{
    out->windows = *windows;
    out->update = update_of(windows->build);
    out->support = support_of(windows, out->update);
}

tr_status tr_azure_signing_look(tr_azure_signing *out, const tr_registry *registry, tr_error *err)
{
    tr_azure_signing found;
    tr_windows_version windows;
    tr_status status = tr_windows_version_read(&windows, registry, err);

    if (status != TR_OK)
        return status;
    tr_azure_signing_judge(&found, &windows);
    for (size_t index = 0; index < 2 && found.support == TR_AZURE_UNCLEAR; index++) {
        bool has_it = false;

        if (found.update->numbers[index] == 0)
            break;
        status = tr_windows_has_update(&has_it, registry, found.update->numbers[index], err);
        if (status != TR_OK)
            return status;
        if (has_it)
            found.support = TR_AZURE_SUPPORTED;
    }
    *out = found;
    return TR_OK;
}

bool tr_azure_signing_is_fault(const tr_azure_signing *found)
{
    return found->support == TR_AZURE_NEEDS_UPDATE || found->support == TR_AZURE_NO_UPDATE;
}

const char *tr_azure_support_word(tr_azure_support support)
{
    switch (support) {
    case TR_AZURE_NO_WINDOWS:
        return "none";
    case TR_AZURE_SUPPORTED:
        return "supported";
    case TR_AZURE_NEEDS_UPDATE:
        return "needs-update";
    case TR_AZURE_NO_UPDATE:
        return "no-update";
    case TR_AZURE_UNCLEAR:
        break;
    }
    return "unclear";
}

/* "17763.1" */
static void write_build(char *out, size_t size, const tr_windows_version *windows)
{
    if (windows->has_revision)
        snprintf(out, size, "%u.%u", (unsigned)windows->build, (unsigned)windows->revision);
    else
        snprintf(out, size, "%u", (unsigned)windows->build);
}

/* "Windows Server 2019 Standard (build 17763.1)" */
static void write_windows(char *out, size_t size, const tr_windows_version *windows,
                          tr_language language)
{
    char build[32];
    const tr_word words[] = { { "build", build }, { "windows", windows->product } };

    write_build(build, sizeof(build), windows);
    tr_words_fill(out, size,
                  tr_words(language, windows->product[0]
                                         ? TR_WORDS("{windows} (build {build})")
                                         : TR_WORDS("This Windows (build {build})")),
                  words, 2);
}

/* "KB5006743 or KB5006728" */
static void write_numbers(char *out, size_t size, const tr_azure_update *update,
                          tr_language language)
{
    char first[16];
    char second[16];
    const tr_word words[] = { { "0", first }, { "1", second } };

    snprintf(first, sizeof(first), "KB%u", (unsigned)update->numbers[0]);
    snprintf(second, sizeof(second), "KB%u", (unsigned)update->numbers[1]);
    tr_words_fill(out, size,
                  update->numbers[1] ? tr_words(language, TR_WORDS("{0} or {1}")) : "{0}", words,
                  2);
}

static const char *sentence_of(const tr_azure_signing *found)
{
    switch (found->support) {
    case TR_AZURE_NO_WINDOWS:
        return TR_WORDS("No Windows was looked at.");
    case TR_AZURE_SUPPORTED:
        return TR_WORDS("{windows} accepts files signed by Azure Code Signing.");
    case TR_AZURE_NEEDS_UPDATE:
        return TR_WORDS("{windows} does not accept files signed by Azure Code Signing, as the "
                        "product's are since 2023. Install {updates} or any later cumulative "
                        "update.");
    case TR_AZURE_NO_UPDATE:
        return TR_WORDS("{windows} is a version for which Microsoft names no update that lets it "
                        "accept files signed by Azure Code Signing, as the product's are since "
                        "2023. Upgrade Windows.");
    case TR_AZURE_UNCLEAR:
        break;
    }
    return found->update && found->update->numbers[1]
               ? TR_WORDS("{windows} needs {updates} or a later cumulative update, to accept files "
                          "signed by Azure Code Signing. Neither is listed as installed; whether a "
                          "later one is, the registry does not tell: look into the update history.")
               : TR_WORDS("{windows} needs {updates} or a later cumulative update, to accept files "
                          "signed by Azure Code Signing. It is not listed as installed; whether a "
                          "later one is, the registry does not tell: look into the update "
                          "history.");
}

char *tr_azure_signing_explain(const tr_azure_signing *found, tr_language language)
{
    char windows[192];
    char numbers[64] = "";
    const tr_word words[] = { { "windows", windows }, { "updates", numbers } };

    write_windows(windows, sizeof(windows), &found->windows, language);
    if (found->update)
        write_numbers(numbers, sizeof(numbers), found->update, language);
    return tr_words_write(language, sentence_of(found), words, 2);
}
