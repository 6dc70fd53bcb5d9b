#include "core/journal/file_proof.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/authenticode/digest.h"
#include "core/authenticode/source.h"

tr_status tr_file_proof_of(tr_file_proof *out, const tr_file *file, tr_error *err)
{
    tr_source source = tr_source_of_file(file);
    tr_file_identity identity = tr_file_identity_of(file);
    tr_digest_set *set = NULL;
    tr_status status = tr_digest_set_new(&set, 1u << TR_SHA256, 1, err);

    if (status == TR_OK)
        status = tr_digest_set_feed(set, &source, 0, source.size, err);
    if (status == TR_OK)
        status = tr_digest_set_finish(set, err);
    if (status == TR_OK) {
        memcpy(out->digest, tr_digest_set_get(set, TR_SHA256)->bytes, sizeof(out->digest));
        memcpy(out->number, identity.number, sizeof(out->number));
    }
    tr_digest_set_free(set);
    return status;
}

bool tr_file_proof_equal(const tr_file_proof *a, const tr_file_proof *b)
{
    return memcmp(a->digest, b->digest, sizeof(a->digest)) == 0;
}

tr_status tr_file_proof_compare(tr_file_likeness *out, const char *path, const tr_file_proof *proof,
                                tr_error *err)
{
    tr_file *file = NULL;
    tr_file_proof found;
    tr_status status;

    if (!tr_file_exists(path)) {
        *out = TR_FILE_IS_MISSING;
        return TR_OK;
    }
    status = tr_file_open(&file, path, TR_FILE_READ, err);
    if (status == TR_ERR_UNSUPPORTED || status == TR_ERR_NOT_FOUND) {
        *out = status == TR_ERR_NOT_FOUND ? TR_FILE_IS_MISSING : TR_FILE_IS_OTHER;
        return TR_OK;
    }
    if (status != TR_OK)
        return status;
    status = tr_file_proof_of(&found, file, err);
    tr_file_close(file);
    if (status != TR_OK)
        return status;
    if (!tr_file_proof_equal(&found, proof))
        *out = TR_FILE_IS_OTHER;
    else if (memcmp(found.number, proof->number, sizeof(found.number)) == 0)
        *out = TR_FILE_IS_SAME;
    else
        *out = TR_FILE_IS_EQUAL;
    return TR_OK;
}

void tr_file_proof_write(char out[TR_FILE_PROOF_TEXT_SIZE], const tr_file_proof *proof)
{
    for (size_t index = 0; index < sizeof(proof->digest); index++)
        snprintf(out + 2 * index, 3, "%02x", proof->digest[index]);
    snprintf(out + 2 * sizeof(proof->digest), TR_FILE_PROOF_TEXT_SIZE - 2 * sizeof(proof->digest),
             " %016" PRIx64 "%016" PRIx64, proof->number[1], proof->number[0]);
}

static int digit_of(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = c ? strchr(digits, c) : NULL;

    return found ? (int)(found - digits) : -1;
}

/* Sixteen digits; gives what follows, or NULL. */
static const char *read_number(uint64_t *out, const char *text)
{
    uint64_t number = 0;

    for (int index = 0; index < 16; index++) {
        int digit = digit_of(text[index]);

        if (digit < 0)
            return NULL;
        number = number << 4 | (unsigned)digit;
    }
    *out = number;
    return text + 16;
}

const char *tr_file_proof_read(tr_file_proof *out, const char *text)
{
    tr_file_proof proof;

    for (size_t index = 0; index < sizeof(proof.digest); index++) {
        int high = digit_of(text[0]);
        int low = high < 0 ? -1 : digit_of(text[1]);

        if (low < 0)
            return NULL;
        proof.digest[index] = (unsigned char)(high << 4 | low);
        text += 2;
    }
    text = *text == ' ' ? read_number(&proof.number[1], text + 1) : NULL;
    text = text ? read_number(&proof.number[0], text) : NULL;
    if (!text || (*text != '\0' && *text != ' '))
        return NULL;
    *out = proof;
    return *text ? text + 1 : text;
}
