#include "core/agent/agent_certificate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/path.h"
#include "core/platform/path_search.h"
#include "core/trust/certificate.h"

#define FILE_NAME "OfcNTCer.dat"

/* Where a server keeps what it hands to its agents, below PCCSRV. */
#define SERVER_FILE "Pccnt/Common/" FILE_NAME

const char *tr_agent_certificate_word(tr_agent_certificate_state state)
{
    static const char *const words[] = {
        [TR_AGENT_CERTIFICATE_MISSING] = "missing",
        [TR_AGENT_CERTIFICATE_UNREADABLE] = "unreadable",
        [TR_AGENT_CERTIFICATE_BROKEN] = "broken",
        [TR_AGENT_CERTIFICATE_MISMATCHED] = "mismatched",
        [TR_AGENT_CERTIFICATE_DISTRUSTED] = "distrusted",
        [TR_AGENT_CERTIFICATE_EXPIRED] = "expired",
        [TR_AGENT_CERTIFICATE_NOT_YET_VALID] = "not-yet-valid",
        [TR_AGENT_CERTIFICATE_SERVER_UNKNOWN] = "server-unknown",
        [TR_AGENT_CERTIFICATE_MATCHES] = "matches",
    };

    assert((size_t)state < sizeof(words) / sizeof(words[0]));
    return words[state];
}

static tr_status no_memory(tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to compare certificates");
}

/* One examination. */
typedef struct examination {
    const tr_agent_certificate_question *question;
    tr_agent_certificate *result;
    tr_server_certificates former; /* of the server */
} examination;

/* Note a place, and why nothing was found there; found is NULL if something was. */
static tr_status note_look(examination *all, const char *place, bool is_found,
                           const tr_error *failure, tr_error *err)
{
    tr_agent_certificate *result = all->result;
    tr_certificate_look *look = &result->looks[result->look_count];

    assert(result->look_count < TR_CERTIFICATE_LOOKS_MOST);
    result->look_count++;
    *look = (tr_certificate_look){ .place = strdup(place), .is_found = is_found };
    /* tr_agent_certificate_clear frees both, which the analyzer does not follow into the array. */
    if (failure)
        look->failure = strdup(failure->message);    /* NOLINT(clang-analyzer-unix.Malloc) */
    if (!look->place || (failure && !look->failure)) /* NOLINT(clang-analyzer-unix.Malloc) */
        return no_memory(err);
    return TR_OK;
}

/* Take what was found for the server's, unless it is known already. */
static void take_for_servers(examination *all, tr_server_certificate *found)
{
    if (all->result->server.certificate)
        tr_server_certificate_clear(found);
    else
        all->result->server = *found;
}

/* The file of an agent, or the one that a server hands to agents. */
static tr_status read_own(examination *all, tr_error *err)
{
    const tr_installation *installation = all->question->installation;
    tr_agent_certificate *result = all->result;
    const char *name = installation->kind == TR_INSTALLATION_SERVER ? SERVER_FILE : FILE_NAME;
    tr_error failure;
    tr_status status = tr_installation_file(&result->path, installation, name, &failure);

    if (status == TR_OK)
        status = tr_server_certificate_load(&result->own, result->path, &failure);
    else if (status == TR_ERR_NOT_FOUND)
        result->path = tr_path_join(installation->folder ? installation->folder : "", name);
    if (status == TR_ERR_MEMORY || status == TR_ERR_CRYPTO || (status != TR_OK && !result->path)) {
        if (err)
            *err = failure;
        return status;
    }
    result->state = status == TR_OK              ? TR_AGENT_CERTIFICATE_MATCHES
                    : status == TR_ERR_NOT_FOUND ? TR_AGENT_CERTIFICATE_MISSING
                    : status == TR_ERR_FORMAT    ? TR_AGENT_CERTIFICATE_BROKEN
                                                 : TR_AGENT_CERTIFICATE_UNREADABLE;
    if (status != TR_OK && status != TR_ERR_NOT_FOUND &&
        !(result->failure = strdup(failure.message)))
        return no_memory(err);
    return TR_OK;
}

