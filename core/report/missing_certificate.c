#include "core/report/missing_certificate.h"

#include <string.h>

bool tr_link_is_missing(const tr_chain *chain, const tr_link *link)
{
    switch (link->role) {
    case TR_LINK_MISSING:
    case TR_LINK_SUPPOSED:
        return true;
    case TR_LINK_ROOT:
    case TR_LINK_SIGNER: /* a signer may be its own root */
        return !link->is_anchor && link == &chain->links[chain->count - 1] &&
               tr_findings_find(&chain->findings, TR_F_UNTRUSTED_ROOT);
    case TR_LINK_INTERMEDIATE:
        break;
    }
    return false;
}

static tr_missing_certificate describe(const tr_link *link)
{
    const tr_required *required = link->required;
    tr_missing_certificate result = { .subject = link->subject };

    if (link->certificate) {
        result.sha1 = link->thumbprint.sha1;
        result.sha256 = link->thumbprint.sha256;
        result.store = "Root";
    } else if (required) {
        result.sha1 = required->sha1;
        result.sha256 = required->has_sha256 ? required->sha256 : NULL;
    }
    if (required) {
        result.store = required->store == TR_REQUIRED_IN_ROOT ? "Root" : "CA";
        result.required_id = required->id;
    }
    if (link->has_key_id)
        result.key_id = link->key_id;
    return result;
}

static bool is_same(const tr_missing_certificate *a, const tr_missing_certificate *b)
{
    if (a->sha1 && b->sha1)
        return memcmp(a->sha1, b->sha1, TR_SHA1_SIZE) == 0;
    return !a->sha1 && !b->sha1 && a->subject && b->subject && strcmp(a->subject, b->subject) == 0;
}

static void add_missing_of(tr_missing_certificate *out, size_t *count, const tr_chain *chain)
{
    for (size_t index = 0; index < chain->count; index++) {
        tr_missing_certificate one;
        size_t known = 0;

        if (!tr_link_is_missing(chain, &chain->links[index]))
            continue;
        one = describe(&chain->links[index]);
        while (known < *count && !is_same(&out[known], &one))
            known++;
        if (known == *count && *count < TR_MISSING_MAX)
            out[(*count)++] = one;
    }
}

size_t tr_missing_certificates(tr_missing_certificate out[TR_MISSING_MAX],
                               const tr_verification *verification)
{
    size_t count = 0;
    const tr_signature *signature;

    if (verification->signature_count == 0)
        return 0;
    signature = &verification->signatures[verification->decisive];
    add_missing_of(out, &count, &signature->chain);
    for (size_t index = 0; index < signature->stamp_count; index++)
        add_missing_of(out, &count, &signature->stamps[index].chain);
    return count;
}
