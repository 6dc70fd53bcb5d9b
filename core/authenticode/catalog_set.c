#include "core/authenticode/catalog_set.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/authenticode/catalog_file.h"
#include "core/platform/directory.h"
#include "core/platform/file.h"

/* Of longer digests the first bytes are kept; the catalog file itself then decides. */
#define KEY_SIZE 32

/* One member. */
typedef struct entry {
    unsigned char key[KEY_SIZE];
    uint32_t algorithm;
    uint32_t catalog; /* index of its path */
} entry;

struct tr_catalog_set {
    char **paths;
    size_t path_count;
    entry *entries; /* sorted, but while a load is under way */
    size_t count;
    size_t capacity;
    unsigned algorithms;
};

tr_status tr_catalog_set_new(tr_catalog_set **out, tr_error *err)
{
    tr_catalog_set *set = calloc(1, sizeof(*set));

    if (!set)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for catalog files");
    *out = set;
    return TR_OK;
}

void tr_catalog_set_free(tr_catalog_set *set)
{
    if (!set)
        return;
    for (size_t i = 0; i < set->path_count; i++)
        free(set->paths[i]);
    free(set->paths);
    free(set->entries);
    free(set);
}

static entry entry_of(const tr_digest *digest, size_t catalog)
{
    entry one = { .algorithm = (uint32_t)digest->algorithm, .catalog = (uint32_t)catalog };

    memcpy(one.key, digest->bytes, KEY_SIZE);
    return one;
}

static int compare(const entry *a, const entry *b)
{
    int order = memcmp(a->key, b->key, KEY_SIZE);

    if (order == 0)
        order = (a->algorithm > b->algorithm) - (a->algorithm < b->algorithm);
    if (order == 0)
        order = (a->catalog > b->catalog) - (a->catalog < b->catalog);
    return order;
}

static void sift_down(entry *heap, size_t root, size_t count)
{
    for (size_t child = 2 * root + 1; child < count; child = 2 * root + 1) {
        entry swapped = heap[root];

        if (child + 1 < count && compare(&heap[child], &heap[child + 1]) < 0)
            child++;
        if (compare(&heap[root], &heap[child]) >= 0)
            return;
        heap[root] = heap[child];
        heap[child] = swapped;
        root = child;
    }
}

/* Heapsort: qsort's time is anybody's guess for digests that somebody chose. */
static void sort(entry *entries, size_t count)
{
    for (size_t root = count / 2; root > 0; root--)
        sift_down(entries, root - 1, count);
    for (size_t last = count; last > 1; last--) {
        entry largest = entries[0];

        entries[0] = entries[last - 1];
        entries[last - 1] = largest;
        sift_down(entries, 0, last - 1);
    }
}

/* A catalog file may list a digest more than once; that counts as one. */
static void put_in_order(tr_catalog_set *set)
{
    size_t kept = 0;

    sort(set->entries, set->count);
    for (size_t i = 0; i < set->count; i++) {
        if (kept == 0 || compare(&set->entries[kept - 1], &set->entries[i]) != 0)
            set->entries[kept++] = set->entries[i];
    }
    set->count = kept;
}

static tr_status add_entry(tr_catalog_set *set, const tr_digest *digest, tr_error *err)
{
    if (set->count == set->capacity) {
        size_t capacity = set->capacity ? 2 * set->capacity : 1024;
        entry *entries = realloc(set->entries, capacity * sizeof(*entries));

        if (!entries)
            return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for catalog files");
        set->entries = entries;
        set->capacity = capacity;
    }
    set->entries[set->count++] = entry_of(digest, set->path_count - 1);
    set->algorithms |= 1u << digest->algorithm;
    return TR_OK;
}

static tr_status add_path(tr_catalog_set *set, const char *path, tr_error *err)
{
    char **paths = realloc(set->paths, (set->path_count + 1) * sizeof(*paths));
    char *copy = strdup(path);

    if (paths)
        set->paths = paths;
    if (!paths || !copy) {
        free(copy);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for catalog files");
    }
    set->paths[set->path_count++] = copy;
    return TR_OK;
}

