/* What the folder of an installation says: its kind, its ofcscan.ini, its programs' versions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/agent/installation_facts.h"
#include "core/ini/secret.h"
#include "core/ini/setting_change.h"
#include "core/platform/directory.h"
#include "core/platform/file.h"
#include "core/platform/path.h"
#include "core/platform/path_search.h"
#include "core/restore/version.h"

#define LONGEST_VALUE 256

/* The sections that these keys are in are not published, and each has one name only. */
static const struct {
    tr_installation_kind kind;
    tr_fact fact;
    const char *key;
} ini_keys[] = {
    { TR_INSTALLATION_AGENT, TR_FACT_SERVER, "ServerAddr" },
    { TR_INSTALLATION_AGENT, TR_FACT_HTTP_PORT, "Master_DomainPort" },
    { TR_INSTALLATION_AGENT, TR_FACT_AGENT_PORT, "Client_LocalServer_Port" },
    { TR_INSTALLATION_SERVER, TR_FACT_SERVER, "Master_DomainName" },
    { TR_INSTALLATION_SERVER, TR_FACT_HTTP_PORT, "Master_DomainPort" },
    { TR_INSTALLATION_SERVER, TR_FACT_AGENT_PORT, "Client_LocalServer_Port" },
};

/* Programs that have the product's version; the first one that is there counts. */
static const struct {
    tr_installation_kind kind;
    const char *name;
} programs[] = {
    { TR_INSTALLATION_AGENT, "TmListen.exe" },
    { TR_INSTALLATION_AGENT, "NTRtScan.exe" },
    { TR_INSTALLATION_AGENT, "PccNTMon.exe" },
    { TR_INSTALLATION_SERVER, "Web/Service/OfcService.exe" },
};

static bool holds(const char *folder, const char *name, tr_path_kind kind)
{
    char *path = NULL;
    bool is_so =
        tr_path_search(&path, folder, name, NULL) == TR_OK && tr_path_kind_of(path) == kind;

    free(path);
    return is_so;
}

/* A copy of the folder may hold no more than the file that matters. */
static bool is_named_pccsrv(const char *folder)
{
    char *path = NULL;
    bool is_so = false;

    if (tr_path_absolute(&path, folder, NULL) == TR_OK)
        is_so = tr_name_equal(path + tr_path_name(path), "PCCSRV");
    free(path);
    return is_so;
}

static bool is_pccsrv(const char *folder)
{
    static const char *const names[] = { "Admin", "Pccnt", "Download", "Web" };

    if (is_named_pccsrv(folder))
        return true;
    for (size_t index = 0; index < sizeof(names) / sizeof(names[0]); index++) {
        if (holds(folder, names[index], TR_PATH_FOLDER))
            return true;
    }
    return false;
}

static bool is_agent(const char *folder)
{
    static const char *const names[] = { "OfcNTCer.dat", "ofcscan.ini", "TmListen.exe",
                                         "NTRtScan.exe", "PccNTMon.exe" };

    for (size_t index = 0; index < sizeof(names) / sizeof(names[0]); index++) {
        if (holds(folder, names[index], TR_PATH_FILE))
            return true;
    }
    return false;
}

static tr_status is_none(const char *folder, tr_error *err)
{
    if (tr_path_kind_of(folder) != TR_PATH_FOLDER)
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0, "'%s' is no folder", folder);
    return tr_error_set(err, TR_ERR_NOT_FOUND, 0,
                        "'%s' is the folder of neither an agent nor a server", folder);
}

