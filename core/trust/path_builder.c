#include "core/trust/path_builder.h"

#include <stdlib.h>
#include <string.h>

#include "core/trust/certificate.h"
#include "core/trust/issuer.h"
#include "core/trust/issuer_candidates.h"
#include "core/trust/path_rank.h"
#include "core/trust/revocation.h"
#include "core/trust/trust_rules.h"

/* Hostile messages could make paths multiply: bounds for one signer. */
#define PATHS_MAX   200
#define CHECKS_MAX  64
#define CARRIED_MAX 256

/* A signature that was checked: paths meet the same pair again and again. */
typedef struct checked_pair {
    const X509 *certificate;
    const X509 *candidate;
    tr_issuer_check check;
} checked_pair;

typedef struct path_builder {
    const tr_chain_rules *rules;
    tr_step *carried; /* the signature's own certificates, each once */
    size_t carried_count;
    checked_pair checks[CHECKS_MAX];
    size_t check_count;
    size_t path_count;
    bool is_exhausted; /* a bound was met */
    bool is_settled;   /* nothing better can come, or it failed */
    tr_path path;      /* the one under way */
    tr_path best;
    tr_findings best_findings;
    uint32_t best_rank; /* smaller is better */
    tr_status status;
    tr_error *err;
} path_builder;

static void fail(path_builder *builder, tr_status status)
{
    builder->status = status;
    builder->is_settled = true;
}

/* A step of a certificate: the store's own copy where it has one, so that equal ones are the same.
 */
static tr_status make_step(tr_step *out, X509 *certificate, const tr_anchor_store *store,
                           tr_error *err)
{
    tr_step step = { .certificate = certificate };
    tr_status status = tr_thumbprint_of(&step.thumbprint, certificate, err);

    if (status != TR_OK)
        return status;
    step.entry = tr_anchor_store_find(store, step.thumbprint.sha1, step.thumbprint.sha256);
    if (step.entry)
        step.certificate = step.entry->certificate;
    *out = step;
    return TR_OK;
}

static bool is_carried(const path_builder *builder, const tr_step *step)
{
    for (size_t index = 0; index < builder->carried_count; index++) {
        if (tr_thumbprint_equal(&builder->carried[index].thumbprint, &step->thumbprint))
            return true;
    }
    return false;
}

static tr_status list_carried(path_builder *builder, STACK_OF(X509) *carried)
{
    int count = sk_X509_num(carried);
    tr_status status = TR_OK;

    if (count <= 0)
        return TR_OK;
    if (count > CARRIED_MAX) {
        builder->is_exhausted = true;
        count = CARRIED_MAX;
    }
    builder->carried = calloc((size_t)count, sizeof(*builder->carried));
    if (!builder->carried)
        return tr_error_set(builder->err, TR_ERR_MEMORY, 0, "no memory to build a chain");
    for (int index = 0; index < count && status == TR_OK; index++) {
        tr_step step;

        status =
            make_step(&step, sk_X509_value(carried, index), builder->rules->store, builder->err);
        if (status == TR_OK && !is_carried(builder, &step))
            builder->carried[builder->carried_count++] = step;
    }
    return status;
}

static tr_issuer_check check_issuer(path_builder *builder, const tr_step *step,
                                    const tr_step *candidate)
{
    checked_pair *next;

    for (size_t index = 0; index < builder->check_count; index++) {
        const checked_pair *known = &builder->checks[index];

        if (known->certificate == step->certificate && known->candidate == candidate->certificate)
            return known->check;
    }
    if (builder->check_count == CHECKS_MAX ||
        !tr_chain_work_take(builder->rules->work ? &builder->rules->work->checks : NULL)) {
        builder->is_exhausted = true;
        return TR_ISSUER_UNKNOWN;
    }
    next = &builder->checks[builder->check_count++];
    next->certificate = step->certificate;
    next->candidate = candidate->certificate;
    next->check = tr_certificate_pool_verify(
        tr_anchor_store_pool(builder->rules->store),
        (tr_identified){ step->certificate, &step->thumbprint },
        (tr_identified){ candidate->certificate, &candidate->thumbprint });
    return next->check;
}

