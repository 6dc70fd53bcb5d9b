#include "core/registry/hive.h"

#include <stdlib.h>
#include <string.h>

#include "core/bytes.h"
#include "core/registry/hive_file.h"
#include "core/registry/utf16.h"

/* A key ("nk"): where its fields are, and how long its name may be. */
#define KEY_SIZE        76
#define KEY_FLAGS       2
#define KEY_COUNT       20
#define KEY_SUBKEYS     28
#define KEY_VALUE_COUNT 36
#define KEY_VALUES      40
#define KEY_NAME_SIZE   72
#define KEY_IS_NARROW   0x20u

/* A value ("vk"). */
#define VALUE_SIZE      20
#define VALUE_NAME_SIZE 2
#define VALUE_DATA_SIZE 4
#define VALUE_DATA      8
#define VALUE_TYPE      12
#define VALUE_FLAGS     16
#define VALUE_IS_NARROW 1u
#define IS_INLINE       0x80000000u

/* Larger data is kept in parts of this size ("db"). */
#define PART_SIZE 16344u

/* Far above what certificate stores and settings hold. */
#define DATA_MAX      ((size_t)16 << 20)
#define NAME_MAX_SIZE 1024u

/* The room that the smallest key takes, and an entry in a list of values. */
#define LEAST_KEY   80u
#define LEAST_VALUE 4u

struct tr_hive {
    tr_hive_file *file;
};

tr_status tr_hive_open(tr_hive **out, const char *path, tr_error *err)
{
    tr_hive *hive = calloc(1, sizeof(*hive));
    tr_status status;

    if (!hive)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", path);
    status = tr_hive_file_open(&hive->file, path, err);
    if (status == TR_OK)
        *out = hive;
    else
        free(hive);
    return status;
}

void tr_hive_close(tr_hive *hive)
{
    if (!hive)
        return;
    tr_hive_file_close(hive->file);
    free(hive);
}

const char *tr_hive_path(const tr_hive *hive)
{
    return tr_hive_file_path(hive->file);
}

bool tr_hive_is_dirty(const tr_hive *hive)
{
    return tr_hive_file_is_dirty(hive->file);
}

bool tr_hive_is_cut(const tr_hive *hive)
{
    return tr_hive_file_is_cut(hive->file);
}

static tr_status damaged(const tr_hive *hive, const char *what, tr_error *err)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "the registry hive '%s' holds a damaged %s",
                        tr_hive_path(hive), what);
}

static tr_status no_memory(const tr_hive *hive, tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", tr_hive_path(hive));
}

/* A name in UTF-8, to free(): narrow ones are of Latin-1. */
static char *name_of(const unsigned char *bytes, size_t size, bool is_narrow)
{
    unsigned char wide[2 * NAME_MAX_SIZE];

    if (!is_narrow)
        return tr_utf16_to_utf8((tr_bytes){ bytes, size });
    for (size_t index = 0; index < size; index++) {
        wide[2 * index] = bytes[index];
        wide[2 * index + 1] = 0;
    }
    return tr_utf16_to_utf8((tr_bytes){ wide, 2 * size });
}

static tr_status read_name(char **out, tr_hive *hive, uint32_t cell, size_t offset, size_t size,
                           bool is_narrow, tr_error *err)
{
    unsigned char bytes[NAME_MAX_SIZE];
    tr_status status;

    if (size > sizeof(bytes))
        return damaged(hive, "name", err);
    status = tr_hive_file_read(bytes, size, hive->file, cell, offset, err);
    if (status != TR_OK)
        return status;
    *out = name_of(bytes, size, is_narrow);
    return *out ? TR_OK : no_memory(hive, err);
}

/* name may be NULL. */
static tr_status read_key(tr_hive_key *out, char **name, tr_hive *hive, uint32_t cell,
                          tr_error *err)
{
    unsigned char head[KEY_SIZE];
    tr_status status = tr_hive_file_read(head, sizeof(head), hive->file, cell, 0, err);

    if (status != TR_OK)
        return status;
    if (memcmp(head, "nk", 2) != 0)
        return damaged(hive, "key", err);
    *out = (tr_hive_key){ .subkeys = tr_le32(head + KEY_SUBKEYS),
                          .subkey_count = tr_le32(head + KEY_COUNT),
                          .values = tr_le32(head + KEY_VALUES),
                          .value_count = tr_le32(head + KEY_VALUE_COUNT) };
    if (!name)
        return TR_OK;
    return read_name(name, hive, cell, KEY_SIZE, tr_le16(head + KEY_NAME_SIZE),
                     (tr_le16(head + KEY_FLAGS) & KEY_IS_NARROW) != 0, err);
}

tr_status tr_hive_root(tr_hive_key *out, tr_hive *hive, tr_error *err)
{
    return read_key(out, NULL, hive, tr_hive_file_root(hive->file), err);
}

/* Going through the subkeys of a key. */
typedef struct key_walk {
    tr_hive *hive;
    tr_hive_visit *visit;
    void *context;
    size_t left; /* no key has more subkeys than there is room for */
    bool is_stopped;
    tr_status status; /* what ends the walk */
    tr_error *err;
} key_walk;

