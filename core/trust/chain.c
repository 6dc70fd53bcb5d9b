#include "core/trust/chain.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/x509v3.h>

#include "core/trust/certificate.h"
#include "core/trust/issuer.h"
#include "core/trust/path.h"
#include "core/trust/path_builder.h"

static void clear_link(tr_link *link)
{
    X509_free(link->certificate);
    free(link->subject);
    free(link->name);
}

static tr_status no_memory(tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a chain");
}

static tr_link_role role_of(const tr_path *path, size_t index)
{
    if (!path->steps[index].certificate)
        return TR_LINK_SUPPOSED;
    if (index == 0)
        return TR_LINK_SIGNER;
    return index == path->count - 1 && path->end != TR_PATH_OPEN ? TR_LINK_ROOT
                                                                 : TR_LINK_INTERMEDIATE;
}

/* A link for a certificate that only the catalogue knows. */
static tr_status fill_from_required(tr_link *link, const tr_required *required, tr_error *err)
{
    const char *name = required->common_name ? required->common_name : required->id;

    link->required = required;
    link->has_key_id = required->has_key_id;
    memcpy(link->key_id, required->key_id, sizeof(link->key_id));
    link->name = strdup(name);
    link->subject = strdup(required->subject ? required->subject : name);
    return link->name && link->subject ? TR_OK : no_memory(err);
}

static tr_status add_step(tr_chain *chain, const tr_path *path, size_t index,
                          const tr_chain_rules *rules, tr_error *err)
{
    const tr_step *step = &path->steps[index];
    tr_link *link = &chain->links[chain->count++];

    link->role = role_of(path, index);
    link->is_anchor = tr_step_is_anchor(step);
    link->is_supposed = step->required != NULL;
    if (!step->certificate)
        return fill_from_required(link, step->required, err);
    X509_up_ref(step->certificate);
    link->certificate = step->certificate;
    link->thumbprint = step->thumbprint;
    link->required = tr_required_of(rules->catalogue, &step->thumbprint);
    link->subject = tr_certificate_subject(step->certificate);
    link->name = tr_certificate_common_name(step->certificate);
    return link->subject && link->name ? TR_OK : no_memory(err);
}

/* The issuer that nobody has, as the last certificate names it. */
static tr_status add_missing(tr_chain *chain, const tr_path *path, tr_error *err)
{
    X509 *last = path->steps[path->count - 1].certificate;
    tr_link *link = &chain->links[chain->count];

    if (!last)
        return TR_OK;
    chain->count++;
    link->role = TR_LINK_MISSING;
    link->required = path->wanted;
    link->has_key_id = tr_issuer_key_id(link->key_id, last);
    link->subject = tr_certificate_issuer(last);
    link->name = tr_name_common_name(X509_get_issuer_name(last));
    return link->subject && link->name ? TR_OK : no_memory(err);
}

static tr_status add_links(tr_chain *chain, const tr_path *path, const tr_chain_rules *rules,
                           tr_error *err)
{
    tr_status status = TR_OK;

    for (size_t index = 0; index < path->count && status == TR_OK; index++)
        status = add_step(chain, path, index, rules, err);
    if (status == TR_OK && path->end == TR_PATH_OPEN)
        status = add_missing(chain, path, err);
    return status;
}

tr_status tr_chain_build(tr_chain *out, X509 *signer, STACK_OF(X509) *carried,
                         const tr_chain_rules *rules, tr_error *err)
{
    tr_chain chain = { .count = 0 };
    tr_path path;
    tr_status status = tr_path_find(&path, &chain.findings, signer, carried, rules, err);

    if (status == TR_OK)
        status = add_links(&chain, &path, rules, err);
    if (status != TR_OK) {
        tr_chain_clear(&chain);
        return status;
    }
    chain.verdict = tr_findings_verdict(&chain.findings, TR_FAULT);
    *out = chain;
    return TR_OK;
}

void tr_chain_clear(tr_chain *chain)
{
    for (size_t index = 0; index < chain->count; index++)
        clear_link(&chain->links[index]);
    tr_findings_clear(&chain->findings);
    memset(chain, 0, sizeof(*chain));
}

const char *tr_link_role_word(tr_link_role role)
{
    static const char *const words[] = {
        [TR_LINK_SIGNER] = "signer",     [TR_LINK_INTERMEDIATE] = "intermediate",
        [TR_LINK_ROOT] = "root",         [TR_LINK_MISSING] = "missing",
        [TR_LINK_SUPPOSED] = "supposed",
    };

    return words[role];
}
