/*
 * From what was looked at to what is wrong: each function adds findings about
 * one subject to a diagnosis. They are called in the order in which they stand
 * here, which is that of cause.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/agent/agent_certificate.h"
#include "core/agent/installation.h"
#include "core/check/diagnosis.h"
#include "core/check/file_survey.h"
#include "core/ini/signature_checks.h"
#include "core/journal/journal.h"
#include "core/symptoms/log_search.h"
#include "core/trust/azure_signing.h"
#include "core/trust/comparison.h"

/** What the commands that mend something have behind their names; each begins with a blank, or is
 *  empty. */
typedef struct tr_mending_words {
    const char *stores;             /* by what files are judged: " --store DIR --at 2026-11-01" */
    const char *judging;            /* and how: " --policy strict" */
    const char *sources;            /* where certificates are: " --from PATH" */
    const char *folders;            /* where the product's files are */
    const char *server;             /* " --installation DIR" */
    const char *transfer;           /* what is not known of it: " --ssl-port PORT" */
    const char *changing;           /* " --state DIR" */
    const char *server_certificate; /* " --server-certificate FILE" */
    bool takes_unpinned;  /* certificates that the catalogue does not know are installed, too */
    bool enforces_checks; /* signature checks are switched on again, too */
} tr_mending_words;

/** Certificates beside installed ones. */
typedef struct tr_compared {
    tr_comparison_row *rows;
    size_t count;
} tr_compared;

/** What Windows itself has to be able to. */
void tr_diagnose_windows(tr_diagnosis *diagnosis, const tr_azure_signing *found);

/** A certificate with which something is wrong, so that other findings may follow from it. */
typedef struct tr_ca_cause {
    const tr_required *required;
    tr_ailment *ailment;
} tr_ca_cause;

typedef struct tr_ca_causes {
    tr_ca_cause *items; /* to free() */
    size_t count;
} tr_ca_causes;

/**
 * The certificates that vouch for the product's files.
 *
 * @param out     what files may fail for; borrows from rows and diagnosis
 * @param listed  the catalogue's, compared
 * @param needed  those that the files need, compared
 */
void tr_diagnose_certificates(tr_ca_causes *out, tr_diagnosis *diagnosis, const tr_compared *listed,
                              const tr_compared *needed, const tr_file_survey *survey,
                              const tr_mending_words *words);

/** The product's files: those with their names, then those that were renamed. */
void tr_diagnose_files(tr_diagnosis *diagnosis, const tr_file_survey *survey,
                       const tr_ca_causes *causes, const tr_mending_words *words);

/**
 * The two signature checks of a server's ofcscan.ini.
 *
 * @param reminder  who relaxed them, as tr_signature_checks_reminder says; may be NULL
 */
void tr_diagnose_checks(tr_diagnosis *diagnosis, const char *ini, const tr_signature_checks *checks,
                        const char *reminder, const tr_mending_words *words);

/**
 * The certificate of a server or an agent.
 *
 * @param folder  the installation's, as commands name it
 */
void tr_diagnose_agent_certificate(tr_diagnosis *diagnosis, const tr_agent_certificate *found,
                                   const char *folder, const tr_mending_words *words);

/** The list of agents that the server wrote (CertificateManager.exe -l). */
void tr_diagnose_mismatched(tr_diagnosis *diagnosis, const char *path,
                            const tr_mending_words *words);

/** What an installation says of itself: its services, and whether it upgrades. */
void tr_diagnose_installation(tr_diagnosis *diagnosis, const tr_installation *installation);

/** So many logs of upgrades are no accident. */
#define TR_UPGRADE_LOOP_LOGS 50

/** The logs of upgrades that an agent left. */
void tr_diagnose_upgrades(tr_diagnosis *diagnosis, const tr_installation *agent);

/**
 * What logs tell. What another finding of the same family explains follows
 * from it, and is a note; so is what was before the last change.
 *
 * @param mended  when Trustmend changed something last, by the clock of the logs; 0: never
 */
void tr_diagnose_logs(tr_diagnosis *diagnosis, const tr_log_search *search, time_t mended);

/** Changes that were interrupted. journal may be NULL: nothing was changed yet. */
void tr_diagnose_journal(tr_diagnosis *diagnosis, const tr_journal *journal,
                         const tr_mending_words *words);
