/* MSIX packages: ZIP archives, and the XML of block maps. */
#include <stddef.h>
#include <stdint.h>

#include "core/authenticode/block_map.h"
#include "core/authenticode/signed_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Judging looks at the block map only where the signature's digests are right, which no input is.
 */
static void check_block_map(const tr_source *source)
{
    tr_findings findings = { 0 };
    tr_zip_archive *archive;
    size_t map;

    if (tr_zip_archive_open(&archive, source, NULL) != TR_OK)
        return;
    if (tr_zip_archive_find(&map, archive, "AppxBlockMap.xml", NULL) == TR_OK && map != TR_ZIP_NONE)
        tr_block_map_check(&findings, archive, map, false, NULL);
    tr_findings_clear(&findings);
    tr_zip_archive_close(archive);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tr_source source = tr_source_of_memory((tr_bytes){ data, size }, "package.msix");
    tr_signed_file *file;
    tr_claim claim = { .digest = { .algorithm = TR_SHA256 }, .octets = { data, size } };
    tr_claim *claims[] = { &claim };

    if (tr_signed_file_open(&file, &source, NULL) != TR_OK)
        return 0;
    if (file->blob_count > 0)
        tr_signed_file_check(file, claims, 1, 1, NULL);
    if (file->blob_count > 0 && tr_findings_verdict(&file->findings, TR_FAULT) == TR_TRUSTED)
        check_block_map(&source);
    tr_findings_clear(&claim.findings);
    tr_signed_file_close(file);
    return 0;
}
