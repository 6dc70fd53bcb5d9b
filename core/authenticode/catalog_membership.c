#include "core/authenticode/catalog_membership.h"

#include <stdlib.h>

#include "core/authenticode/catalog_file.h"
#include "core/platform/file.h"
#include "core/words/words.h"

/* The list's own message, which is read again: only its digests were kept. */
static tr_status examine(tr_examined *item, const tr_digest *digest, tr_error *err)
{
    size_t size;
    tr_error why;
    tr_status status = tr_file_load(&item->owned, &size, item->catalog, TR_MESSAGE_MAX, err);

    if (status != TR_OK)
        return status;
    status = tr_signed_data_parse(&item->message, (tr_bytes){ item->owned, size }, NULL, &why);
    if (status == TR_ERR_MEMORY)
        return tr_error_set(err, status, 0, "%s", why.message);
    if (status == TR_OK && tr_catalog_file_find(&item->claim, item->message, digest)) {
        item->has_claim = true;
        item->claim.actual = *digest;
        item->claim.is_true = true;
        return TR_OK;
    }
    /* It was replaced since. */
    tr_signed_data_free(item->message);
    item->message = NULL;
    return tr_findings_add(&item->findings, TR_F_MALFORMED_MESSAGE, TR_FAULT, TR_MALFORMED_MESSAGE,
                           TR_WORDS("the catalog file was changed while it was in use"), NULL, 0,
                           err);
}

static tr_status add_catalogs(tr_examination *examination, const tr_catalog_set *catalogs,
                              const tr_digest *digest, tr_error *err)
{
    tr_status status = TR_OK;
    const char *path;

    for (size_t i = 0; status == TR_OK && (path = tr_catalog_set_find(catalogs, digest, i)); i++) {
        tr_examined *item = &examination->items[examination->count];

        if (examination->count == TR_SIGNATURE_MAX) {
            examination->is_cut_off = true;
            break;
        }
        item->source = TR_SOURCE_CATALOG;
        item->parent = examination->count++;
        item->catalog = path;
        status = examine(item, digest, err);
    }
    return status;
}

tr_status tr_catalog_membership_examine(tr_examination *examination, tr_signed_file *file,
                                        const tr_catalog_set *catalogs, unsigned threads,
                                        tr_error *err)
{
    static const tr_digest_algorithm order[] = { TR_SHA256, TR_SHA1, TR_SHA512, TR_SHA384 };
    unsigned algorithms = tr_catalog_set_algorithms(catalogs);
    tr_digest_set *digests;
    tr_status status;

    if (algorithms == 0)
        return TR_OK;
    status = tr_digest_set_new(&digests, algorithms, threads, err);
    if (status != TR_OK)
        return status;
    status = tr_signed_file_feed(file, digests, err);
    if (status == TR_OK)
        status = tr_digest_set_finish(digests, err);
    for (size_t i = 0; i < sizeof(order) / sizeof(order[0]) && status == TR_OK; i++) {
        if (algorithms & 1u << order[i])
            status = add_catalogs(examination, catalogs, tr_digest_set_get(digests, order[i]), err);
    }
    tr_digest_set_free(digests);
    return status;
}
