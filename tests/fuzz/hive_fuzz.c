/* A registry hive: all keys and values of it, and what settings and stores look for. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/registry/hive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Going through a hive; its keys may lead in circles. */
typedef struct deep_walk {
    tr_hive *hive;
    int depth;
    int left;
} deep_walk;

static bool visit(void *context, const char *name, const tr_hive_key *key, const tr_error *failure)
{
    deep_walk *walk = context;
    unsigned char *bytes = NULL;
    size_t size = 0;
    uint32_t type = 0;

    (void)name;
    if (failure || --walk->left < 0)
        return walk->left >= 0;
    if (tr_hive_read(&bytes, &size, &type, walk->hive, key, "Blob", NULL) == TR_OK)
        free(bytes);
    if (walk->depth < 8) {
        walk->depth++;
        tr_hive_walk(walk->hive, key, visit, walk, NULL);
        walk->depth--;
    }
    return true;
}

static void go_through(tr_hive *hive)
{
    deep_walk walk = { .hive = hive, .left = 2000 };
    tr_hive_key root, key;
    bool is_there;

    if (tr_hive_root(&root, hive, NULL) != TR_OK)
        return;
    tr_hive_find(&is_there, &key, hive, &root, "Microsoft\\SystemCertificates\\Root", NULL);
    tr_hive_walk(hive, &root, visit, &walk, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int descriptor = memfd_create("hive", 0);
    char path[64];
    tr_hive *hive = NULL;

    if (descriptor < 0)
        return 0;
    snprintf(path, sizeof(path), "/proc/self/fd/%d", descriptor);
    if (write(descriptor, data, size) == (ssize_t)size && tr_hive_open(&hive, path, NULL) == TR_OK)
        go_through(hive);
    tr_hive_close(hive);
    close(descriptor);
    return 0;
}
