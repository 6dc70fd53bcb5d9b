#include "core/journal/contents_change.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "core/platform/directory.h"
#include "core/platform/file.h"
#include "core/platform/removal.h"
#include "core/platform/replacement.h"
#include "core/trust/certificate.h"

#define DIGEST_SIZE 32
#define DIGEST_TEXT (2 * DIGEST_SIZE + 1)

/* "-", or a digest in hexadecimal. */
#define NOTHING "-"

/* What the journal holds of a change. */
typedef struct contents_facts {
    char before[DIGEST_TEXT];
    char after[DIGEST_TEXT];
    int64_t modified; /* before */
} contents_facts;

/* A file as it is now. */
typedef struct present {
    unsigned char *bytes; /* NULL: there is none */
    size_t size;
    char digest[DIGEST_TEXT];
} present;

static bool has_file(const contents_facts *facts)
{
    return strcmp(facts->before, NOTHING) != 0;
}

static tr_status digest_of(char out[DIGEST_TEXT], tr_bytes bytes, tr_error *err)
{
    unsigned char digest[DIGEST_SIZE];

    if (!EVP_Digest(bytes.size ? bytes.data : (const unsigned char *)"", bytes.size, digest, NULL,
                    EVP_sha256(), NULL))
        return tr_error_set(err, TR_ERR_CRYPTO, 0, "cannot make a digest");
    tr_hex(out, digest, sizeof(digest));
    return TR_OK;
}

static tr_status load(present *out, const char *path, tr_error *err)
{
    present found = { .digest = NOTHING };
    tr_error failure;
    tr_status status =
        tr_file_load(&found.bytes, &found.size, path, TR_CONTENTS_MOST_BYTES, &failure);

    if (status == TR_OK) {
        status = digest_of(found.digest, (tr_bytes){ found.bytes, found.size }, err);
    } else if (status == TR_ERR_NOT_FOUND && !tr_file_exists(path)) {
        status = TR_OK;
    } else if (err) {
        *err = failure;
    }
    if (status == TR_OK)
        *out = found;
    else
        free(found.bytes);
    return status;
}

static tr_bytes bytes_of(const present *file)
{
    return (tr_bytes){ file->bytes, file->size };
}

static bool is_digest(const char *text)
{
    return strlen(text) == DIGEST_TEXT - 1 && strspn(text, "0123456789abcdef") == DIGEST_TEXT - 1;
}

/* Copy what stands before the next blank, and go behind that; NULL if there is no room or none. */
static const char *read_word(char out[DIGEST_TEXT], const char *text)
{
    size_t size = strcspn(text, " ");

    if (size >= DIGEST_TEXT || text[size] != ' ')
        return NULL;
    memcpy(out, text, size);
    out[size] = '\0';
    return text + size + 1;
}

static bool read_number(int64_t *out, const char *text)
{
    char *end;

    errno = 0;
    *out = strtoll(text, &end, 10);
    return errno == 0 && end != text && *end == '\0';
}

static tr_status read_facts(contents_facts *out, const tr_change *change, tr_error *err)
{
    const char *rest = change->proof ? read_word(out->before, change->proof) : NULL;

    if (rest)
        rest = read_word(out->after, rest);
    if (rest && read_number(&out->modified, rest) && is_digest(out->after) &&
        (is_digest(out->before) || !has_file(out)))
        return TR_OK;
    return tr_error_set(err, TR_ERR_FORMAT, 0, "the journal's entry %lld makes no sense",
                        (long long)change->id);
}

static char *describe(const tr_change *change)
{
    const char *before = change->before ? change->before : "";
    const char *after = change->after ? change->after : "";
    size_t size = strlen(before) + strlen(after) + strlen(change->path) + 32;
    char *text = malloc(size);

    if (!text)
        return NULL;
    if (!*before)
        snprintf(text, size, "made '%s': %s", change->path, after);
    else if (!*after)
        snprintf(text, size, "removed '%s': %s", change->path, before);
    else
        snprintf(text, size, "replaced %s by %s in '%s'", before, after, change->path);
    return text;
}

static tr_status look(tr_world *out, tr_error *found, const tr_change *change,
                      const tr_journal *journal, tr_error *err)
{
    present now = { .bytes = NULL };
    contents_facts facts;
    tr_error failure;
    tr_status status = read_facts(&facts, change, err);

    (void)journal;
    if (status != TR_OK)
        return status;
    if (change->state == TR_CHANGE_OPEN)
        tr_file_replace_clean(change->path);
    status = load(&now, change->path, &failure);
    if (status == TR_ERR_UNSUPPORTED) { /* a folder, a link, or far too large */
        *out = TR_WORLD_OTHER;
        *found = failure;
        return TR_OK;
    }
    if (status != TR_OK) {
        if (err)
            *err = failure;
        return status;
    }
    *out = strcmp(now.digest, facts.after) == 0    ? TR_WORLD_AFTER
           : strcmp(now.digest, facts.before) == 0 ? TR_WORLD_BEFORE
                                                   : TR_WORLD_OTHER;
    if (*out == TR_WORLD_OTHER)
        tr_error_set(found, TR_OK, 0, now.bytes ? "'%s' has other contents now" : "'%s' is gone",
                     change->path);
    free(now.bytes);
    return TR_OK;
}