/* What the user names must be readable, and one. */
static tr_status read_given(examination *all, tr_error *err)
{
    tr_server_certificate found;
    tr_status status = tr_server_certificate_load(&found, all->question->server_file, err);

    if (status == TR_OK)
        status = note_look(all, found.place, true, NULL, err);
    if (status == TR_OK)
        take_for_servers(all, &found);
    return status;
}

static bool is_now(const tr_server_certificate *of, time_t at)
{
    return tr_certificate_not_before(of->certificate) <= at &&
           at <= tr_certificate_not_after(of->certificate);
}

/* Whether a is more likely than b to be what the server uses now. */
static bool is_better(const tr_server_certificate *a, const tr_server_certificate *b, time_t at)
{
    if ((a->family == TR_FAMILY_SERVER) != (b->family == TR_FAMILY_SERVER))
        return a->family == TR_FAMILY_SERVER;
    if (is_now(a, at) != is_now(b, at))
        return is_now(a, at);
    return tr_certificate_not_before(a->certificate) > tr_certificate_not_before(b->certificate);
}

/* Take the one that the server uses out of its store. */
static void take_best(examination *all, tr_server_certificates *list)
{
    size_t best = 0;

    for (size_t index = 1; index < list->count; index++) {
        if (is_better(&list->items[index], &list->items[best], all->question->at))
            best = index;
    }
    take_for_servers(all, &list->items[best]);
    list->items[best] = (tr_server_certificate){ .certificate = NULL };
}

static tr_status read_stores(examination *all, tr_error *err)
{
    const tr_registry *registry = all->question->registry;
    tr_server_certificates list = { NULL, 0 };
    tr_error failure;
    tr_status status =
        tr_server_certificates_load_store(&list, registry, TR_SERVER_STORE, &failure);

    if (status == TR_ERR_MEMORY)
        return no_memory(err);
    if (status != TR_OK || list.count > 0 || all->question->server)
        status = note_look(all, "LocalMachine\\" TR_SERVER_STORE, list.count > 0,
                           status == TR_OK ? NULL : &failure, err);
    if (list.count > 0)
        take_best(all, &list);
    tr_server_certificates_clear(&list);
    /* These only add to what is known, so that it is no loss if they cannot be read. */
    tr_server_certificates_load_store(&all->former, registry, TR_SERVER_STORE_EXPIRED, NULL);
    tr_server_certificates_load_store(&all->result->others, registry, TR_AGENT_TLS_STORE, NULL);
    return status == TR_ERR_MEMORY ? status : TR_OK;
}

/* Of an agent on the same machine as a server. */
static tr_status read_server_folder(examination *all, tr_error *err)
{
    tr_server_certificate found;
    tr_error failure;
    char *path = NULL;
    tr_status status = tr_installation_file(&path, all->question->server, SERVER_FILE, &failure);

    if (status == TR_OK)
        status = tr_server_certificate_load(&found, path, &failure);
    if (status == TR_OK)
        take_for_servers(all, &found);
    if (status != TR_ERR_MEMORY)
        status = note_look(all, path ? path : all->question->server->folder, status == TR_OK,
                           status == TR_OK ? NULL : &failure, err);
    else
        no_memory(err);
    free(path);
    return status;
}

/* The agent's server by name; one that it knows by its address tells nothing. */
static bool has_other_name(const tr_installation *agent, const tr_installation *server)
{
    const char *wanted = tr_installation_fact(agent, TR_FACT_SERVER);
    const char *name = tr_installation_fact(server, TR_FACT_SERVER);

    return wanted && name && strspn(wanted, "0123456789.") != strlen(wanted) &&
           strspn(name, "0123456789.") != strlen(name) && !strchr(wanted, ':') &&
           !tr_name_equal(wanted, name);
}

