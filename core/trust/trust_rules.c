#include "core/trust/trust_rules.h"

#include <stdlib.h>
#include <string.h>

#include "core/trust/certificate.h"
#include "core/trust/trust_list.h"
#include "core/words/words.h"

/*
 * Roots that have expired, and that Windows is to keep all the same: what was
 * timestamped in their time stays good ("Required trusted root certificates").
 */
static const char *const legacy_roots[] = {
    "a43489159a520f0d93d032ccaf37e7fe20a8b419", /* Microsoft Root Authority */
    "be36a4562fb2ee05dbb3d32323adf445084ed656", /* Thawte Timestamping CA */
    "7f88cd7223f3c813818c994614a89c99fa3b5247", /* Microsoft Authenticode(tm) Root Authority */
    "245c97df7514e7cf2df8be72ae957b9e04741e85", /* Copyright (c) 1997 Microsoft Corp. */
    "18f7c1fcc3090203fd5baa2f861a754976c8dd25", /* NO LIABILITY ACCEPTED, (c)97 VeriSign */
};

static tr_status add(tr_findings *findings, tr_finding_id id, tr_verdict verdict,
                     const tr_step *step, const char *detail, tr_error *err)
{
    char *name = tr_certificate_common_name(step->certificate);
    tr_severity severity = verdict == TR_TRUSTED ? TR_NOTE : TR_FAULT;
    tr_status status = tr_findings_add(findings, id, severity, verdict, name, detail, 0, err);

    free(name);
    return status;
}

static const char *purpose_oid(tr_purpose purpose)
{
    return purpose == TR_PURPOSE_CODE_SIGNING ? "1.3.6.1.5.5.7.3.3" : "1.3.6.1.5.5.7.3.8";
}

/* Whether a rule that may be limited to usages applies to this purpose. */
static bool applies(tr_bytes usages, const tr_chain_rules *rules)
{
    return usages.size == 0 || tr_trust_usages_name(usages, purpose_oid(rules->purpose));
}

/* Since when a root is disabled: what was timestamped before stays good. */
static tr_status judge_disabled(tr_findings *findings, const tr_step *root,
                                const tr_trust_entry *entry, const tr_chain_rules *rules,
                                tr_error *err)
{
    if (!entry->is_disabled || !applies(entry->disabled_usages, rules) ||
        rules->at <= entry->disabled)
        return TR_OK;
    if (entry->disabled == 0)
        return add(findings, TR_F_LIST_DISALLOWED, TR_DISTRUSTED, root, NULL, err);
    return add(findings, TR_F_LIST_DISABLED, TR_DISTRUSTED, root,
               tr_time_text(entry->disabled).text, err);
}

static tr_status judge_usages(tr_findings *findings, const tr_step *root,
                              const tr_trust_entry *entry, const tr_chain_rules *rules,
                              tr_error *err)
{
    bool is_named = entry->usages.size == 0 || applies(entry->usages, rules);
    bool is_removed = !entry->is_disabled && entry->disabled_usages.size > 0 &&
                      applies(entry->disabled_usages, rules);

    if (is_named && !is_removed)
        return TR_OK;
    return add(findings, TR_F_LIST_USAGE, TR_WRONG_USAGE, root,
               rules->purpose == TR_PURPOSE_CODE_SIGNING ? TR_WORDS("code signing")
                                                         : TR_WORDS("timestamps"),
               err);
}

/* A root that may not issue any more: it is the signer's own beginning that counts. */
static tr_status judge_not_before(tr_findings *findings, const tr_path *path,
                                  const tr_trust_entry *entry, const tr_chain_rules *rules,
                                  tr_error *err)
{
    const tr_step *root = &path->steps[path->count - 1];

    if (!entry->has_not_before || !applies(entry->not_before_usages, rules) ||
        tr_certificate_not_before(path->steps[0].certificate) <= entry->not_before)
        return TR_OK;
    return add(findings, TR_F_LIST_NOT_BEFORE, TR_DISTRUSTED, root,
               tr_time_text(entry->not_before).text, err);
}

static tr_status judge_root(tr_findings *findings, const tr_path *path, const tr_trust_entry *entry,
                            const tr_chain_rules *rules, tr_error *err)
{
    const tr_step *root = &path->steps[path->count - 1];
    tr_status status = judge_disabled(findings, root, entry, rules, err);

    if (status == TR_OK)
        status = judge_usages(findings, root, entry, rules, err);
    if (status == TR_OK)
        status = judge_not_before(findings, path, entry, rules, err);
    return status;
}

static tr_status judge_step(tr_findings *findings, const tr_path *path, size_t index,
                            const tr_chain_rules *rules, tr_error *err)
{
    const tr_step *step = &path->steps[index];
    const tr_trust_entry *entry =
        tr_trust_list_find(rules->trust_list, step->certificate, &step->thumbprint);

    if (!entry)
        return TR_OK;
    if (entry->is_disallowed)
        return add(findings, TR_F_LIST_DISALLOWED, TR_DISTRUSTED, step, NULL, err);
    return index == path->count - 1 ? judge_root(findings, path, entry, rules, err) : TR_OK;
}

static bool is_legacy(const tr_step *root)
{
    char sha1[2 * TR_SHA1_SIZE + 1];

    tr_hex(sha1, root->thumbprint.sha1, TR_SHA1_SIZE);
    for (size_t index = 0; index < sizeof(legacy_roots) / sizeof(legacy_roots[0]); index++) {
        if (strcmp(sha1, legacy_roots[index]) == 0)
            return true;
    }
    return false;
}

tr_status tr_path_judge_trust_list(tr_findings *findings, const tr_path *path,
                                   const tr_chain_rules *rules, tr_error *err)
{
    const tr_step *last = &path->steps[path->count - 1];
    tr_status status = TR_OK;

    for (size_t index = 0; rules->trust_list && index < path->count && status == TR_OK; index++) {
        if (path->steps[index].certificate)
            status = judge_step(findings, path, index, rules, err);
    }
    if (status == TR_OK && last->certificate && is_legacy(last))
        status = add(findings, TR_F_LEGACY_ROOT, TR_TRUSTED, last, NULL, err);
    return status;
}
