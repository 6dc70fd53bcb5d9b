/*
 * Where a program keeps what it must remember, and files that others must not
 * read.
 */
#pragma once

#include "core/bytes.h"
#include "core/error.h"

/** The folder for the whole machine, or NULL (then memory is out, or there is none); to free(). */
char *tr_state_folder_of_machine(void);

/** The folder of this user alone; as above. */
char *tr_state_folder_of_user(void);

/**
 * Make a folder that only administrators and its owner may look into, and the
 * folders above it. It may be there already, and then stays as it is.
 */
tr_status tr_state_folder_make(const char *path, tr_error *err);

/**
 * Whether a folder that is there belongs to an administrator or to this user,
 * and others may not write to it: else what is in it may be anybody's. On
 * Windows only the owner is looked at here, not what the access list gives to others.
 */
tr_status tr_state_folder_check(const char *path, tr_error *err);

/**
 * As tr_state_folder_check, for whoever has more rights than those who ask: it has to
 * belong to administrators. What this user made without their rights does not count, and
 * others may not write to it on Windows either.
 */
tr_status tr_state_folder_check_machine(const char *path, tr_error *err);

/**
 * Write a new file that only administrators and its owner may read, durable on
 * return, and there whole or not at all, also after a crash where the file
 * system lets it. Never replaces: TR_ERR_EXISTS. On failure nothing is left.
 */
tr_status tr_state_file_write(const char *path, tr_bytes bytes, tr_error *err);