static tr_status has_changed(const char *path, tr_error *err)
{
    return tr_error_set(err, TR_ERR_IO, 0, "'%s' was changed by somebody else meanwhile", path);
}

/* Load the file, which must be the one of a digest. */
static tr_status load_expected(present *out, const char *path, const char *digest, tr_error *err)
{
    tr_status status = load(out, path, err);

    if (status == TR_OK && strcmp(out->digest, digest) != 0) {
        free(out->bytes);
        out->bytes = NULL;
        return has_changed(path, err);
    }
    return status;
}

static tr_status act(const tr_change *change, void *subject, const tr_journal *journal,
                     tr_error *err)
{
    const tr_bytes *bytes = subject;
    present now = { .bytes = NULL };
    contents_facts facts;
    tr_status status = read_facts(&facts, change, err);

    (void)journal;
    if (status == TR_OK)
        status = load_expected(&now, change->path, facts.before, err);
    if (status == TR_OK && now.bytes)
        status = tr_file_replace(change->path, bytes_of(&now), *bytes, NULL, err);
    else if (status == TR_OK)
        status = tr_file_create(change->path, *bytes, err);
    free(now.bytes);
    return status;
}

/* The old contents, which must be those that were kept. */
static tr_status load_old(present *out, const contents_facts *facts, const tr_change *change,
                          const tr_journal *journal, tr_error *err)
{
    tr_status status =
        tr_journal_load_backup(&out->bytes, &out->size, journal,
                               change->backup ? change->backup : "", TR_CONTENTS_MOST_BYTES, err);

    if (status == TR_OK)
        status = digest_of(out->digest, bytes_of(out), err);
    if (status == TR_OK && strcmp(out->digest, facts->before) != 0)
        status = tr_error_set(err, TR_ERR_FORMAT, 0,
                              "the backup '%s' does not hold the file as it was", change->backup);
    return status;
}

static tr_status undo(const tr_change *change, const tr_journal *journal, tr_error *err)
{
    present now = { .bytes = NULL };
    present old = { .bytes = NULL };
    contents_facts facts;
    tr_status status = read_facts(&facts, change, err);

    if (status == TR_OK)
        status = load_expected(&now, change->path, facts.after, err);
    if (status == TR_OK && has_file(&facts))
        status = load_old(&old, &facts, change, journal, err);
    if (status == TR_OK && has_file(&facts))
        status =
            tr_file_replace(change->path, bytes_of(&now), bytes_of(&old), &facts.modified, err);
    else if (status == TR_OK)
        status = tr_file_remove(change->path, err);
    free(old.bytes);
    free(now.bytes);
    return status;
}

const tr_change_kind tr_contents_change = {
    .word = "contents",
    .describe = describe,
    .look = look,
    .act = act,
    .undo = undo,
};

/* When the file was modified last; a file that is not there was not. */
static tr_status find_stamp(int64_t *out, const char *path, const present *now, tr_error *err)
{
    tr_file *file = NULL;
    tr_status status;

    *out = 0;
    if (!now->bytes)
        return TR_OK;
    status = tr_file_open(&file, path, TR_FILE_READ, err);
    if (status == TR_OK)
        *out = tr_file_stamp(file);
    tr_file_close(file);
    return status;
}

static tr_status make(int64_t *id, tr_journal *journal, const tr_new_contents *wanted,
                      const present *now, const char *after, const char *backup, tr_error *err)
{
    char proof[2 * DIGEST_TEXT + 24];
    tr_bytes bytes = wanted->bytes;
    int64_t modified = 0;
    tr_change change = { .path = wanted->path,
                         .before = now->bytes ? wanted->before : NULL,
                         .after = wanted->after,
                         .proof = proof,
                         .backup = backup,
                         .reason = wanted->reason };
    tr_status status = find_stamp(&modified, wanted->path, now, err);

    if (status != TR_OK)
        return status;
    snprintf(proof, sizeof(proof), "%s %s %" PRId64, now->digest, after, modified);
    status = tr_change_make(journal, &tr_contents_change, &change, &bytes, err);
    *id = change.id;
    return status;
}

tr_status tr_contents_make(tr_contents_changed *out, tr_journal *journal,
                           const tr_new_contents *wanted, tr_error *err)
{
    tr_contents_changed result = { .backup = NULL };
    present now = { .bytes = NULL };
    char after[DIGEST_TEXT];
    char *backup = NULL;
    tr_status status = load(&now, wanted->path, err);

    if (status == TR_OK && wanted->is_expected &&
        !wanted->is_expected(wanted->context, bytes_of(&now)))
        status = has_changed(wanted->path, err);
    if (status == TR_OK)
        status = digest_of(after, wanted->bytes, err);
    if (status == TR_OK && strcmp(after, now.digest) == 0)
        status =
            tr_error_set(err, TR_ERR_EXISTS, 0, "'%s' has these contents already", wanted->path);
    if (status == TR_OK && now.bytes)
        status = tr_journal_back_up(&backup, journal, bytes_of(&now),
                                    wanted->path + tr_path_name(wanted->path), err);
    if (status == TR_OK)
        status = make(&result.change, journal, wanted, &now, after, backup, err);
    if (status == TR_OK) {
        result.backup = backup ? tr_journal_backup_path(journal, backup) : NULL;
        *out = result;
    }
    free(backup);
    free(now.bytes);
    return status;
}
