/*
 * The places in the console's tree: the snap-in's own, and a node below it for
 * each of rows/node.h.
 *
 * What the console keeps of a place is a number (a cookie): 0 for the snap-in's own place, as the
 * console has it, and another one where it is below a place of somebody else.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <mmc.h>

#include "snapin/rows/node.h"

/** The snap-in's own place, as a node_id. */
#define PLACE_ROOT NODE_COUNT

/** The cookie of the snap-in's own place below one of another snap-in. */
#define PLACE_EXTENSION ((MMC_COOKIE)NODE_COUNT + 1)

MMC_COOKIE place_cookie(node_id place);

/** The place of a cookie; false if there is none. */
bool place_find(node_id *out, MMC_COOKIE cookie);

/** The type by which others know a place, or the rows in it. */
GUID place_type(node_id place, bool is_row);

/** What a console that is saved knows the place by: "overview". */
const char *place_word(node_id place);

/** Identifiers of strings: what it is called, and one sentence about it. */
UINT place_name(node_id place);
UINT place_description(node_id place);

/** Its image in the lists that images_add_places has filled. */
int place_image(node_id place);
