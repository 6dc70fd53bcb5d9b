#include "core/trust/path_rank.h"

static size_t count_faults(const tr_findings *findings, tr_severity least)
{
    size_t count = 0;

    for (size_t index = 0; index < findings->count; index++)
        count += findings->items[index].severity >= least;
    return count < 100 ? count : 100;
}

uint32_t tr_path_rank(const tr_path *path, const tr_findings *findings)
{
    tr_verdict verdict = tr_findings_verdict(findings, TR_FAULT);
    uint32_t rank = 0;
    size_t supposed = 0;

    for (size_t index = 0; index < path->count; index++)
        supposed += path->steps[index].certificate == NULL;
    if (verdict == TR_BAD_CERT_SIGNATURE)
        rank = 4;
    else if (verdict != TR_TRUSTED)
        rank = 1 + (uint32_t)path->end;
    rank = rank * 128 + (uint32_t)count_faults(findings, TR_FAULT);
    rank = rank * 128 + (uint32_t)supposed;
    rank = rank * 2 + (path->end == TR_PATH_OPEN && !path->wanted);
    return rank * 128 + (uint32_t)count_faults(findings, TR_WARNING);
}
