/*
 * A DLL with COM classes, as those see it who load it: where it is, and what
 * keeps it from being unloaded.
 *
 * Every object, every reference to a class factory, every LockServer and every
 * thread of ours holds a lock, so that DllCanUnloadNow is true to life.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

/** What DllMain does for DLL_PROCESS_ATTACH, and all it does. */
void module_attach(HINSTANCE instance);

HINSTANCE module_instance(void);

/** The DLL's own path, or that of a file beside it, to free(); NULL when out of memory. */
wchar_t *module_path(void);
wchar_t *module_path_beside(const wchar_t *file);

void module_lock(void);
void module_unlock(void);

/** What DllCanUnloadNow answers. */
HRESULT module_can_unload(void);

/**
 * Run work(context) on a thread of its own that keeps the DLL loaded, and the
 * program too where that waits for its shell extensions.
 *
 * @return S_OK, and work has the context; else nothing runs
 */
HRESULT module_start_thread(void (*work)(void *context), void *context);