/* On failure, members that were read stay: each is listed where it says. */
static tr_status add_members(tr_catalog_set *set, const char *path, const tr_signed_data *message,
                             tr_error *err)
{
    tr_catalog_reader reader;
    tr_claim member;
    tr_status status;

    if (!tr_catalog_reader_set_up(&reader, message))
        return tr_error_set(err, TR_ERR_FORMAT, 0, "'%s' is not a catalog file", path);
    status = add_path(set, path, err);
    while (status == TR_OK && tr_catalog_reader_next(&member, &reader)) {
        if (member.digest.algorithm != TR_DIGEST_UNKNOWN &&
            member.digest.size == tr_digest_size(member.digest.algorithm))
            status = add_entry(set, &member.digest, err);
    }
    if (status == TR_OK && reader.is_broken)
        status = tr_error_set(err, TR_ERR_FORMAT, 0, "the list of '%s' is damaged", path);
    return status;
}

static tr_status load_file(tr_catalog_set *set, const char *path, tr_error *err)
{
    unsigned char *bytes;
    size_t size;
    tr_signed_data *message = NULL;
    tr_error why;
    tr_status status = tr_file_load(&bytes, &size, path, TR_MESSAGE_MAX, err);

    if (status != TR_OK)
        return status;
    status = tr_signed_data_parse(&message, (tr_bytes){ bytes, size }, NULL, &why);
    if (status == TR_OK)
        status = add_members(set, path, message, err);
    else
        tr_error_set(err, status, why.code, "cannot read catalog file '%s': %s", path, why.message);
    tr_signed_data_free(message);
    free(bytes);
    return status;
}

/* Whether a file begins like a catalog file; an answer takes its first bytes only. */
static tr_status look_at(bool *is_catalog, const char *path, tr_error *err)
{
    unsigned char head[TR_FORMAT_HEAD];
    tr_bytes bytes = { head, sizeof(head) };
    tr_file *file;
    tr_status status = tr_file_open(&file, path, TR_FILE_READ, err);

    if (status != TR_OK)
        return status;
    if (tr_file_size(file) < bytes.size)
        bytes.size = (size_t)tr_file_size(file);
    status = tr_file_read(file, head, bytes.size, 0, err);
    if (status == TR_OK)
        *is_catalog = tr_catalog_format.recognises(bytes, path, tr_file_size(file));
    tr_file_close(file);
    return status;
}

/* Going through a folder. */
typedef struct loading {
    tr_catalog_set *set;
    tr_catalog_warning *warn;
    void *context;
    tr_status status; /* TR_ERR_MEMORY ends it */
    tr_error *err;
} loading;

static bool visit(void *context, const char *path, const tr_error *failure)
{
    loading *load = context;
    tr_error why;
    bool is_catalog = false;
    tr_status status;

    if (!failure) {
        status = look_at(&is_catalog, path, &why);
        if (status == TR_OK && is_catalog)
            status = load_file(load->set, path, &why);
        if (status == TR_OK)
            return true;
        failure = &why;
    }
    if (failure->status == TR_ERR_MEMORY) {
        load->status = tr_error_set(load->err, TR_ERR_MEMORY, 0, "%s", failure->message);
        return false;
    }
    if (load->warn)
        load->warn(load->context, failure);
    return true;
}

tr_status tr_catalog_set_load(tr_catalog_set *set, const char *path, tr_catalog_warning *warn,
                              void *context, tr_error *err)
{
    loading load = { .set = set, .warn = warn, .context = context, .err = err };
    tr_status status;

    if (tr_path_kind_of(path) == TR_PATH_FOLDER) {
        status = tr_directory_walk(path, visit, &load, err);
        if (status == TR_OK)
            status = load.status;
    } else {
        status = load_file(set, path, err);
    }
    put_in_order(set);
    return status;
}

unsigned tr_catalog_set_algorithms(const tr_catalog_set *set)
{
    return set->algorithms;
}

const char *tr_catalog_set_find(const tr_catalog_set *set, const tr_digest *digest, size_t index)
{
    entry wanted = entry_of(digest, 0);
    size_t low = 0;
    size_t high = set->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare(&set->entries[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (index >= set->count - low)
        return NULL;
    wanted.catalog = set->entries[low + index].catalog;
    return compare(&set->entries[low + index], &wanted) == 0 ? set->paths[wanted.catalog] : NULL;
}
