#include "core/agent/certificate_replacement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "core/ini/secret.h"
#include "core/ini/signature_checks.h"
#include "core/platform/path.h"
#include "core/trust/certificate.h"

bool tr_agent_certificate_needs_replacement(const tr_agent_certificate *of)
{
    return of->state == TR_AGENT_CERTIFICATE_MISSING || of->state == TR_AGENT_CERTIFICATE_BROKEN ||
           of->state == TR_AGENT_CERTIFICATE_MISMATCHED;
}

static tr_status refuse(tr_error *err, const char *why)
{
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0, "%s", why);
}

tr_status tr_agent_certificate_check_replacement(const tr_agent_certificate *of, tr_error *err)
{
    if (!of->server.certificate)
        return refuse(err, "the server's certificate is not known; name it with "
                           "--server-certificate");
    if (of->server.family != TR_FAMILY_SERVER && of->server.family != TR_FAMILY_UNSAID)
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                            "the certificate of '%s' is not one by which a server commands its "
                            "agents",
                            of->server.place);
    if (of->is_other_server)
        return refuse(err, "the agent reports to a server of another name than the one on this "
                           "machine; name its certificate with --server-certificate");
    if (of->server_distrusted_in)
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                            "the server's certificate is distrusted: it is in '%s'",
                            of->server_distrusted_in);
    if (of->is_server_expired)
        return refuse(err, "the server's certificate has expired");
    if (of->is_server_early)
        return refuse(err, "the server's certificate is not yet valid");
    return TR_OK;
}

/* A certificate as the history names it. */
typedef struct short_name {
    char text[96];
} short_name;

static short_name name_of(const tr_server_certificate *of)
{
    short_name name = { "what is no certificate" };
    char sha1[2 * TR_SHA1_SIZE + 1];

    if (of->certificate) {
        tr_hex(sha1, of->thumbprint.sha1, TR_SHA1_SIZE);
        snprintf(name.text, sizeof(name.text), "the certificate with thumbprint %s", sha1);
    }
    return name;
}

/* What the system refused, the agent's self-protection mostly did. */
static tr_status with_the_way(tr_status status, tr_error *err)
{
    tr_error why;

    if (!err || status != TR_ERR_IO || err->code == 0)
        return status;
    why = *err;
    return tr_error_set(err, status, why.code,
                        "%.700s; an agent protects its files while it runs: let the vendor's "
                        "IpXfer give it the certificate (docs/agent.md)",
                        why.message);
}

static tr_status check(const char *path, const tr_journal *journal, const char *reason,
                       tr_error *err)
{
    if (reason && tr_secret_is_in(reason))
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            "the reason holds a password; the history would show it");
    return tr_checks_check_state(path, tr_journal_state(journal), err);
}

/* The agent may have got another one while the user was asked. */
static bool is_as_judged(const void *context, tr_bytes now)
{
    const tr_agent_certificate *of = context;
    tr_server_certificate found = { .certificate = NULL };
    bool is_so;

    if (!now.data)
        return of->state == TR_AGENT_CERTIFICATE_MISSING;
    if (tr_server_certificate_parse(&found, now, of->path, NULL) == TR_OK)
        is_so = of->own.certificate && tr_thumbprint_equal(&found.thumbprint, &of->own.thumbprint);
    else
        is_so = of->state == TR_AGENT_CERTIFICATE_BROKEN;
    tr_server_certificate_clear(&found);
    return is_so;
}

tr_status tr_agent_certificate_replace(tr_contents_changed *out, const tr_agent_certificate *of,
                                       tr_journal *journal, const char *reason, tr_error *err)
{
    const short_name before = name_of(&of->own);
    const short_name after = name_of(&of->server);
    unsigned char *der = NULL;
    char *path = NULL;
    int size = i2d_X509(of->server.certificate, &der);
    tr_new_contents wanted = { .before = before.text,
                               .after = after.text,
                               .reason = reason,
                               .is_expected = is_as_judged,
                               .context = of };
    tr_status status;

    if (size <= 0)
        return tr_error_set(err, TR_ERR_CRYPTO, ERR_get_error(), "cannot write a certificate");
    status = tr_path_absolute(&path, of->path, err);
    if (status == TR_OK)
        status = check(path, journal, reason, err);
    if (status == TR_OK) {
        wanted.path = path;
        wanted.bytes = (tr_bytes){ der, (size_t)size };
        status = with_the_way(tr_contents_make(out, journal, &wanted, err), err);
    }
    free(path);
    OPENSSL_free(der);
    return status;
}
