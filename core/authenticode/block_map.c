#include "core/authenticode/block_map.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "core/authenticode/digest.h"
#include "core/authenticode/zip_local.h"
#include "core/authenticode/zip_reader.h"
#include "core/xml/reader.h"
#include "core/words/words.h"

#define BLOCK_SIZE ((size_t)65536)
#define NAMESPACE  "http://schemas.microsoft.com/appx/2010/blockmap"

typedef struct map_check {
    tr_findings *findings;
    const tr_zip_archive *archive;
    tr_xml_reader *xml;
    bool *is_listed;            /* for each entry of the archive */
    tr_digest_algorithm digest; /* that the map uses */
    tr_zip_reader *content;     /* of the file whose blocks are being read; NULL if none */
    char name[TR_ZIP_NAME_MAX + 1];
    uint64_t offset; /* in this content */
    uint64_t stored; /* sum of the sizes that its blocks have in the archive */
    size_t entry;
    bool is_told; /* this file is known not to match */
    unsigned char block[BLOCK_SIZE];
} map_check;

/* A block map that cannot be used, which ends the check. */
static tr_status tell_map(map_check *check, const char *what, tr_error *err)
{
    return tr_findings_add(check->findings, TR_F_MALFORMED_BLOCK_MAP, TR_WARNING, TR_BAD_DIGEST,
                           what, NULL, 0, err);
}

/* One finding a file is enough. */
static tr_status tell_file(map_check *check, const char *name, uint64_t offset, tr_error *err)
{
    if (check->is_told)
        return TR_OK;
    check->is_told = true;
    return tr_findings_add(check->findings, TR_F_BAD_BLOCK, TR_WARNING, TR_BAD_DIGEST, name, NULL,
                           offset, err);
}

/* What is broken inside one file is its own fault. */
static tr_status tell_content(map_check *check, tr_status status, const tr_error *failure,
                              tr_error *err)
{
    if (status == TR_ERR_FORMAT)
        return tell_file(check, check->name, check->offset, err);
    if (status != TR_OK && err)
        *err = *failure;
    return status;
}

static tr_digest_algorithm algorithm_of(const char *method)
{
    if (method && strcmp(method, "http://www.w3.org/2001/04/xmlenc#sha256") == 0)
        return TR_SHA256;
    if (method && strcmp(method, "http://www.w3.org/2001/04/xmldsig-more#sha384") == 0)
        return TR_SHA384;
    if (method && strcmp(method, "http://www.w3.org/2001/04/xmlenc#sha512") == 0)
        return TR_SHA512;
    return TR_DIGEST_UNKNOWN;
}

/* A number of an attribute; *is_there is false if there is none. */
static tr_status read_number(uint64_t *out, bool *is_there, map_check *check, const char *name,
                             tr_error *err)
{
    char *text;
    char *end;
    tr_status status = tr_xml_reader_attribute(&text, check->xml, name, err);

    *is_there = false;
    if (status != TR_OK || !text)
        return status;
    errno = 0;
    *out = strtoull(text, &end, 10);
    *is_there = errno == 0 && end != text && *end == '\0' && *text >= '0' && *text <= '9';
    free(text);
    return TR_OK;
}

/* The content has to end with its blocks. */
static tr_status end_file(map_check *check, tr_error *err)
{
    tr_error failure;
    unsigned char more;
    size_t got = 0;
    tr_status status = TR_OK;

    if (!check->content)
        return TR_OK;
    if (!check->is_told) {
        status = tr_zip_reader_read(&got, check->content, &more, 1, &failure);
        if (status == TR_OK && got > 0)
            status = TR_ERR_FORMAT;
        if (status == TR_OK &&
            check->stored > tr_zip_archive_get(check->archive, check->entry)->stored)
            status = TR_ERR_FORMAT;
        status = tell_content(check, status, &failure, err);
    }
    tr_zip_reader_close(check->content);
    check->content = NULL;
    return status;
}

