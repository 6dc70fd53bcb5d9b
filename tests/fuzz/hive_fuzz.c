/* A registry hive: all its keys, settings, and the certificate stores of the disk that it is on. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/registry/hive.h"
#include "core/registry/registry.h"
#include "core/trust/offline_store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char disk[] = "/dev/shm/hive-fuzz-XXXXXX";
static char hive_path[128];

static void remove_disk(void)
{
    char *end;

    unlink(hive_path);
    while ((end = strrchr(hive_path, '/')) && end > hive_path + 8) {
        *end = '\0';
        rmdir(hive_path);
    }
}

/* Write the input where a disk has its hive. */
static bool make_disk(const uint8_t *data, size_t size)
{
    static const char *const folders[] = { "/Windows", "/System32", "/config" };
    int descriptor;
    bool is_written;

    if (!*hive_path) {
        if (!mkdtemp(disk))
            abort();
        strcpy(hive_path, disk);
        for (size_t index = 0; index < 3; index++)
            mkdir(strcat(hive_path, folders[index]), 0700);
        strcat(hive_path, "/SOFTWARE");
        atexit(remove_disk);
    }
    descriptor = open(hive_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    is_written = descriptor >= 0 && write(descriptor, data, size) == (ssize_t)size;
    close(descriptor);
    return is_written;
}

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

static void go_through_keys(void)
{
    deep_walk walk = { .left = 2000 };
    tr_hive_key root;

    if (tr_hive_open(&walk.hive, hive_path, NULL) == TR_OK &&
        tr_hive_root(&root, walk.hive, NULL) == TR_OK)
        tr_hive_walk(walk.hive, &root, visit, &walk, NULL);
    tr_hive_close(walk.hive);
}

static void look_for_settings(void)
{
    tr_registry *registry = NULL;
    char *text = NULL;
    char *path = NULL;

    if (tr_registry_open(&registry, disk, NULL) != TR_OK)
        return;
    tr_registry_text(&text, registry, TR_REGISTRY_32, "SOFTWARE\\TrendMicro\\OfficeScan\\service",
                     "Local_Path", NULL);
    if (text && tr_registry_locate(&path, registry, text, NULL) == TR_OK)
        free(path);
    free(text);
    tr_registry_free(registry);
}

static void tell(void *context, const tr_error *failure)
{
    *(size_t *)context += strlen(failure->message);
}

static void read_stores(void)
{
    size_t told = 0;
    const tr_offline_telling telling = { tell, tell, &told };
    tr_anchor_store *store = NULL;
    tr_trust_list *list = NULL;

    if (tr_anchor_store_new(&store, NULL) != TR_OK)
        abort();
    tr_offline_store_load(store, &list, disk, &telling, NULL);
    tr_trust_list_free(list);
    tr_anchor_store_free(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!make_disk(data, size))
        return 0;
    go_through_keys();
    look_for_settings();
    read_stores();
    return 0;
}
