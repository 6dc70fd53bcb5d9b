#include "core/import/import_change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/bytes.h"
#include "core/import/certificate_store.h"
#include "core/trust/certificate.h"

void tr_import_proof_write(char out[TR_IMPORT_PROOF_SIZE], const tr_thumbprint *thumbprint)
{
    tr_hex(out, thumbprint->sha1, TR_SHA1_SIZE);
    out[2 * TR_SHA1_SIZE] = ' ';
    tr_hex(out + 2 * TR_SHA1_SIZE + 1, thumbprint->sha256, TR_SHA256_SIZE);
}

/* What the journal holds, checked. */
static tr_status read_proof(tr_thumbprint *out, const tr_change *change, tr_error *err)
{
    char sha1[2 * TR_SHA1_SIZE + 1];

    if (change->proof && strlen(change->proof) == TR_IMPORT_PROOF_SIZE - 1 &&
        change->proof[2 * TR_SHA1_SIZE] == ' ') {
        memcpy(sha1, change->proof, sizeof(sha1) - 1);
        sha1[sizeof(sha1) - 1] = '\0';
        if (tr_hex_parse(out->sha1, TR_SHA1_SIZE, sha1) &&
            tr_hex_parse(out->sha256, TR_SHA256_SIZE, change->proof + sizeof(sha1)))
            return TR_OK;
    }
    return tr_error_set(err, TR_ERR_FORMAT, 0, "the journal's entry %lld makes no sense",
                        (long long)change->id);
}

static char *describe(const tr_change *change)
{
    static const char format[] = "installed certificate '%s' (thumbprint %.40s) in '%s'";
    const char *name = change->after ? change->after : "";
    const char *proof = change->proof ? change->proof : "";
    size_t size = sizeof(format) + strlen(name) + 40 + strlen(change->path);
    char *text = malloc(size);

    if (text)
        snprintf(text, size, format, name, proof, change->path);
    return text;
}

static tr_status look(tr_world *out, tr_error *found, const tr_change *change,
                      const tr_journal *journal, tr_error *err)
{
    tr_store_content content = TR_STORE_HAS_NONE;
    tr_thumbprint thumbprint;
    tr_status status = read_proof(&thumbprint, change, err);

    (void)journal;
    if (status == TR_OK)
        status = tr_certificate_store_look(&content, change->path, &thumbprint, err);
    if (status != TR_OK)
        return status;
    *out = content == TR_STORE_HAS_NONE ? TR_WORLD_BEFORE
           : content == TR_STORE_HAS_IT ? TR_WORLD_AFTER
                                        : TR_WORLD_OTHER;
    if (*out == TR_WORLD_OTHER)
        tr_error_set(found, TR_OK, 0, "'%s' has something else under that thumbprint now",
                     change->path);
    return TR_OK;
}

static tr_status act(const tr_change *change, void *subject, const tr_journal *journal,
                     tr_error *err)
{
    const tr_bytes *der = subject;

    (void)journal;
    return tr_certificate_store_add(change->path, *der, err);
}

static tr_status undo(const tr_change *change, const tr_journal *journal, tr_error *err)
{
    tr_thumbprint thumbprint;
    tr_status status = read_proof(&thumbprint, change, err);

    (void)journal;
    return status == TR_OK ? tr_certificate_store_remove(change->path, &thumbprint, err) : status;
}

const tr_change_kind tr_import_change = {
    .word = "import",
    .describe = describe,
    .look = look,
    .act = act,
    .undo = undo,
};
