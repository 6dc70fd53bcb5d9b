/*
 * The pipe between the window and its elevated process, and who is at its other
 * end.
 *
 * The window makes it, under a name that nobody can guess, as its first and only
 * instance, for administrators of this machine alone: a program that runs with
 * no more rights than the window cannot open it. The elevated process opens it
 * so that its other end can learn who it is, but not act in its name.
 *
 * Whatever waits, waits for so long at most.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <windows.h>

#include "core/error.h"

#define CHANNEL_WORD_SIZE 33 /* 32 hexadecimal digits, and a zero byte */

typedef struct channel {
    HANDLE pipe;
    HANDLE event; /* of what is under way */
    HANDLE peer;  /* the process at the other end, borrowed: it ends what waits; NULL: none */
} channel;

/** Make the pipe, and the word that names it. For channel_close. */
tr_status channel_make(channel *out, wchar_t word[CHANNEL_WORD_SIZE], tr_error *err);

/**
 * Wait until the process that peer is opens the pipe: of this session, and the
 * very program that this is. Others are turned away.
 *
 * @param turned_away  how many were
 */
tr_status channel_accept(channel *self, DWORD milliseconds, unsigned *turned_away, tr_error *err);

/**
 * Open the pipe that a word names, if that process has made it: of this
 * session, and the very program that this is.
 */
tr_status channel_open(channel *out, const wchar_t *word, DWORD process, DWORD milliseconds,
                       tr_error *err);

/** Read or write all of it. TR_ERR_IO if the other end is gone, or too slow. */
tr_status channel_read(channel *self, void *bytes, size_t size, DWORD milliseconds, tr_error *err);
tr_status channel_write(channel *self, const void *bytes, size_t size, DWORD milliseconds,
                        tr_error *err);

/** Whether something was sent, or the other end is gone. */
bool channel_is_stirred(const channel *self);

void channel_close(channel *self);
