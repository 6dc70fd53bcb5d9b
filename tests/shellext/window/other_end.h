/*
 * The processes at the other end of the pipe: a good one, which is the window's
 * own, and others that are not as they should be. All are this program.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

/** With the word of the pipe behind it, the name of the event by which the intruder says that it
 *  has the pipe. */
#define INTRUDER_EVENT L"Trustmend-intruder-"

/** If this process was started to be one of them, be it; *code is what to end with. */
bool other_end_run(int *code);

/** Start a program with arguments, such as "dies WORD"; NULL program: this one. For CloseHandle. */
HANDLE other_end_start(const wchar_t *program, const wchar_t *arguments);