/* Tell what cannot be read, unless it is nothing of the hive's making, which ends the walk. */
static void tell_failure(key_walk *walk, tr_status status, const tr_error *failure)
{
    if (status != TR_ERR_FORMAT) {
        walk->status = tr_error_set(walk->err, status, failure->code, "%s", failure->message);
        walk->is_stopped = true;
    } else {
        walk->is_stopped = !walk->visit(walk->context, NULL, NULL, failure);
    }
}

static void visit_key(key_walk *walk, uint32_t cell)
{
    tr_hive_key key;
    char *name = NULL;
    tr_error failure;
    tr_status status = read_key(&key, &name, walk->hive, cell, &failure);

    if (status == TR_OK)
        walk->is_stopped = !walk->visit(walk->context, name, &key, NULL);
    else
        tell_failure(walk, status, &failure);
    free(name);
}

/* A list, with the size of its entries, to free(). */
static tr_status read_list(unsigned char **out, size_t *count, size_t *entry_size, bool *is_index,
                           tr_hive *hive, uint32_t cell, tr_error *err)
{
    unsigned char head[4];
    tr_status status = tr_hive_file_read(head, sizeof(head), hive->file, cell, 0, err);

    if (status != TR_OK)
        return status;
    *is_index = memcmp(head, "ri", 2) == 0;
    if (memcmp(head, "lf", 2) == 0 || memcmp(head, "lh", 2) == 0)
        *entry_size = 8;
    else if (*is_index || memcmp(head, "li", 2) == 0)
        *entry_size = 4;
    else
        return damaged(hive, "list of keys", err);
    *count = tr_le16(head + 2);
    *out = malloc(*count * *entry_size + 1);
    if (!*out)
        return no_memory(hive, err);
    status = tr_hive_file_read(*out, *count * *entry_size, hive->file, cell, sizeof(head), err);
    if (status != TR_OK) {
        free(*out);
        *out = NULL;
    }
    return status;
}

static void walk_leaf(key_walk *walk, const unsigned char *list, size_t count, size_t entry_size)
{
    for (size_t index = 0; index < count && walk->left > 0 && !walk->is_stopped; index++) {
        walk->left--;
        visit_key(walk, tr_le32(list + index * entry_size));
    }
}

/* A list of keys, or of such lists; a list of lists of lists is none. */
static void walk_list(key_walk *walk, uint32_t cell, bool may_be_index)
{
    unsigned char *list = NULL;
    size_t count = 0, entry_size = 0;
    bool is_index = false;
    tr_error failure;
    tr_status status = read_list(&list, &count, &entry_size, &is_index, walk->hive, cell, &failure);

    if (status == TR_OK && is_index && !may_be_index)
        status = damaged(walk->hive, "list of keys", &failure);
    if (status != TR_OK)
        tell_failure(walk, status, &failure);
    else if (!is_index)
        walk_leaf(walk, list, count, entry_size);
    else
        for (size_t index = 0; index < count && !walk->is_stopped; index++)
            walk_list(walk, tr_le32(list + index * entry_size), false);
    free(list);
}

tr_status tr_hive_walk(tr_hive *hive, const tr_hive_key *parent, tr_hive_visit *visit,
                       void *context, tr_error *err)
{
    size_t most = tr_hive_file_room(hive->file) / LEAST_KEY;
    key_walk walk = { .hive = hive, .visit = visit, .context = context, .err = err };

    walk.left = parent->subkey_count < most ? parent->subkey_count : most;
    if (walk.left > 0 && parent->subkeys != TR_HIVE_NO_CELL)
        walk_list(&walk, parent->subkeys, true);
    return walk.status;
}

