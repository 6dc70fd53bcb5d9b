/*
 * What Microsoft's trust list, and its history of roots, have to say about a path.
 */
#pragma once

#include "core/error.h"
#include "core/trust/chain.h"
#include "core/trust/finding.h"
#include "core/trust/path.h"

/**
 * Add findings for the rules of rules->trust_list, if there is one, and a note
 * for a root that Windows keeps only for old signatures.
 */
tr_status tr_path_judge_trust_list(tr_findings *findings, const tr_path *path,
                                   const tr_chain_rules *rules, tr_error *err);
