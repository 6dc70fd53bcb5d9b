#include "tests/core/authenticode/container_claim.h"

#include <stdlib.h>

#include <CUnit/CUnit.h>

#include "core/authenticode/indirect_data.h"
#include "core/authenticode/signed_data.h"
#include "core/authenticode/signed_file.h"
#include "tests/skip.h"

/* Digests are the subject here, so that a fault among the claim's findings counts, too. */
static bool is_true(tr_signed_file *file)
{
    tr_signed_data *message = NULL;
    tr_claim claim = { 0 };
    tr_claim *claims[] = { &claim };
    bool result = false;

    if (file->blob_count == 0 ||
        tr_signed_data_parse(&message, file->blobs[0].message, NULL, NULL) != TR_OK)
        return false;
    if (tr_indirect_data_parse(&claim, message) &&
        tr_signed_file_check(file, claims, 1, 1, NULL) == TR_OK)
        result = claim.is_true && tr_findings_verdict(&claim.findings, TR_FAULT) == TR_TRUSTED &&
                 tr_findings_verdict(&file->findings, TR_FAULT) == TR_TRUSTED;
    tr_findings_clear(&claim.findings);
    tr_signed_data_free(message);
    return result;
}

bool container_is_there(const char *path)
{
    if (tr_file_exists(path))
        return true;
    skip("no such fixture: the program that makes it is not installed");
    return false;
}

bool container_claim_is_true(const char *path, uint64_t change)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    tr_signed_file *file = NULL;
    tr_source source;
    bool result;

    CU_ASSERT_EQUAL_FATAL(tr_file_load(&bytes, &size, path, (size_t)1 << 24, NULL), TR_OK);
    if (change != NO_CHANGE) {
        CU_ASSERT_FATAL(change < size);
        bytes[change] ^= 1;
    }
    source = tr_source_of_memory((tr_bytes){ bytes, size }, path);
    CU_ASSERT_EQUAL_FATAL(tr_signed_file_open(&file, &source, NULL), TR_OK);
    result = is_true(file);
    tr_signed_file_close(file);
    free(bytes);
    return result;
}
