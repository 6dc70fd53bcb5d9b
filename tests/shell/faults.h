/*
 * What a DLL asks of the system, seen and made to fail: its import table is
 * changed, so that it is the DLL as it is shipped that is tested.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

/** What the DLL holds of what it got through its imports. */
typedef struct held_things {
    LONG allocations; /* ever made */
    LONG memory;      /* blocks of its heap */
    LONG objects;     /* of GDI: bitmaps */
    LONG boxes;       /* message boxes shown, of which none ever appears */
    LONG starts;      /* processes that were to be started */
} held_things;

/** Watch a DLL that is loaded; its processes are not really started if pretends. */
bool faults_watch(HMODULE dll, bool pretends);
held_things faults_held(void);
void faults_forget(void);

/** Let the call with this number fail, counted from now on; 0 for none. */
void faults_plan(LONG number);

/** Whether the planned call came. */
bool faults_came(void);

/** For stand-ins of the system's objects: whether this call is the one to fail. */
bool fault_is_due(void);

/** How many handles this process has. */
unsigned faults_count_handles(void);
