/* How long a right click waits for us. */
#include <stdio.h>
#include <stdlib.h>

#include <windows.h>
#include <shlobj.h>

#include "shellext/menu/classes.h"
#include "tests/shell/check.h"
#include "tests/shell/item_array.h"
#include "tests/shell/parts.h"

#define ROUNDS   101
#define SELECTED 10000

static double microseconds(void)
{
    LARGE_INTEGER now;
    LARGE_INTEGER frequency;

    QueryPerformanceCounter(&now);
    QueryPerformanceFrequency(&frequency);
    return (double)now.QuadPart * 1e6 / (double)frequency.QuadPart;
}

static int ascending(const void *one, const void *other)
{
    double difference = *(const double *)one - *(const double *)other;

    return (difference > 0) - (difference < 0);
}

/* What half of the rounds took at most, and what one in ten did: others may want the machine too.
 */
typedef struct duration {
    double median;
    double quick;
} duration;

static duration duration_of(double *times)
{
    qsort(times, ROUNDS, sizeof(*times), ascending);
    return (duration){ times[ROUNDS / 2], times[ROUNDS / 10] };
}

/* From Initialize to the end of QueryContextMenu, with the data object's copy of its block. */
static duration time_query(data_object *data)
{
    handler files = subject_file_menu();
    double times[ROUNDS];

    for (int round = 0; round < ROUNDS; round++) {
        IContextMenu *menu = handler_create(&files);
        double started = microseconds();
        shown_menu shown;

        handler_initialise(menu, NULL, data);
        shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);
        times[round] = microseconds() - started;
        shown_menu_free(&shown);
        IContextMenu_Release(menu);
    }
    return duration_of(times);
}

static data_object *selection_of(size_t count)
{
    wchar_t **names = many_names(count, false);
    data_object *data = data_object_of((const wchar_t *const *)names, count);

    data->gives_copies = true;
    free(names);
    return data;
}

/* What the data object itself takes to copy its block, which it does for every menu handler. */
static duration time_copy(data_object *data)
{
    FORMATETC format = { CF_HDROP, NULL, DVASPECT_CONTENT, -1, TYMED_HGLOBAL };
    double times[ROUNDS];

    for (int round = 0; round < ROUNDS; round++) {
        double started = microseconds();
        STGMEDIUM medium;

        IDataObject_GetData(&data->IDataObject_iface, &format, &medium);
        ReleaseStgMedium(&medium);
        times[round] = microseconds() - started;
    }
    return duration_of(times);
}

static void check_query(size_t count)
{
    data_object *data = selection_of(count);
    duration query = time_query(data);
    duration copy = time_copy(data);
    double own = query.quick - copy.quick;

    printf("  a menu for %zu files: %.0f us, of which the data object takes %.0f us to copy names; "
           "one in ten: %.0f and %.0f us\n",
           count, query.median, copy.median, query.quick, copy.quick);
    check("speed.query", own < 1000, "a menu for %zu files took %.0f us", count, own);
    data_object_let_go(data);
}

static void check_state(DWORD count)
{
    static const wchar_t *const paths[] = { L"C:\\folder\\a.dll" };
    item_array *items = item_array_new(paths, 1, count);
    IExplorerCommand *command = NULL;
    EXPCMDSTATE state;
    double times[ROUNDS];
    duration state_time;

    CoCreateInstance(&CLSID_trustmend_restore_files, NULL, CLSCTX_INPROC_SERVER,
                     &IID_IExplorerCommand, (void **)&command);
    for (int round = 0; round < ROUNDS; round++) {
        double started = microseconds();

        IExplorerCommand_GetState(command, item_array_interface(items), FALSE, &state);
        times[round] = microseconds() - started;
    }
    state_time = duration_of(times);
    printf("  the state of a command for %lu files: %.1f us\n", count, state_time.median);
    check("speed.state", state_time.quick < 100, "the state for %lu files took %.1f us", count,
          state_time.quick);
    IExplorerCommand_Release(command);
    item_array_let_go(items);
}

void speed_check(void)
{
    check_query(1);
    check_query(16);
    check_query(SELECTED);
    check_state(1);
    check_state(SELECTED);
}

void trace_queries(void)
{
    data_object *data = selection_of(SELECTED);

    time_query(data);
    printf("queries begin\n");
    fflush(stdout);
    time_query(data);
    printf("queries end\n");
    fflush(stdout);
    data_object_let_go(data);
}