/* Whether Size and LfhSize are those of the archive. */
static tr_status check_sizes(bool *out, map_check *check, tr_error *err)
{
    tr_zip_local local;
    uint64_t size;
    uint64_t header_size = 0;
    bool has_size;
    bool has_header_size;
    tr_status status = read_number(&size, &has_size, check, "Size", err);

    if (status == TR_OK)
        status = read_number(&header_size, &has_header_size, check, "LfhSize", err);
    if (status == TR_OK)
        status = tr_zip_local_read(&local, check->archive, check->entry, err);
    if (status == TR_OK)
        *out = has_size && size == tr_zip_archive_get(check->archive, check->entry)->size &&
               (!has_header_size || header_size == local.header_size);
    return status;
}

static tr_status begin_file(map_check *check, tr_error *err)
{
    tr_error failure;
    char *name;
    bool is_right = false;
    tr_status status = tr_xml_reader_attribute(&name, check->xml, "Name", err);

    if (status != TR_OK)
        return status;
    check->offset = check->stored = 0;
    check->is_told = false;
    check->entry = TR_ZIP_NONE;
    check->name[0] = '\0';
    if (name && strlen(name) <= TR_ZIP_NAME_MAX) {
        strcpy(check->name, name);
        status = tr_zip_archive_find(&check->entry, check->archive, name, err);
    }
    free(name);
    if (status != TR_OK)
        return status;
    if (check->entry == TR_ZIP_NONE || check->is_listed[check->entry])
        return tell_file(check, check->name, 0, err);
    check->is_listed[check->entry] = true;
    status = check_sizes(&is_right, check, &failure);
    if (status == TR_OK && !is_right)
        status = TR_ERR_FORMAT;
    if (status == TR_OK)
        status = tr_zip_reader_open(&check->content, check->archive, check->entry, &failure);
    return tell_content(check, status, &failure, err);
}

/* Whether base64 text is this digest. */
static bool is_digest(const char *text, const tr_digest *digest)
{
    unsigned char bytes[4 * ((TR_DIGEST_MAX_SIZE + 2) / 3)];
    size_t size = text ? strlen(text) : 0;

    return size == 4 * ((digest->size + 2) / 3) &&
           EVP_DecodeBlock(bytes, (const unsigned char *)text, (int)size) >= (int)digest->size &&
           memcmp(bytes, digest->bytes, digest->size) == 0;
}

static tr_status check_block(map_check *check, tr_error *err)
{
    tr_error failure;
    tr_digest digest;
    char *text;
    uint64_t stored = 0;
    size_t got = 0;
    bool is_there;
    tr_status status;

    if (!check->content || check->is_told)
        return TR_OK;
    status = read_number(&stored, &is_there, check, "Size", err);
    if (status != TR_OK)
        return status;
    check->stored = stored > UINT64_MAX - check->stored ? UINT64_MAX : check->stored + stored;
    status = tr_zip_reader_read(&got, check->content, check->block, BLOCK_SIZE, &failure);
    if (status != TR_OK || got == 0)
        return tell_content(check, status == TR_OK ? TR_ERR_FORMAT : status, &failure, err);
    status = tr_digest_of(&digest, check->digest, (tr_bytes){ check->block, got }, err);
    if (status == TR_OK)
        status = tr_xml_reader_attribute(&text, check->xml, "Hash", err);
    if (status != TR_OK)
        return status;
    if (!is_digest(text, &digest))
        status = tell_file(check, check->name, check->offset, err);
    free(text);
    check->offset += got;
    return status;
}

static tr_status begin_map(map_check *check, const char *name, tr_error *err)
{
    char *method;
    tr_status status = tr_xml_reader_attribute(&method, check->xml, "HashMethod", err);

    if (status != TR_OK)
        return status;
    if (strcmp(name, "BlockMap") == 0)
        check->digest = algorithm_of(method);
    free(method);
    return TR_OK;
}

