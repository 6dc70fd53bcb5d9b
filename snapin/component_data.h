/*
 * The snap-in in one console: the tree, and what all of its views share, which is
 * what they look at.
 */
#pragma once

#include <windows.h>
#include <mmc.h>

#include "snapin/rows/target.h"

typedef struct component_data component_data;

/** As class_factory.create. */
HRESULT component_data_create(IUnknown **out, const void *detail);

void component_data_hold(component_data *self);
void component_data_release(component_data *self);

/** What is looked at; borrowed until the next component_data_look_at. */
const target *component_data_target(const component_data *self);

/** Look at something else, which is taken: the console is to be saved, and all views read again. */
void component_data_look_at(component_data *self, target *looked_at);

/** Something was changed on the machine: all views read again what they show. */
void component_data_refresh(component_data *self);

/** The console; NULL before Initialize and after Destroy. Borrowed. */
IConsole2 *component_data_console(const component_data *self);
