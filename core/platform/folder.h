/*
 * One folder, held open while directory.c walks it.
 *
 * A sub-folder is opened through the folder that holds it, so that one which
 * is swapped for a link after it was listed is not followed out of the tree.
 */
#pragma once

#include <stdbool.h>

#include "core/error.h"

typedef struct tr_folder tr_folder;

/**
 * Open a folder. A link is followed for the first one only.
 *
 * @param parent  the folder that holds it, or NULL for the first one
 * @param path    of the folder; its last part, name, is looked up in parent
 */
tr_status tr_folder_open(tr_folder **out, tr_folder *parent, const char *path, const char *name,
                         tr_error *err);

/** Called for each regular file and each sub-folder. Returns false when out of memory. */
typedef bool tr_folder_visit(void *context, const char *name, bool is_folder);

/**
 * List a folder, in any order. Links, pipes and devices are left out.
 *
 * @return TR_ERR_IO also when the listing broke off in the middle
 */
tr_status tr_folder_list(const tr_folder *folder, const char *path, tr_folder_visit *visit,
                         void *context, tr_error *err);

/** Give back what the folder holds of the system; tr_folder_open takes it up again. */
void tr_folder_rest(tr_folder *folder);

void tr_folder_close(tr_folder *folder); /* NULL is fine */

/** What to put between the path of a folder and a name in it; 0 for nothing. */
char tr_folder_separator(const char *path);
