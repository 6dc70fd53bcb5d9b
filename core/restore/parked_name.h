/*
 * Names for files that are put out of the way: beside where they were, so that
 * owner, rights and time stamps stay and the rename is atomic on any volume.
 * They do not end in _invalid, and are not taken for renamed files again.
 */
#pragma once

/**
 * "NAME.parked-20261122T042200Z", not taken now, to free(); NULL when out of memory.
 *
 * @param path  of any file in the folder
 * @param name  of the file that is to be parked
 */
char *tr_parked_name(const char *path, const char *name);
