#include "core/trust/issuer_candidates.h"

#include <string.h>

#include "core/trust/certificate.h"
#include "core/trust/issuer.h"

static bool is_valid_at(const X509 *certificate, time_t at)
{
    return tr_certificate_not_before(certificate) <= at &&
           at <= tr_certificate_not_after(certificate);
}

static int64_t likelihood_of(X509 *certificate, const tr_step *step, time_t at)
{
    int64_t likelihood = tr_issuer_key_match(certificate, step->certificate);

    likelihood = likelihood * 2 + tr_step_is_anchor(step);
    likelihood = likelihood * 2 + is_valid_at(step->certificate, at);
    return likelihood * ((int64_t)1 << 40) + tr_certificate_not_before(step->certificate);
}

static bool comes_before(const tr_issuer_candidates *list, size_t index, const tr_step *step,
                         int64_t likelihood)
{
    if (list->likelihood[index] != likelihood)
        return list->likelihood[index] > likelihood;
    /* Whatever order they came in, the same one is to be first. */
    return memcmp(list->steps[index].thumbprint.sha256, step->thumbprint.sha256, TR_SHA256_SIZE) <=
           0;
}

static bool is_on_path(const tr_path *path, const tr_step *step)
{
    for (size_t index = 0; index < path->count; index++) {
        if (path->steps[index].certificate == step->certificate)
            return true;
    }
    return false;
}

/* Put a step into its place in the list; with the list full, the least likely one goes. */
static void offer(tr_issuer_candidates *list, const tr_step *step, int64_t likelihood)
{
    size_t place = list->count;

    while (place > 0 && !comes_before(list, place - 1, step, likelihood))
        place--;
    if (list->count == TR_CANDIDATES_MAX) {
        list->is_cut_off = true;
        if (place == TR_CANDIDATES_MAX)
            return;
        list->count--;
    }
    memmove(list->steps + place + 1, list->steps + place,
            (list->count - place) * sizeof(*list->steps));
    memmove(list->likelihood + place + 1, list->likelihood + place,
            (list->count - place) * sizeof(*list->likelihood));
    list->steps[place] = *step;
    list->likelihood[place] = likelihood;
    list->count++;
}

void tr_issuer_candidates_list(tr_issuer_candidates *out, X509 *certificate, const tr_path *path,
                               const tr_step *carried, size_t carried_count,
                               const tr_chain_rules *rules)
{
    const X509_NAME *issuer = X509_get_issuer_name(certificate);
    const tr_anchor *entry = NULL;

    out->count = 0;
    out->is_cut_off = false;
    for (size_t index = 0; index < carried_count; index++) {
        const tr_step *step = &carried[index];

        /* Those in the store follow. */
        if (!step->entry && X509_NAME_cmp(X509_get_subject_name(step->certificate), issuer) == 0 &&
            !is_on_path(path, step))
            offer(out, step, likelihood_of(certificate, step, rules->at));
    }
    while ((entry = tr_anchor_store_find_subject(rules->store, issuer, entry)) != NULL) {
        tr_step step = { .certificate = entry->certificate,
                         .thumbprint = entry->thumbprint,
                         .entry = entry };

        if (!is_on_path(path, &step))
            offer(out, &step, likelihood_of(certificate, &step, rules->at));
    }
}