static tr_status take_element(map_check *check, const char *name, tr_error *err)
{
    int depth = tr_xml_reader_depth(check->xml);
    tr_status status = TR_OK;

    if (depth == 0)
        return begin_map(check, name, err);
    if (check->digest == TR_DIGEST_UNKNOWN ||
        strcmp(tr_xml_reader_namespace(check->xml), NAMESPACE) != 0)
        return TR_OK;
    if (depth == 1 && strcmp(name, "File") == 0) {
        status = end_file(check, err);
        if (status == TR_OK)
            status = begin_file(check, err);
    } else if (depth == 2 && strcmp(name, "Block") == 0) {
        status = check_block(check, err);
    }
    return status;
}

/* Some files have a digest in the signature itself, and packages of a bundle have their own. */
static bool is_exempt(const char *name, bool is_bundle)
{
    static const char *const exempt[] = {
        "AppxSignature.p7x",
        "AppxBlockMap.xml",
        "[Content_Types].xml",
        "AppxMetadata/CodeIntegrity.cat",
    };
    const char *suffix = strrchr(name, '.');

    for (size_t i = 0; i < sizeof(exempt) / sizeof(exempt[0]); i++) {
        if (strcmp(name, exempt[i]) == 0)
            return true;
    }
    return is_bundle && suffix && (strcmp(suffix, ".appx") == 0 || strcmp(suffix, ".msix") == 0);
}

static tr_status check_unlisted(map_check *check, bool is_bundle, tr_error *err)
{
    tr_status status = TR_OK;

    for (size_t i = 0; i < tr_zip_archive_count(check->archive) && status == TR_OK; i++) {
        if (check->is_listed[i])
            continue;
        status = tr_zip_archive_name(check->name, check->archive, i, err);
        if (status == TR_OK && !is_exempt(check->name, is_bundle))
            status = tr_findings_add(check->findings, TR_F_UNLISTED_FILE, TR_WARNING, TR_BAD_DIGEST,
                                     check->name, NULL, 0, err);
    }
    return status;
}

static tr_status pull_map(void *context, unsigned char *buffer, size_t room, size_t *got,
                          tr_error *err)
{
    return tr_zip_reader_read(got, context, buffer, room, err);
}

static tr_status read_map(map_check *check, tr_zip_reader *map, tr_error *err)
{
    const char *name = "";
    tr_status status = tr_xml_reader_open(&check->xml, pull_map, map, err);

    while (status == TR_OK && name) {
        status = tr_xml_reader_next(&name, check->xml, err);
        if (status == TR_OK && name)
            status = take_element(check, name, err);
    }
    return status == TR_OK ? end_file(check, err) : status;
}

tr_status tr_block_map_check(tr_findings *findings, const tr_zip_archive *archive, size_t map,
                             bool is_bundle, tr_error *err)
{
    tr_error failure;
    tr_zip_reader *reader = NULL;
    tr_status status;
    map_check *check = calloc(1, sizeof(*check));

    if (!check)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a block map");
    check->findings = findings;
    check->archive = archive;
    check->digest = TR_DIGEST_UNKNOWN;
    check->is_listed = calloc(tr_zip_archive_count(archive) + 1, sizeof(*check->is_listed));
    if (!check->is_listed) {
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a block map");
        goto done;
    }
    status = tr_zip_reader_open(&reader, archive, map, &failure);
    if (status == TR_OK)
        status = read_map(check, reader, &failure);
    if (status == TR_OK && check->digest == TR_DIGEST_UNKNOWN)
        status = tr_error_set(&failure, TR_ERR_FORMAT, 0,
                              TR_WORDS("it uses a digest that is not known here"));
    if (status == TR_OK)
        status = check_unlisted(check, is_bundle, &failure);
    if (status == TR_ERR_FORMAT)
        status = tell_map(check, failure.message, err);
    else if (status != TR_OK && err)
        *err = failure;
done:
    tr_zip_reader_close(check->content);
    tr_xml_reader_close(check->xml);
    tr_zip_reader_close(reader);
    free(check->is_listed);
    free(check);
    return status;
}
