#include "core/authenticode/signed_file.h"

#include <stdlib.h>
#include <string.h>

#include "core/authenticode/cab.h"
#include "core/authenticode/catalog_file.h"
#include "core/authenticode/msi.h"
#include "core/authenticode/msix.h"
#include "core/authenticode/pe.h"
#include "core/authenticode/script.h"

/* In the order in which they are asked; the first that recognises a file has it. */
static const tr_format *const formats[] = {
    &tr_pe_format,   &tr_cab_format,     &tr_msi_format,
    &tr_msix_format, &tr_catalog_format, &tr_script_format,
};

static const tr_format *format_of_head(tr_bytes head, const tr_source *source)
{
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        if (formats[i]->recognises(head, source->name, source->size))
            return formats[i];
    }
    return NULL;
}

static const tr_format *format_of_tail(tr_bytes tail)
{
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        if (formats[i]->recognises_tail && formats[i]->recognises_tail(tail))
            return formats[i];
    }
    return NULL;
}

static tr_status recognise(tr_signed_file *file, tr_error *err)
{
    unsigned char buffer[TR_FORMAT_HEAD];
    tr_bytes bytes = { buffer, sizeof(buffer) };
    tr_status status;

    if (file->source.size < bytes.size)
        bytes.size = (size_t)file->source.size;
    status = tr_source_read(&file->source, buffer, bytes.size, 0, err);
    if (status != TR_OK)
        return status;
    file->format = format_of_head(bytes, &file->source);
    if (file->format)
        return TR_OK;
    status = tr_source_read(&file->source, buffer, bytes.size, file->source.size - bytes.size, err);
    if (status != TR_OK)
        return status;
    file->format = format_of_tail(bytes);
    if (file->format)
        return TR_OK;
    return tr_findings_add(&file->findings, TR_F_UNKNOWN_FORMAT, TR_FAULT, TR_UNKNOWN_SUBJECT, NULL,
                           NULL, 0, err);
}

tr_status tr_signed_file_open(tr_signed_file **out, const tr_source *source, tr_error *err)
{
    tr_status status;
    tr_signed_file *file = calloc(1, sizeof(*file));

    if (!file)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", source->name);
    file->source = *source;
    status = recognise(file, err);
    if (status == TR_OK && file->format)
        status = file->format->open(file, err);
    if (status == TR_OK)
        *out = file;
    else
        tr_signed_file_close(file);
    return status;
}

void tr_signed_file_close(tr_signed_file *file)
{
    if (!file)
        return;
    if (file->format && file->format->close && file->state)
        file->format->close(file->state);
    for (size_t i = 0; i < file->blob_count; i++) {
        free((void *)file->blobs[i].message.data);
        tr_findings_clear(&file->blobs[i].findings);
    }
    free(file->blobs);
    tr_findings_clear(&file->findings);
    free(file);
}

/* What there is room for beside the signatures that were read. */
static size_t room_left(const tr_signed_file *file)
{
    size_t room = TR_MESSAGE_MAX;

    for (size_t i = 0; i < file->blob_count; i++)
        room -= file->blobs[i].message.size;
    return room;
}

static tr_status too_large(const tr_signed_file *file, size_t size, tr_error *err)
{
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                        "'%s' has a signature of %zu bytes, which is more than is read here",
                        file->source.name, size);
}

tr_status tr_signed_file_take_blob(tr_signed_file *file, unsigned char *message, size_t size,
                                   uint64_t offset, tr_error *err)
{
    tr_signature_blob *blobs;

    if (file->blob_count == TR_SIGNATURE_MAX) {
        free(message);
        return tr_findings_add(&file->findings, TR_F_NESTED_TOO_DEEP, TR_WARNING, TR_NOT_TRUSTED,
                               NULL, NULL, TR_SIGNATURE_MAX, err);
    }
    if (size > room_left(file)) {
        free(message);
        return too_large(file, size, err);
    }
    blobs = realloc(file->blobs, (file->blob_count + 1) * sizeof(*blobs));
    if (!blobs) {
        free(message);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the signatures of '%s'",
                            file->source.name);
    }
    file->blobs = blobs;
    file->blobs[file->blob_count++] =
        (tr_signature_blob){ .message = { message, size }, .offset = offset };
    return TR_OK;
}

tr_status tr_signed_file_read_blob(tr_signed_file *file, uint64_t offset, size_t size,
                                   tr_error *err)
{
    tr_status status;
    unsigned char *message;

    if (size > room_left(file))
        return too_large(file, size, err);
    message = malloc(size ? size : 1);
    if (!message)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the signatures of '%s'",
                            file->source.name);
    status = tr_source_read(&file->source, message, size, offset, err);
    if (status != TR_OK) {
        free(message);
        return status;
    }
    return tr_signed_file_take_blob(file, message, size, offset, err);
}

tr_status tr_claims_digest_set(tr_digest_set **out, tr_claim **claims, size_t count,
                               unsigned threads, tr_error *err)
{
    unsigned wanted = 0;

    for (size_t i = 0; i < count; i++) {
        if (claims[i]->digest.algorithm != TR_DIGEST_UNKNOWN)
            wanted |= 1u << claims[i]->digest.algorithm;
    }
    *out = NULL;
    return wanted ? tr_digest_set_new(out, wanted, threads, err) : TR_OK;
}

void tr_claims_compare(tr_claim **claims, size_t count, const tr_digest_set *digests)
{
    for (size_t i = 0; i < count; i++) {
        tr_claim *claim = claims[i];

        if (claim->digest.algorithm == TR_DIGEST_UNKNOWN)
            continue;
        claim->actual = *tr_digest_set_get(digests, claim->digest.algorithm);
        claim->is_true = tr_digest_equal(&claim->digest, &claim->actual);
    }
}

tr_status tr_signed_file_feed(tr_signed_file *file, tr_digest_set *digests, tr_error *err)
{
    if (file->format && file->format->feed)
        return file->format->feed(file, digests, err);
    return tr_digest_set_feed(digests, &file->source, 0, file->source.size, err);
}

tr_status tr_signed_file_check(tr_signed_file *file, tr_claim **claims, size_t count,
                               unsigned threads, tr_error *err)
{
    tr_status status;
    tr_digest_set *digests;

    if (count == 0)
        return TR_OK;
    if (file->format && file->format->check)
        return file->format->check(file, claims, count, threads, err);
    status = tr_claims_digest_set(&digests, claims, count, threads, err);
    if (status != TR_OK || !digests)
        return status;
    status = tr_signed_file_feed(file, digests, err);
    if (status == TR_OK)
        status = tr_digest_set_finish(digests, err);
    if (status == TR_OK)
        tr_claims_compare(claims, count, digests);
    tr_digest_set_free(digests);
    return status;
}
