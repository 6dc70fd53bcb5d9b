/* The parts of the shell client, and the DLL that they look at. */
#pragma once

#include <stdbool.h>

#include <windows.h>

#include "tests/shell/handler.h"

void mutants_check(void);
void classes_check(void);
void commands_check(void);
void explorer_commands_check(void);
void handover_check(void);
void strings_check(void);
void speed_check(void);
void growth_check(void);
void unloading_check(void);
void every_fault_check(void);

/** What every handler must do, of the registered one with this class. */
void foreign_handler_check(const char *class_id);

/** Our handler under Wine's own ShellExecuteEx. */
void foreign_client_check(void);

/** For a tracer: menus are asked for between two lines on standard output. */
void trace_queries(void);

/** Remember the DLL, which must be there. */
bool subject_open(const char *path);

/** Load it if it is not, and watch what it asks of the system; false if that cannot be done. */
bool subject_watch(bool pretends);

/** Give up what subject_watch loaded. */
void subject_forget(void);

HMODULE subject_module(void); /* NULL while it is not loaded */
const wchar_t *subject_path(void);

/** What DllCanUnloadNow answers. */
HRESULT subject_can_unload(void);

/** Wait until nothing of the DLL's runs any more; false if something does after some seconds. */
bool subject_rests(void);

/** Its two handlers. */
handler subject_file_menu(void);
handler subject_folder_menu(void);

/** So many names below C:\folder, of which the last one ends in _invalid if wanted; to free(). */
wchar_t **many_names(size_t count, bool last_is_invalid);
