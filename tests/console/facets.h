/*
 * The interfaces that a console has beside IConsole: each of these begins one,
 * for the console that is given. Where nothing is said, they stand in the file
 * of the same name.
 */
#pragma once

#include "tests/console/console.h"

void name_space_create(console *owner);
void header_create(console *owner);
void result_create(console *owner);
void string_table_create(console *owner);
void column_data_create(console *owner);
void display_help_create(console *owner);
void menu_provider_create(console *owner);
void sheet_provider_create(console *owner);
void verb_create(console *owner); /* IConsoleVerb, by IConsole::QueryConsoleVerb too */

/**
 * An image list, which is no facet: that of the tree, that of the results, or,
 * while MMCN_ADD_IMAGES lasts, the one that goes with it.
 */
typedef enum image_list_use { IMAGES_OF_SCOPE, IMAGES_OF_RESULTS, IMAGES_ADDED } image_list_use;

IImageList *image_list_create(console *owner, image_list_use use);
/** MMCN_ADD_IMAGES is over: what is still held of it is a breach. */
void image_list_end(IImageList *iface);

/** The interface of a facet of the console, with a reference for the snap-in. */
HRESULT console_facet(console *self, REFIID iid, void **out);