tr_status tr_installation_of_folder(tr_installation *out, const char *folder, tr_error *err)
{
    tr_installation found = { .kind = TR_INSTALLATION_SERVER, .has_folder = true };
    tr_status status = tr_path_search(&found.folder, folder, "PCCSRV", err);

    if (status == TR_OK && tr_path_kind_of(found.folder) == TR_PATH_FOLDER) {
        *out = found;
        return TR_OK;
    }
    free(found.folder);
    if (status != TR_OK && status != TR_ERR_NOT_FOUND)
        return status;
    if (!is_pccsrv(folder))
        found.kind = TR_INSTALLATION_AGENT;
    if (found.kind == TR_INSTALLATION_AGENT && !is_agent(folder))
        return is_none(folder, err);
    found.folder = strdup(folder);
    if (!found.folder)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to look into '%s'", folder);
    *out = found;
    return TR_OK;
}

/* What is not ASCII would be no more than a guess. */
static bool read_value(char out[LONGEST_VALUE], const tr_ini_document *document,
                       const tr_ini_line *line)
{
    if (!line->has_equals || line->value.size >= LONGEST_VALUE || tr_secret_is_line(document, line))
        return false;
    tr_ini_document_text(out, LONGEST_VALUE, document, line->value);
    return *out && !strchr(out, '?');
}

static tr_status read_line(tr_installation *installation, const tr_ini_document *document,
                           const tr_ini_line *line, const char *path, tr_error *err)
{
    char value[LONGEST_VALUE];
    char source[1024];

    for (size_t index = 0; index < sizeof(ini_keys) / sizeof(ini_keys[0]); index++) {
        if (ini_keys[index].kind != installation->kind ||
            !tr_ini_document_is(document, line->name, ini_keys[index].key) ||
            !read_value(value, document, line))
            continue;
        snprintf(source, sizeof(source), "'%s', line %zu: %s", path, line->number,
                 ini_keys[index].key);
        return tr_installation_learn(installation, ini_keys[index].fact, value, source, err);
    }
    return TR_OK;
}

static tr_status read_document(tr_installation *installation, const tr_ini_document *document,
                               const char *path, tr_error *err)
{
    tr_ini_line line = { .number = 0 };
    tr_status status = TR_OK;

    while (status == TR_OK && tr_ini_document_next(&line, document)) {
        if (line.kind == TR_INI_KEY)
            status = read_line(installation, document, &line, path, err);
    }
    return status;
}

/* The agent locks its file while it runs. */
static tr_status read_ini(tr_installation *installation, tr_error *err)
{
    tr_ini_document *document = NULL;
    tr_error failure;
    char *path = NULL;
    tr_status status = tr_installation_file(&path, installation, "ofcscan.ini", &failure);

    if (status == TR_OK)
        status = tr_setting_load(&document, path, &failure);
    if (status == TR_OK) {
        status = read_document(installation, document, path, err);
    } else {
        if (status != TR_ERR_NOT_FOUND)
            tr_installation_note_failure(installation, &failure);
        status = TR_OK;
    }
    tr_ini_document_free(document);
    free(path);
    return status;
}

static tr_status read_program(tr_installation *installation, const char *name, tr_error *err)
{
    char version[TR_VERSION_TEXT_SIZE];
    char source[1024];
    tr_version found;
    tr_file *file = NULL;
    char *path = NULL;
    tr_status status = TR_OK;

    if (tr_installation_file(&path, installation, name, NULL) == TR_OK &&
        tr_file_open(&file, path, TR_FILE_READ, NULL) == TR_OK && tr_version_of(&found, file)) {
        tr_version_write(version, found);
        snprintf(source, sizeof(source), "version of '%s'", path);
        status = tr_installation_learn(installation, TR_FACT_VERSION, version, source, err);
    }
    tr_file_close(file);
    free(path);
    return status;
}

tr_status tr_installation_read_folder(tr_installation *installation, tr_error *err)
{
    tr_status status = read_ini(installation, err);

    for (size_t index = 0; index < sizeof(programs) / sizeof(programs[0]); index++) {
        if (status == TR_OK && programs[index].kind == installation->kind &&
            !installation->facts[TR_FACT_VERSION].text)
            status = read_program(installation, programs[index].name, err);
    }
    return status;
}
