/*
 * A property sheet or wizard of the console: pages of a snap-in and of those that
 * extend it, shown modeless on a thread of its own, as the console does it, so
 * that the pages run beside the snap-in and not on its thread.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <prsht.h>
#include <mmc.h>

typedef struct sheet sheet;

/** What a sheet is about, as CreatePropertySheet has it. */
typedef struct sheet_subject {
    const wchar_t *title;
    bool is_wizard;
    MMC_COOKIE cookie;
    IDataObject *data; /* or NULL */
    DWORD options;     /* MMC_PSO_… */
} sheet_subject;

/** A sheet without pages that is not yet shown; NULL without memory. */
sheet *sheet_new(const sheet_subject *subject);

IDataObject *sheet_data(const sheet *self);
MMC_COOKIE sheet_cookie(const sheet *self);

/** Add a page, which is the sheet's from then on. */
HRESULT sheet_add_page(sheet *self, HPROPSHEETPAGE page);

/** Take a page out again, unseen; it is the caller's again. */
HRESULT sheet_remove_page(sheet *self, HPROPSHEETPAGE page);

size_t sheet_page_count(const sheet *self);

/** The notify handle that the sheet's pages were made with, to be looked at when they are gone. */
void sheet_set_handle(sheet *self, LONG_PTR handle);

/** Whose pages these are, for sheet_find; borrowed as long as the sheet is shown. */
void sheet_set_primary(sheet *self, IUnknown *primary);

/** Free a sheet that is not shown; its pages stay the snap-in's. */
void sheet_free(sheet *self);

/**
 * Show the sheet, which is the list's from now on and ends when a person or the
 * script closes it; a wizard has ended when this returns: S_FALSE if it was cancelled.
 */
HRESULT sheet_show(sheet *self, HWND parent, int page);

/** The shown sheet for which is_same says so, or NULL. */
sheet *sheet_find(bool (*is_same)(const sheet *shown, void *context), void *context);

IUnknown *sheet_primary(const sheet *self);

void sheet_bring_up(sheet *self);

/** How many are shown; one that was closed counts until sheet_collect has seen its end. */
size_t sheet_count(void);

/** The window of the sheet shown last, or NULL. */
HWND sheet_window(void);

/** Select a page of the sheet shown last, by its place. */
bool sheet_select_page(int page);

/** Close the sheet shown last as its button OK (or Finish) or Cancel does. */
bool sheet_close(bool is_ok);

/** Whether the sheet shown last is a wizard, which ends only when its caller goes on. */
bool sheet_is_wizard(void);

/** Look after sheets whose threads have ended; the console does so whenever it has time. */
void sheet_collect(void);

/** Close all and wait for their ends, looking at messages meanwhile; false if some stay. */
bool sheet_close_all(DWORD milliseconds);
