/*
 * IContextMenuProvider: a context menu that a snap-in makes by itself, with items
 * of its own, of a primary snap-in and of extensions.
 */
#pragma once

#include "tests/console/context_menu.h"
#include "tests/console/hosted.h"

typedef struct menu_provider {
    IContextMenuProvider IContextMenuProvider_iface;
    hosted base;
    context_menu menu;
} menu_provider;

/** Make self, which is all zero, a facet of owner; its items go when the owner is closed. */
void menu_provider_open(menu_provider *self, console *owner);

/**
 * What the next menu that a snap-in shows answers, instead of waiting for a
 * person: a command as context_menu_find takes it, or NULL to let a person
 * choose again. Copied.
 */
void menu_provider_answer(const wchar_t *name);
