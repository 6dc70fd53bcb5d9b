/*
 * What every object is made of that the console gives to a snap-in: its name, the
 * references that the snap-in holds, and whether its time is over.
 *
 * Such an object lives until the program ends, so that a call which comes too
 * late is a breach and no crash. Its interface is the first member of its struct,
 * followed by `hosted base`; the three methods of IUnknown are made by
 * HOSTED_UNKNOWN, and every other method begins with hosted_enter.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <unknwn.h>

typedef struct console console;

#define HOSTED_IIDS_MAX 4

typedef struct hosted {
    const char *name; /* "IToolbar" */
    void *iface;
    const IID *iids[HOSTED_IIDS_MAX]; /* that iface answers to, but for IUnknown */
    console *owner;                   /* whose identity a facet has */
    bool is_facet; /* of its console: reached by QueryInterface from each of the others */
    bool is_closed;
    LONG references;                       /* the snap-in's */
    void (*on_close)(struct hosted *self); /* or NULL: what else ends with it */
    struct hosted *next;
} hosted;

/** Begin an object of the owner's. iids ends with NULL; iface has its table already. */
void hosted_open(hosted *self, const char *name, console *owner, bool is_facet, void *iface,
                 const IID *const *iids);

/** Its time is over: from now on only Release is no breach. */
void hosted_close(hosted *self);

/** Whether a method may go on: it may not on a wrong thread, nor when the time is over. */
bool hosted_enter(hosted *self, const char *method);

HRESULT hosted_query(hosted *self, REFIID iid, void **out);
ULONG hosted_add_reference(hosted *self);
ULONG hosted_release(hosted *self);

/** HOSTED_UNKNOWN(IToolbar, tool_bar): from_IToolbar and the methods tool_bar_QueryInterface, ...
 */
#define HOSTED_UNKNOWN(interface, type)                                                            \
    static type *from_##interface(interface *iface)                                                \
    {                                                                                              \
        return CONTAINING_RECORD(iface, type, interface##_iface);                                  \
    }                                                                                              \
    static HRESULT WINAPI type##_QueryInterface(interface *iface, REFIID iid, void **out)          \
    {                                                                                              \
        return hosted_query(&from_##interface(iface)->base, iid, out);                             \
    }                                                                                              \
    static ULONG WINAPI type##_AddRef(interface *iface)                                            \
    {                                                                                              \
        return hosted_add_reference(&from_##interface(iface)->base);                               \
    }                                                                                              \
    static ULONG WINAPI type##_Release(interface *iface)                                           \
    {                                                                                              \
        return hosted_release(&from_##interface(iface)->base);                                     \
    }
