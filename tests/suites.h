/*
 * The list of all suites. A new one adds a line here and its file to the
 * CMakeLists.txt beside it.
 */
#pragma once

#include <CUnit/CUnit.h>

/** The suites of what only one system has. */
#ifdef _WIN32
#define FOR_EACH_SYSTEM_SUITE(SUITE)                                                               \
    SUITE(text) SUITE(path) SUITE(arguments) SUITE(cmd) SUITE(broker) SUITE(transfer_change)
#else
#define FOR_EACH_SYSTEM_SUITE(SUITE) SUITE(process)
#endif

/** Calls SUITE(name) for each CU_SuiteInfo name_suite, in the order they run. */
#define FOR_EACH_SUITE(SUITE)                                                                      \
    SUITE(error)                                                                                   \
    SUITE(system_error)                                                                            \
    SUITE(file)                                                                                    \
    SUITE(directory)                                                                               \
    SUITE(replacement)                                                                             \
    SUITE(state_folder)                                                                            \
    SUITE(parallel)                                                                                \
    SUITE(batch)                                                                                   \
    SUITE(console)                                                                                 \
    SUITE(second_opinion)                                                                          \
    SUITE(trust_store)                                                                             \
    FOR_EACH_SYSTEM_SUITE(SUITE)                                                                   \
    SUITE(hive)                                                                                    \
    SUITE(registry_certificates)                                                                   \
    SUITE(offline_registry)                                                                        \
    SUITE(registry)                                                                                \
    SUITE(words)                                                                                   \
    SUITE(trust_catalogue)                                                                         \
    SUITE(azure_signing)                                                                           \
    SUITE(comparison)                                                                              \
    SUITE(chain)                                                                                   \
    SUITE(supposition)                                                                             \
    SUITE(revocation)                                                                              \
    SUITE(trust_list)                                                                              \
    SUITE(finding)                                                                                 \
    SUITE(certificate)                                                                             \
    SUITE(certificate_pool)                                                                        \
    SUITE(certificate_outline)                                                                     \
    SUITE(pfx)                                                                                     \
    SUITE(anchor_store)                                                                            \
    SUITE(der)                                                                                     \
    SUITE(source)                                                                                  \
    SUITE(digest)                                                                                  \
    SUITE(verify)                                                                                  \
    SUITE(damage)                                                                                  \
    SUITE(compound_file)                                                                           \
    SUITE(msix)                                                                                    \
    SUITE(msi)                                                                                     \
    SUITE(cab)                                                                                     \
    SUITE(catalog_file)                                                                            \
    SUITE(import)                                                                                  \
    SUITE(needs)                                                                                   \
    SUITE(page_hashes)                                                                             \
    SUITE(script)                                                                                  \
    SUITE(journal)                                                                                 \
    SUITE(contents_change)                                                                         \
    SUITE(file_proof)                                                                              \
    SUITE(rename_change)                                                                           \
    SUITE(quarantine)                                                                              \
    SUITE(version)                                                                                 \
    SUITE(ini_document)                                                                            \
    SUITE(signature_checks)                                                                        \
    SUITE(installation)                                                                            \
    SUITE(agent_certificate)                                                                       \
    SUITE(restart_change)                                                                          \
    SUITE(command_line)                                                                            \
    SUITE(pasted_command)                                                                          \
    SUITE(csv_reader)                                                                              \
    SUITE(mismatch_list)                                                                           \
    SUITE(transfer)                                                                                \
    SUITE(needle)                                                                                  \
    SUITE(pattern)                                                                                 \
    SUITE(log_line)                                                                                \
    SUITE(symptom_rules)                                                                           \
    SUITE(symptom_table)                                                                           \
    SUITE(log_search)                                                                              \
    SUITE(diagnose)                                                                                \
    SUITE(utf8)                                                                                    \
    SUITE(printable)                                                                               \
    SUITE(text_report)                                                                             \
    SUITE(json_report)                                                                             \
    SUITE(record)                                                                                  \
    SUITE(selection)                                                                               \
    SUITE(drop_list)                                                                               \
    SUITE(request)                                                                                 \
    SUITE(execution)                                                                               \
    SUITE(record_reader)                                                                           \
    SUITE(row_maker)                                                                               \
    SUITE(row_set)                                                                                 \
    SUITE(target)                                                                                  \
    SUITE(agent_list)                                                                              \
    SUITE(action)                                                                                  \
    SUITE(plan_line)                                                                               \
    SUITE(sheet)
