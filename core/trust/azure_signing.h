/*
 * Whether a Windows accepts files signed by Azure Code Signing (now Trusted
 * Signing), as the product's own are since 2023. Its services do not start
 * from such files otherwise. Two things are needed: an update of autumn 2021
 * or any later cumulative one, and the root "Microsoft Identity Verification
 * Root Certificate Authority 2020".
 *
 * The updates are those of Microsoft's KB5022661; the build that each leads to
 * is that of its own page.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/error.h"
#include "core/registry/registry.h"
#include "core/registry/windows_version.h"
#include "core/words/language.h"

/** The root's id in the list of required certificates. */
#define TR_AZURE_ROOT_ID "microsoft-identity-verification-root-2020"

typedef enum tr_azure_support {
    TR_AZURE_NO_WINDOWS, /* none is looked at */
    TR_AZURE_SUPPORTED,
    TR_AZURE_NEEDS_UPDATE,
    TR_AZURE_NO_UPDATE, /* this version of Windows is too old, and no update is named for it */
    TR_AZURE_UNCLEAR    /* the registry does not tell whether it has the update */
} tr_azure_support;

/** An update, or two of which one is enough, that lets a build accept such files. */
typedef struct tr_azure_update {
    uint32_t build;
    uint32_t revision;   /* of the build, with it; 0: not known */
    uint32_t numbers[2]; /* 5005625 for KB5005625; 0: none */
} tr_azure_update;

typedef struct tr_azure_signing {
    tr_azure_support support;
    tr_windows_version windows;
    const tr_azure_update *update; /* for this build; NULL: none is needed, or named */
} tr_azure_signing;

/** Judge a version, as far as it tells; TR_AZURE_UNCLEAR where only a list of updates would. */
void tr_azure_signing_judge(tr_azure_signing *out, const tr_windows_version *windows);

/** Look at a registry. */
tr_status tr_azure_signing_look(tr_azure_signing *out, const tr_registry *registry, tr_error *err);

/** Whether something is to be mended; what is unclear is none. */
bool tr_azure_signing_is_fault(const tr_azure_signing *found);

/** "none", "supported", "needs-update", "no-update" or "unclear". */
const char *tr_azure_support_word(tr_azure_support support);

/** One or two sentences for people: how it stands and what to do. NULL when out of memory. */
char *tr_azure_signing_explain(const tr_azure_signing *found, tr_language language);