/* A path has come to its end: judge it, and keep it if it is the best so far. */
static void finish(path_builder *builder, tr_path_end end)
{
    tr_findings findings = { 0 };
    uint32_t rank;
    tr_status status;

    builder->path.end = end;
    builder->path_count++;
    status = tr_path_judge(&findings, &builder->path, builder->rules, builder->err);
    if (status == TR_OK)
        status = tr_path_judge_revocation(&findings, &builder->path, builder->rules, builder->err);
    if (status == TR_OK)
        status = tr_path_judge_trust_list(&findings, &builder->path, builder->rules, builder->err);
    if (status != TR_OK) {
        tr_findings_clear(&findings);
        fail(builder, status);
        return;
    }
    rank = tr_path_rank(&builder->path, &findings);
    if (builder->path_count == 1 || rank < builder->best_rank) {
        tr_findings_clear(&builder->best_findings);
        builder->best = builder->path;
        builder->best_findings = findings;
        builder->best_rank = rank;
    } else {
        tr_findings_clear(&findings);
    }
    if (builder->best_rank == 0)
        builder->is_settled = true;
    if (builder->path_count >= PATHS_MAX ||
        !tr_chain_work_take(builder->rules->work ? &builder->rules->work->paths : NULL))
        builder->is_settled = builder->is_exhausted = true;
}

static void extend(path_builder *builder);

/* Go on with one more step, and come back. */
static void try_step(path_builder *builder, const tr_step *step)
{
    tr_path *path = &builder->path;

    path->steps[path->count++] = *step;
    extend(builder);
    path->count--;
}

/* Whether what_if takes a certificate for an anchor because it is a required root. */
static bool is_supposed_anchor(const path_builder *builder, tr_step *step)
{
    const tr_required *entry;

    if (!builder->rules->suppose_required)
        return false;
    entry = tr_required_of(builder->rules->catalogue, &step->thumbprint);
    if (!entry || entry->store != TR_REQUIRED_IN_ROOT)
        return false;
    step->required = entry;
    return true;
}

/* The issuers that verify; false if there is none. */
static bool try_issuers(path_builder *builder, const tr_step *top, const tr_issuer_candidates *list)
{
    bool found = false;

    for (size_t index = 0; index < list->count && !builder->is_settled; index++) {
        const tr_step *step = &list->steps[index];

        if (check_issuer(builder, top, step) != TR_ISSUER_RIGHT)
            continue;
        found = true;
        try_step(builder, step);
    }
    return found;
}

/* The entry that issued a supposed certificate, as a step: installed, or supposed too. */
static bool next_supposed(const path_builder *builder, tr_step *out, const tr_required *required)
{
    const tr_trust_catalogue *catalogue = builder->rules->catalogue;
    tr_step step = { .certificate = NULL };

    if (!required->issuer_id)
        return false;
    step.required = tr_trust_catalogue_find(catalogue, required->issuer_id);
    if (!step.required)
        return false;
    step.entry = tr_anchor_store_find(builder->rules->store, step.required->sha1,
                                      step.required->has_sha256 ? step.required->sha256 : NULL);
    if (step.entry) {
        step.certificate = step.entry->certificate;
        step.thumbprint = step.entry->thumbprint;
        step.required = NULL;
    }
    *out = step;
    return true;
}

/* Follow the catalogue upward from a supposed certificate. */
static void extend_supposed(path_builder *builder)
{
    const tr_path *path = &builder->path;
    const tr_step *top = &path->steps[path->count - 1];
    tr_step step;

    if (top->required->store == TR_REQUIRED_IN_ROOT)
        finish(builder, TR_PATH_AT_ANCHOR);
    else if (path->count < TR_CHAIN_MAX - 1 && next_supposed(builder, &step, top->required))
        try_step(builder, &step);
    else
        finish(builder, TR_PATH_OPEN);
}

/* Whether somebody has this certificate, so that path building has met it already. */
static bool is_at_hand(const path_builder *builder, const tr_required *required)
{
    if (tr_anchor_store_find(builder->rules->store, required->sha1, NULL))
        return true;
    for (size_t index = 0; index < builder->carried_count; index++) {
        if (memcmp(builder->carried[index].thumbprint.sha1, required->sha1, TR_SHA1_SIZE) == 0)
            return true;
    }
    return false;
}

/* The issuers that only the catalogue knows: named as missing, or supposed. */
static bool try_required(path_builder *builder, X509 *certificate)
{
    const tr_required *required = NULL;
    bool found = false;

    while (builder->rules->catalogue && !builder->is_settled &&
           (required = tr_issuer_find_required(builder->rules->catalogue, certificate, required))) {
        tr_step step = { .required = required };

        if (is_at_hand(builder, required))
            continue;
        found = true;
        if (builder->rules->suppose_required) {
            try_step(builder, &step);
        } else {
            builder->path.wanted = required;
            finish(builder, TR_PATH_OPEN);
            builder->path.wanted = NULL;
        }
    }
    return found;
}

