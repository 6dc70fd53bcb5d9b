/*
 * What is selected: Explorer's data object, its array of items, or the folder
 * whose background was clicked. Only names are read; no file is looked at.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <shlobj.h>

#include "shellext/selection.h"

/** What the menu needs to know of the names. */
typedef struct selected_names {
    size_t count;     /* of names that were looked at */
    bool has_invalid; /* one of them ends in _invalid, in any case */
    bool is_all;      /* no name was left unlooked at */
} selected_names;

/** As many items as Explorer itself gives a menu that it only shows. */
#define SELECTED_QUICK_LOOK 16

/** Look at a data object's names. Items without a name are not counted. */
void selected_look(selected_names *out, IDataObject *data);

/** Look at the names of the first items, or of all if most is SIZE_MAX. */
void selected_look_at_items(selected_names *out, IShellItemArray *items, size_t most);

/**
 * Collect the paths of all selected items, and count those without a path as left out.
 *
 * @param selection  { 0 }; to be cleared by the caller even after a failure
 * @return S_OK with at least one path; S_FALSE with none
 */
HRESULT selected_collect(tr_selection *selection, IDataObject *data);
HRESULT selected_collect_items(tr_selection *selection, IShellItemArray *items);
HRESULT selected_collect_folder(tr_selection *selection, PCIDLIST_ABSOLUTE folder);

/** Whether a folder has a path, as the desktop's virtual ones do not. */
bool selected_folder_has_path(PCIDLIST_ABSOLUTE folder);
