#include "tests/console/scope_item.h"

#include <stdlib.h>
#include <string.h>

#include "tests/console/breach.h"

#define FIRST_ID 0x101

/* Handles of a strict console do not fit into 32 bits, as those of Windows need not. */
#define HIGH_BITS ((LONG_PTR)0x5A << 32)

static scope_item **items; /* by handle */
static size_t items_capacity;
static size_t items_used;

static HSCOPEITEM id_of(size_t index)
{
    return (HSCOPEITEM)(FIRST_ID + index) + (breach_level() == LEVEL_STRICT ? HIGH_BITS : 0);
}

static HSCOPEITEM number(scope_item *self)
{
    if (items_used == items_capacity) {
        items_capacity = items_capacity ? items_capacity * 2 : 256;
        items = realloc(items, items_capacity * sizeof(*items));
        if (!items)
            abort();
    }
    items[items_used] = self;
    return id_of(items_used++);
}

static void link_item(scope_item *self, scope_item *parent, scope_item *before)
{
    self->parent = parent;
    if (!parent)
        return;
    self->next = before;
    self->previous = before ? before->previous : parent->last;
    if (self->previous)
        self->previous->next = self;
    else
        parent->first = self;
    if (before)
        before->previous = self;
    else
        parent->last = self;
}

static void unlink_item(scope_item *self)
{
    scope_item *parent = self->parent;

    if (!parent)
        return;
    if (self->previous)
        self->previous->next = self->next;
    else
        parent->first = self->next;
    if (self->next)
        self->next->previous = self->previous;
    else
        parent->last = self->previous;
}

scope_item *scope_item_insert(scope_item *parent, scope_item *before, snap_in *owner)
{
    scope_item *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    self->owner = owner;
    self->children = -1;
    self->id = number(self);
    link_item(self, parent, before);
    return self;
}

void scope_item_remove(scope_item *self)
{
    scope_item *at = self;

    /* Without recursion: a snap-in decides how deep its tree is. */
    while (at) {
        scope_item *parent = at->parent;

        if (at->first) {
            at = at->first;
            continue;
        }
        unlink_item(at);
        items[(size_t)(at->id - id_of(0))] = NULL;
        parent = at == self ? NULL : parent;
        free(at->name);
        free(at->shown_name);
        free(at);
        at = parent;
    }
}

scope_item *scope_item_find(HSCOPEITEM id)
{
    size_t index = (size_t)(id - id_of(0));

    return index < items_used ? items[index] : NULL;
}

bool scope_item_was(HSCOPEITEM id)
{
    size_t index = (size_t)(id - id_of(0));

    return index < items_used && !items[index];
}

bool scope_item_is_below(const scope_item *self, const scope_item *above)
{
    while (self && self != above)
        self = self->parent;
    return self != NULL;
}

size_t scope_item_depth(const scope_item *self)
{
    size_t depth = 0;

    while ((self = self->parent))
        depth++;
    return depth;
}

size_t scope_item_child_count(const scope_item *self)
{
    size_t count = 0;

    for (const scope_item *child = self->first; child; child = child->next)
        count++;
    return count;
}

scope_item *scope_item_next(const scope_item *self)
{
    return self->first ? self->first : scope_item_next_outside(self);
}

scope_item *scope_item_next_outside(const scope_item *self)
{
    while (self && !self->next)
        self = self->parent;
    return self ? self->next : NULL;
}