static tr_status read_servers(examination *all, tr_error *err)
{
    const tr_agent_certificate_question *question = all->question;
    const bool is_agent = question->installation->kind == TR_INSTALLATION_AGENT;
    tr_status status = TR_OK;

    if (question->server_file)
        status = read_given(all, err);
    if (status == TR_OK && question->registry)
        status = read_stores(all, err);
    if (status == TR_OK && is_agent && question->server)
        status = read_server_folder(all, err);
    if (status == TR_OK && is_agent && question->server && !question->server_file)
        all->result->is_other_server = has_other_name(question->installation, question->server);
    return status;
}

/* Where a certificate is distrusted, to free(); NULL if nowhere. */
static tr_status find_distrust(char **out, const examination *all, const tr_server_certificate *of,
                               tr_error *err)
{
    const tr_anchor *anchor =
        of->certificate && all->question->store
            ? tr_anchor_store_find(all->question->store, of->thumbprint.sha1, of->thumbprint.sha256)
            : NULL;

    for (size_t index = 0; anchor && index < anchor->place_count; index++) {
        if (!(anchor->place_roles[index] & TR_ROLE_DISTRUSTED))
            continue;
        *out = strdup(anchor->places[index]);
        return *out ? TR_OK : no_memory(err);
    }
    return TR_OK;
}

static bool is_among(const tr_server_certificates *list, const tr_server_certificate *of)
{
    for (size_t index = 0; index < list->count; index++) {
        if (tr_thumbprint_equal(&list->items[index].thumbprint, &of->thumbprint))
            return true;
    }
    return false;
}

static tr_agent_certificate_state compare(const tr_agent_certificate *of, time_t at)
{
    if (!of->own.certificate)
        return of->state;
    if (of->server.certificate && !tr_thumbprint_equal(&of->own.thumbprint, &of->server.thumbprint))
        return TR_AGENT_CERTIFICATE_MISMATCHED;
    if (of->distrusted_in)
        return TR_AGENT_CERTIFICATE_DISTRUSTED;
    if (tr_certificate_not_after(of->own.certificate) < at)
        return TR_AGENT_CERTIFICATE_EXPIRED;
    if (tr_certificate_not_before(of->own.certificate) > at)
        return TR_AGENT_CERTIFICATE_NOT_YET_VALID;
    return of->server.certificate ? TR_AGENT_CERTIFICATE_MATCHES
                                  : TR_AGENT_CERTIFICATE_SERVER_UNKNOWN;
}

static tr_status conclude(examination *all, tr_error *err)
{
    tr_agent_certificate *result = all->result;
    const time_t at = all->question->at;
    tr_status status = find_distrust(&result->distrusted_in, all, &result->own, err);

    if (status == TR_OK)
        status = find_distrust(&result->server_distrusted_in, all, &result->server, err);
    if (result->server.certificate) {
        result->is_server_expired = tr_certificate_not_after(result->server.certificate) < at;
        result->is_server_early = tr_certificate_not_before(result->server.certificate) > at;
    }
    result->is_former = result->own.certificate && is_among(&all->former, &result->own);
    result->state = compare(result, at);
    return status;
}

tr_status tr_agent_certificate_examine(tr_agent_certificate *out,
                                       const tr_agent_certificate_question *question, tr_error *err)
{
    tr_agent_certificate result = { .kind = question->installation->kind };
    examination all = { .question = question, .result = &result };
    tr_status status = read_own(&all, err);

    if (status == TR_OK)
        status = read_servers(&all, err);
    if (status == TR_OK)
        status = conclude(&all, err);
    tr_server_certificates_clear(&all.former);
    if (status == TR_OK)
        *out = result;
    else
        tr_agent_certificate_clear(&result);
    return status;
}

void tr_agent_certificate_clear(tr_agent_certificate *of)
{
    for (size_t index = 0; index < of->look_count; index++) {
        free(of->looks[index].place);
        free(of->looks[index].failure);
    }
    tr_server_certificates_clear(&of->others);
    tr_server_certificate_clear(&of->server);
    tr_server_certificate_clear(&of->own);
    free(of->server_distrusted_in);
    free(of->distrusted_in);
    free(of->failure);
    free(of->path);
    *of = (tr_agent_certificate){ .path = NULL };
}