static char fold(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Whether name is the first size characters of path. */
static bool is_named(const char *name, const char *path, size_t size)
{
    for (size_t index = 0; index < size; index++) {
        if (name[index] == '\0' || fold(name[index]) != fold(path[index]))
            return false;
    }
    return name[size] == '\0';
}

typedef struct key_search {
    const char *name;
    size_t size;
    bool is_found;
    tr_hive_key key;
    tr_error failure; /* the first */
    bool has_failure;
} key_search;

static bool match_key(void *context, const char *name, const tr_hive_key *key,
                      const tr_error *failure)
{
    key_search *search = context;

    if (failure && !search->has_failure) {
        search->failure = *failure;
        search->has_failure = true;
    }
    if (!failure && is_named(name, search->name, search->size)) {
        search->key = *key;
        search->is_found = true;
    }
    return !search->is_found;
}

static tr_status find_subkey(key_search *search, tr_hive *hive, const tr_hive_key *parent,
                             tr_error *err)
{
    tr_status status = tr_hive_walk(hive, parent, match_key, search, err);

    /* It may be the one that cannot be read. */
    if (status == TR_OK && !search->is_found && search->has_failure)
        status = tr_error_set(err, search->failure.status, search->failure.code, "%s",
                              search->failure.message);
    return status;
}

tr_status tr_hive_find(bool *is_there, tr_hive_key *out, tr_hive *hive, const tr_hive_key *parent,
                       const char *name, tr_error *err)
{
    tr_hive_key key = *parent;
    bool is_found = true;

    while (*name && is_found) {
        key_search search = { .name = name, .size = strcspn(name, "\\") };
        tr_status status = find_subkey(&search, hive, &key, err);

        if (status != TR_OK)
            return status;
        is_found = search.is_found;
        key = search.key;
        name += search.size;
        name += *name == '\\';
    }
    *is_there = is_found;
    if (is_found)
        *out = key;
    return TR_OK;
}

/* Data in parts: "db", their number, and the cell that lists them. */
static tr_status read_parts(unsigned char *out, size_t size, tr_hive *hive, uint32_t cell,
                            tr_error *err)
{
    unsigned char head[8], entry[4];
    tr_status status = tr_hive_file_read(head, sizeof(head), hive->file, cell, 0, err);
    size_t count = size / PART_SIZE + (size % PART_SIZE != 0);

    if (status == TR_OK && (memcmp(head, "db", 2) != 0 || tr_le16(head + 2) < count))
        status = damaged(hive, "value", err);
    for (size_t index = 0; index < count && status == TR_OK; index++) {
        size_t done = index * PART_SIZE;

        status = tr_hive_file_read(entry, sizeof(entry), hive->file, tr_le32(head + 4),
                                   index * sizeof(entry), err);
        if (status == TR_OK)
            status =
                tr_hive_file_read(out + done, size - done < PART_SIZE ? size - done : PART_SIZE,
                                  hive->file, tr_le32(entry), 0, err);
    }
    return status;
}

static tr_status read_cells(unsigned char *out, size_t size, tr_hive *hive, uint32_t cell,
                            tr_error *err)
{
    size_t there = 0;
    tr_status status = tr_hive_file_size_cell(&there, hive->file, cell, err);

    if (status != TR_OK)
        return status;
    if (size > PART_SIZE && size > there)
        return read_parts(out, size, hive, cell, err);
    return tr_hive_file_read(out, size, hive->file, cell, 0, err);
}

static tr_status read_data(unsigned char **out, size_t *size, tr_hive *hive,
                           const unsigned char *head, tr_error *err)
{
    uint32_t told = tr_le32(head + VALUE_DATA_SIZE);
    bool is_inline = (told & IS_INLINE) != 0;
    size_t count = told & ~IS_INLINE;
    unsigned char *data;
    tr_status status = TR_OK;

    if (count > DATA_MAX || count > tr_hive_file_room(hive->file) || (is_inline && count > 4))
        return damaged(hive, "value", err);
    data = calloc(1, count + 2);
    if (!data)
        return no_memory(hive, err);
    if (is_inline)
        memcpy(data, head + VALUE_DATA, count);
    else if (count > 0)
        status = read_cells(data, count, hive, tr_le32(head + VALUE_DATA), err);
    if (status == TR_OK) {
        *out = data;
        *size = count;
    } else {
        free(data);
    }
    return status;
}

/* Whether the value of a cell has this name; head is what comes before the name. */
static tr_status match_value(bool *is_it, unsigned char *head, tr_hive *hive, uint32_t cell,
                             const char *value, tr_error *err)
{
    char *name = NULL;
    size_t size;
    tr_status status = tr_hive_file_read(head, VALUE_SIZE, hive->file, cell, 0, err);

    if (status != TR_OK)
        return status;
    size = tr_le16(head + VALUE_NAME_SIZE);
    if (memcmp(head, "vk", 2) != 0)
        return damaged(hive, "value", err);
    status = read_name(&name, hive, cell, VALUE_SIZE, size,
                       (tr_le16(head + VALUE_FLAGS) & VALUE_IS_NARROW) != 0, err);
    *is_it = status == TR_OK && is_named(name, value, strlen(value));
    free(name);
    return status;
}

tr_status tr_hive_read(unsigned char **out, size_t *size, uint32_t *type, tr_hive *hive,
                       const tr_hive_key *key, const char *value, tr_error *err)
{
    size_t most = tr_hive_file_room(hive->file) / LEAST_VALUE;
    size_t count = key->value_count < most ? key->value_count : most;
    tr_status status = TR_OK;

    *out = NULL;
    if (key->values == TR_HIVE_NO_CELL)
        count = 0;
    for (size_t index = 0; index < count && status == TR_OK; index++) {
        unsigned char entry[4], head[VALUE_SIZE];
        bool is_it = false;

        status = tr_hive_file_read(entry, sizeof(entry), hive->file, key->values,
                                   index * sizeof(entry), err);
        if (status == TR_OK)
            status = match_value(&is_it, head, hive, tr_le32(entry), value, err);
        if (status == TR_OK && is_it) {
            *type = tr_le32(head + VALUE_TYPE);
            return read_data(out, size, hive, head, err);
        }
    }
    return status;
}
