#include "core/platform/directory.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/folder.h"

/* Folders above this many levels up are not held open, however deep the tree. */
#define HELD_OPEN 16

typedef struct entry {
    char *name;
    bool is_folder;
} entry;

/* A folder that is being walked. */
typedef struct level {
    tr_folder *folder;
    entry *entries; /* sorted */
    size_t count;
    size_t room;
    size_t next;      /* the entry to visit */
    size_t path_size; /* of the folder's path and separator, in walk.path */
} level;

typedef struct walker {
    level *levels;
    size_t depth;
    size_t room;
    char *path; /* of what is being visited */
    size_t path_room;
    tr_directory_visit *visit;
    void *context;
} walker;

/* What a step came to. */
typedef enum outcome { STEP_ON, STEP_STOPPED, STEP_NO_MEMORY } outcome;

static int compare(const void *a, const void *b)
{
    return strcmp(((const entry *)a)->name, ((const entry *)b)->name);
}

static bool add_entry(void *context, const char *name, bool is_folder)
{
    level *into = context;
    entry added = { .name = NULL, .is_folder = is_folder };

    if (into->count == into->room) {
        size_t room = into->room ? into->room * 2 : 32;
        entry *larger = realloc(into->entries, room * sizeof(*larger));

        if (!larger)
            return false;
        into->entries = larger;
        into->room = room;
    }
    added.name = strdup(name);
    if (!added.name)
        return false;
    into->entries[into->count++] = added;
    return true;
}

static void free_level(level *left)
{
    tr_folder_close(left->folder);
    for (size_t index = left->next; index < left->count; index++)
        free(left->entries[index].name);
    free(left->entries);
}

static bool make_room(walker *walk, size_t path_size)
{
    if (path_size > walk->path_room) {
        char *larger = realloc(walk->path, path_size * 2);

        if (!larger)
            return false;
        walk->path = larger;
        walk->path_room = path_size * 2;
    }
    if (walk->depth == walk->room) {
        size_t room = walk->room ? walk->room * 2 : HELD_OPEN;
        level *larger = realloc(walk->levels, room * sizeof(*larger));

        if (!larger)
            return false;
        walk->levels = larger;
        walk->room = room;
    }
    return true;
}

static outcome report(walker *walk, const tr_error *failure)
{
    if (failure->status == TR_ERR_MEMORY)
        return STEP_NO_MEMORY;
    return walk->visit(walk->context, walk->path, failure) ? STEP_ON : STEP_STOPPED;
}

/* Go down into the folder that walk->path names; name is the path's last part. */
static outcome enter(walker *walk, const char *name)
{
    tr_folder *parent = walk->depth ? walk->levels[walk->depth - 1].folder : NULL;
    level entered = { 0 };
    tr_error failure;
    outcome step = STEP_ON;
    char separator;

    if (tr_folder_open(&entered.folder, parent, walk->path, name, &failure) != TR_OK)
        return report(walk, &failure);
    if (tr_folder_list(entered.folder, walk->path, add_entry, &entered, &failure) != TR_OK)
        step = report(walk, &failure);
    if (step != STEP_ON) {
        free_level(&entered);
        return step;
    }
    if (entered.count > 0)
        qsort(entered.entries, entered.count, sizeof(entered.entries[0]), compare);

    entered.path_size = strlen(walk->path);
    separator = tr_folder_separator(walk->path);
    if (separator)
        walk->path[entered.path_size++] = separator;
    walk->levels[walk->depth++] = entered;
    if (walk->depth > HELD_OPEN)
        tr_folder_rest(walk->levels[walk->depth - 1 - HELD_OPEN].folder);
    return STEP_ON;
}

static void leave(walker *walk)
{
    free_level(&walk->levels[--walk->depth]);
}

static outcome visit_next(walker *walk)
{
    level *top = &walk->levels[walk->depth - 1];
    size_t path_size = top->path_size;
    entry next = top->entries[top->next++];
    size_t name_size = strlen(next.name) + 1;
    outcome step = STEP_NO_MEMORY;

    /* Room for a separator behind the name is room for the one that enter adds. */
    if (make_room(walk, path_size + name_size + 1)) {
        memcpy(walk->path + path_size, next.name, name_size);
        if (next.is_folder)
            step = enter(walk, walk->path + path_size);
        else
            step = walk->visit(walk->context, walk->path, NULL) ? STEP_ON : STEP_STOPPED;
    }
    free(next.name);
    return step;
}

tr_status tr_directory_walk(const char *folder, tr_directory_visit *visit, void *context,
                            tr_error *err)
{
    walker walk = { .visit = visit, .context = context };
    size_t size = strlen(folder) + 1;
    outcome step = STEP_NO_MEMORY;

    if (make_room(&walk, size + 1)) {
        memcpy(walk.path, folder, size);
        step = enter(&walk, walk.path);
    }
    while (step == STEP_ON && walk.depth > 0) {
        const level *top = &walk.levels[walk.depth - 1];

        if (top->next < top->count)
            step = visit_next(&walk);
        else
            leave(&walk);
    }
    while (walk.depth > 0)
        leave(&walk);
    free(walk.levels);
    free(walk.path);
    if (step == STEP_NO_MEMORY)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to list '%s'", folder);
    return TR_OK;
}