/*
 * No candidate's key verifies the signature. One that carries the very key
 * identifier that is asked for is the issuer, and the certificate is forged
 * or damaged; others only have the same name.
 */
static void try_wrong_issuers(path_builder *builder, const tr_step *top,
                              const tr_issuer_candidates *list)
{
    tr_path *path = &builder->path;
    const tr_anchor *look_alike = NULL;

    if (tr_certificate_is_self_issued(top->certificate) &&
        tr_issuer_key_match(top->certificate, top->certificate) != TR_KEY_DIFFERS) {
        path->steps[path->count - 1].has_bad_signature = true;
        finish(builder, TR_PATH_AT_ROOT);
        return;
    }
    for (size_t index = 0; index < list->count; index++) {
        const tr_step *step = &list->steps[index];

        if (check_issuer(builder, top, step) != TR_ISSUER_WRONG)
            continue;
        if (tr_issuer_key_match(top->certificate, step->certificate) == TR_KEY_EQUAL) {
            path->steps[path->count - 1].has_bad_signature = true;
            try_step(builder, step);
            path->steps[path->count - 1].has_bad_signature = false;
            return;
        }
        if (!look_alike && step->entry &&
            (step->entry->roles & (TR_ROLE_ANCHOR | TR_ROLE_INTERMEDIATE)))
            look_alike = step->entry;
    }
    path->look_alike = look_alike;
    finish(builder, TR_PATH_OPEN);
    path->look_alike = NULL;
}

/* Whether a certificate vouches for itself. What cannot be checked (MD2) is taken at its word. */
static bool is_root(path_builder *builder, const tr_step *step)
{
    return tr_certificate_is_self_issued(step->certificate) &&
           check_issuer(builder, step, step) != TR_ISSUER_WRONG;
}

/* Try all ways from the top of the path under way. Goes at most TR_CHAIN_MAX deep. */
static void extend(path_builder *builder)
{
    tr_path *path = &builder->path;
    tr_step *top = &path->steps[path->count - 1];
    tr_issuer_candidates *list;
    bool found;

    if (!top->certificate) {
        extend_supposed(builder);
        return;
    }
    if (tr_step_is_anchor(top) || is_supposed_anchor(builder, top)) {
        finish(builder, TR_PATH_AT_ANCHOR);
        return;
    }
    if (is_root(builder, top)) {
        finish(builder, TR_PATH_AT_ROOT);
        return;
    }
    if (path->count == TR_CHAIN_MAX - 1) {
        builder->is_exhausted = true;
        finish(builder, TR_PATH_OPEN);
        return;
    }
    list = malloc(sizeof(*list));
    if (!list) {
        fail(builder, tr_error_set(builder->err, TR_ERR_MEMORY, 0, "no memory to build a chain"));
        return;
    }
    tr_issuer_candidates_list(list, top->certificate, path, builder->carried,
                              builder->carried_count, builder->rules);
    builder->is_exhausted = builder->is_exhausted || list->is_cut_off;
    found = try_issuers(builder, top, list);
    if (!builder->is_settled)
        found = try_required(builder, top->certificate) || found;
    if (!builder->is_settled && !found)
        try_wrong_issuers(builder, top, list);
    free(list);
}

tr_status tr_path_find(tr_path *out, tr_findings *findings, X509 *signer, STACK_OF(X509) *carried,
                       const tr_chain_rules *rules, tr_error *err)
{
    path_builder *builder = calloc(1, sizeof(*builder));
    tr_status status;

    if (!builder)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to build a chain");
    builder->rules = rules;
    builder->err = err;
    builder->status = list_carried(builder, carried);
    if (builder->status == TR_OK)
        builder->status = make_step(&builder->path.steps[0], signer, rules->store, err);
    if (builder->status == TR_OK) {
        builder->path.count = 1;
        extend(builder);
    }
    if (builder->status == TR_OK && builder->is_exhausted)
        builder->status = tr_findings_add(&builder->best_findings, TR_F_TOO_MANY_PATHS, TR_NOTE,
                                          TR_TRUSTED, NULL, NULL, PATHS_MAX, err);
    if (builder->status == TR_OK) {
        *out = builder->best;
        *findings = builder->best_findings;
    } else {
        tr_findings_clear(&builder->best_findings);
    }
    status = builder->status;
    free(builder->carried);
    free(builder);
    return status;
}
