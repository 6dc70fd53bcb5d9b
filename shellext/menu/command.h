/*
 * The commands that Explorer shows, in one table for both kinds of menu.
 *
 * A command's place in the table is its identifier: it depends on nothing, for
 * Explorer asks one object for the menu and lets another one do the work.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

/** What an object is about; which class was asked for tells it. */
typedef enum menu_scope {
    SCOPE_FILES,
    SCOPE_FOLDERS /* folders, drives, the background of a folder's window */
} menu_scope;

typedef struct menu_command {
    const wchar_t *verb;     /* its canonical name, in ASCII and the same in every language */
    const GUID *guid;        /* the same as a GUID */
    const wchar_t *argument; /* that starts the window program for it */
    bool needs_invalid;      /* among files, one whose name ends in _invalid */
    UINT title_one;
    UINT title_many;
    UINT help;
    WORD icon;
} menu_command;

enum { COMMAND_VERIFY, COMMAND_RESTORE, COMMAND_COUNT };

extern const menu_command menu_commands[COMMAND_COUNT];

/** The identifier of a command by its canonical name, without regard to case; -1 if it is none. */
int menu_command_find(const wchar_t *verb);
int menu_command_find_narrow(const char *verb);

/** The identifier of the string to show for so many items. */
UINT menu_command_title(const menu_command *command, menu_scope scope, size_t count);

/** A string of the DLL in the user's language; empty if there is none. */
void menu_string(wchar_t *out, int capacity, UINT id);

#define MENU_STRING_CAPACITY 256
