/*
 * The tree of the console: its items, each with the snap-in that put it there.
 *
 * A handle is a number that is never used again, so that a stale or invented one
 * is known as such.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <mmc.h>

typedef struct snap_in snap_in;

typedef struct scope_item {
    HSCOPEITEM id;
    snap_in *owner; /* NULL: the root */
    wchar_t *name;  /* NULL: asked for (MMC_CALLBACK) */
    int image;      /* MMC_CALLBACK's number: asked for */
    int open_image;
    UINT state;
    int children; /* what the snap-in said; -1 if nothing */
    MMC_COOKIE cookie;
    bool is_static;
    bool is_expanded;        /* the snap-in was told, once */
    void *tree_place;        /* HTREEITEM of the window */
    wchar_t *shown_name;     /* what a callback said last */
    const wchar_t *shown_at; /* and where that stands */
    int shown_image;
    struct scope_item *parent;
    struct scope_item *first;
    struct scope_item *last;
    struct scope_item *next;
    struct scope_item *previous;
} scope_item;

/** A new item below the parent, before another one or, for NULL, last. */
scope_item *scope_item_insert(scope_item *parent, scope_item *before, snap_in *owner);

/** Take an item with all below it out of the tree; their handles are dead from now on. */
void scope_item_remove(scope_item *self);

/** The item of a handle; NULL if there is none (any more). */
scope_item *scope_item_find(HSCOPEITEM id);

/** Whether a handle was that of an item which is gone. */
bool scope_item_was(HSCOPEITEM id);

bool scope_item_is_below(const scope_item *self, const scope_item *above);
size_t scope_item_depth(const scope_item *self);
size_t scope_item_child_count(const scope_item *self);

/** The next item in the order of the tree, children first; or the next that is not below it. */
scope_item *scope_item_next(const scope_item *self);
scope_item *scope_item_next_outside(const scope_item *self);
