#include "snapin/results.h"

#include <stdlib.h>
#include <string.h>

#include <commctrl.h>

#include "core/platform/win32/text.h"
#include "snapin/cell_text.h"
#include "snapin/images.h"
#include "snapin/mmc_guids.h"
#include "snapin/resource.h"
#include "snapin/status.h"
#include "snapin/strings.h"

#define PLACE_COLUMN_WIDTH 200
#define SHOWS_COLUMN_WIDTH 500
#define STANDARD_DPI       96

/* What is kept of a row that the console has. */
typedef struct shown_row {
    const row *row;
    wchar_t *text; /* what the console was given last for this row; it may still look at it */
    HRESULTITEM item;
} shown_row;

struct results {
    IConsole2 *console;
    IHeaderCtrl2 *header;
    IResultData *data;

    listing *shown; /* NULL: no listing is */
    bool is_message;
    shown_row **rows;
    size_t count;
    size_t room;

    /* Of a virtual list: what the console was given last, by index. */
    wchar_t **texts;
    size_t text_count;

    char **selected; /* keys, while a listing is read again */
    size_t selected_count;

    int sorted_column; /* -1: as it was read */
    DWORD sorted_options;
};

HRESULT results_create(results **out, IConsole2 *console)
{
    results *self = calloc(1, sizeof(*self));
    HRESULT result;

    *out = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    self->sorted_column = -1;
    IConsole2_AddRef(console);
    self->console = console;
    result = IConsole2_QueryInterface(console, &IID_IHeaderCtrl2, (void **)&self->header);
    if (SUCCEEDED(result))
        result = IConsole2_QueryInterface(console, &IID_IResultData, (void **)&self->data);
    if (FAILED(result)) {
        results_free(self);
        return result;
    }
    *out = self;
    return S_OK;
}

static void forget_selection(results *self)
{
    for (size_t index = 0; index < self->selected_count; index++)
        free(self->selected[index]);
    free(self->selected);
    self->selected = NULL;
    self->selected_count = 0;
}

static void forget_rows(results *self)
{
    for (size_t index = 0; index < self->count; index++) {
        free(self->rows[index]->text);
        free(self->rows[index]);
    }
    self->count = 0;
    for (size_t index = 0; index < self->text_count; index++)
        free(self->texts[index]);
    free(self->texts);
    self->texts = NULL;
    self->text_count = 0;
}

void results_free(results *self)
{
    if (!self)
        return;
    results_hide(self);
    free(self->rows);
    if (self->data)
        IResultData_Release(self->data);
    if (self->header)
        IHeaderCtrl2_Release(self->header);
    IConsole2_Release(self->console);
    free(self);
}

static bool is_virtual(const results *self)
{
    return row_set_node(listing_rows(self->shown))->is_virtual;
}

/* Rows ----------------------------------------------------------------------------------------- */

static bool make_room(results *self)
{
    size_t room = self->room > 0 ? 2 * self->room : 64;
    shown_row **rows;

    if (self->count < self->room)
        return true;
    rows = realloc(self->rows, room * sizeof(*rows));
    if (!rows)
        return false;
    self->rows = rows;
    self->room = room;
    return true;
}

static bool insert_row(results *self, const row *from)
{
    shown_row *kept = make_room(self) ? calloc(1, sizeof(*kept)) : NULL;
    RESULTDATAITEM inserted = {
        .mask = RDI_STR | RDI_IMAGE | RDI_PARAM,
        .str = (wchar_t *)MMC_CALLBACK,
        .nImage = images_of_tone(from->tone),
        .lParam = (LPARAM)kept,
    };

    if (!kept)
        return false;
    kept->row = from;
    if (FAILED(IResultData_InsertItem(self->data, &inserted))) {
        free(kept);
        return false;
    }
    kept->item = inserted.itemID;
    self->rows[self->count++] = kept;
    return true;
}

static void grow_virtual(results *self, DWORD options)
{
    size_t count = row_set_count(listing_rows(self->shown));
    wchar_t **texts = realloc(self->texts, (count + 1) * sizeof(*texts));

    if (!texts)
        return;
    memset(texts + self->text_count, 0, (count - self->text_count) * sizeof(*texts));
    self->texts = texts;
    self->text_count = count;
    IResultData_SetItemCount(self->data, count > INT_MAX ? INT_MAX : (int)count, options);
}

static void add_rows(results *self, DWORD options)
{
    row_set *set = listing_rows(self->shown);

    if (is_virtual(self)) {
        grow_virtual(self, options);
        return;
    }
    while (self->count < row_set_count(set)) {
        if (!insert_row(self, row_set_at(set, self->count)))
            return;
    }
}

void results_grow(results *self)
{
    if (self->shown && !self->is_message &&
        (is_virtual(self) ? self->text_count : self->count) <
            row_set_count(listing_rows(self->shown)))
        add_rows(self, MMCLV_UPDATE_NOINVALIDATEALL | MMCLV_UPDATE_NOSCROLL);
}

const row *results_row(const results *self, MMC_COOKIE cookie)
{
    if (!self->shown || self->is_message || IS_SPECIAL_COOKIE(cookie))
        return NULL;
    if (is_virtual(self))
        return cookie >= 0 ? row_set_at(listing_rows(self->shown), (size_t)cookie) : NULL;
    return cookie ? ((const shown_row *)cookie)->row : NULL;
}

/* The next selected one behind *index; -1 at the end. */
static const row *next_selected(results *self, int *index)
{
    RESULTDATAITEM found = { .mask = RDI_STATE | RDI_PARAM | RDI_INDEX,
                             .nIndex = *index,
                             .nState = LVIS_SELECTED };

    if (IResultData_GetNextItem(self->data, &found) != S_OK || found.nIndex <= *index) {
        *index = -1;
        return NULL;
    }
    *index = found.nIndex;
    if (found.bScopeItem)
        return NULL;
    return results_row(self, is_virtual(self) ? found.nIndex : (MMC_COOKIE)found.lParam);
}

const row **results_selected(results *self, size_t *count)
{
    size_t room = 16;
    const row **rows = malloc(room * sizeof(*rows));
    int index = -1;

    *count = 0;
    while (rows && self->shown && !self->is_message) {
        const row *found = next_selected(self, &index);

        if (index < 0)
            break;
        if (*count == room) {
            const row **more = realloc(rows, 2 * room * sizeof(*rows));

            if (!more) {
                free(rows);
                return NULL;
            }
            rows = more;
            room *= 2;
        }
        if (found)
            rows[(*count)++] = found;
    }
    return rows;
}

static void remember_selection(results *self)
{
    size_t count;
    const row **rows = results_selected(self, &count);

    forget_selection(self);
    self->selected = rows ? calloc(count + 1, sizeof(*self->selected)) : NULL;
    for (size_t index = 0; self->selected && index < count; index++) {
        self->selected[index] = _strdup(rows[index]->key);
        if (!self->selected[index])
            break;
        self->selected_count = index + 1;
    }
    free(rows);
}

/* The console may have sorted its list, so that an index of ours says nothing there. */
static void set_selected(results *self, size_t index, UINT state)
{
    if (is_virtual(self))
        IResultData_ModifyItemState(self->data, (int)index, 0, state, 0);
    else if (index < self->count)
        IResultData_ModifyItemState(self->data, 0, self->rows[index]->item, state, 0);
}

static void restore_selection(results *self)
{
    for (size_t index = 0; index < self->selected_count; index++) {
        size_t found = row_set_find_key(listing_rows(self->shown), self->selected[index]);

        if (found != ROW_SET_NONE)
            set_selected(self, found, LVIS_SELECTED);
    }
    forget_selection(self);
}

void results_select(results *self, size_t index)
{
    int selected = -1;

    if (!self->shown || self->is_message)
        return;
    do {
        next_selected(self, &selected);
        if (selected >= 0)
            IResultData_ModifyItemState(self->data, selected, 0, 0, LVIS_SELECTED);
    } while (selected >= 0);
    set_selected(self, index, LVIS_SELECTED | LVIS_FOCUSED);
}

void results_leave(results *self)
{
    if (!self->shown || self->is_message)
        return;
    remember_selection(self);
    IResultData_DeleteAllRsltItems(self->data);
    forget_rows(self);
}

void results_sort_in(results *self)
{
    if (self->shown && !self->is_message && self->sorted_column >= 0)
        IResultData_Sort(self->data, self->sorted_column, self->sorted_options, 0);
}

void results_refill(results *self)
{
    if (!self->shown || self->is_message)
        return;
    add_rows(self, 0);
    results_sort_in(self);
    restore_selection(self);
}

/* Showing -------------------------------------------------------------------------------------- */

static int scaled(int width)
{
    HDC screen = GetDC(NULL);
    int dpi = GetDeviceCaps(screen, LOGPIXELSX);

    ReleaseDC(NULL, screen);
    return MulDiv(width, dpi, STANDARD_DPI);
}

static HRESULT insert_column(results *self, int index, UINT heading, int width)
{
    wchar_t *title = text_of(heading);
    HRESULT result = title
                         ? IHeaderCtrl2_InsertColumn(self->header, index, title, LVCFMT_LEFT, width)
                         : E_OUTOFMEMORY;

    free(title);
    return result;
}

static HRESULT insert_columns(results *self, const node *place)
{
    HRESULT result = S_OK;

    for (size_t index = 0; index < place->column_count && SUCCEEDED(result); index++) {
        const column *shown = &place->columns[index];

        result = insert_column(self, (int)index, shown->heading,
                               shown->is_hidden ? HIDE_COLUMN : scaled(shown->width));
    }
    return result;
}

HRESULT results_show(results *self, listing *shown, bool is_message)
{
    HRESULT result = S_OK;

    results_hide(self);
    self->shown = shown;
    self->is_message = is_message;
    if (is_message)
        return status_show_message(self->console, shown);
    result = insert_columns(self, row_set_node(listing_rows(shown)));
    if (SUCCEEDED(result))
        add_rows(self, 0);
    results_say_state(self);
    return result;
}

HRESULT results_show_places(results *self)
{
    HRESULT result;

    results_hide(self);
    result = insert_column(self, 0, IDS_COLUMN_PLACE, scaled(PLACE_COLUMN_WIDTH));
    if (SUCCEEDED(result))
        result = insert_column(self, 1, IDS_COLUMN_SHOWS, scaled(SHOWS_COLUMN_WIDTH));
    return result;
}

void results_hide(results *self)
{
    if (self->shown)
        status_clear(self->console);
    forget_rows(self);
    forget_selection(self);
    self->shown = NULL;
    self->is_message = false;
    self->sorted_column = -1;
}

void results_say_state(results *self)
{
    if (self->shown && !self->is_message)
        status_say(self->console, self->data, self->shown);
}

HRESULT results_display(results *self, RESULTDATAITEM *wanted)
{
    const row *shown = results_row(self, self->shown && !self->is_message && is_virtual(self)
                                             ? wanted->nIndex
                                             : (MMC_COOKIE)wanted->lParam);
    const node *place = shown ? row_set_node(listing_rows(self->shown)) : NULL;
    wchar_t **kept;

    if (!shown || wanted->nCol < 0 || (size_t)wanted->nCol >= place->column_count)
        return E_INVALIDARG;
    if (wanted->mask & RDI_IMAGE)
        wanted->nImage = images_of_tone(shown->tone);
    if (!(wanted->mask & RDI_STR))
        return S_OK;
    kept = is_virtual(self) ? &self->texts[wanted->nIndex] : &((shown_row *)wanted->lParam)->text;
    free(*kept);
    *kept = cell_text(place, shown, (size_t)wanted->nCol);
    wanted->str = *kept;
    return *kept ? S_OK : E_OUTOFMEMORY;
}

/* Order and search ----------------------------------------------------------------------------- */

int results_compare(const results *self, MMC_COOKIE first, MMC_COOKIE second, int at)
{
    const row *one = results_row(self, first);
    const row *other = results_row(self, second);
    const node *place = one && other ? row_set_node(listing_rows(self->shown)) : NULL;

    if (!place || at < 0 || (size_t)at >= place->column_count)
        return 0;
    return row_compare(one, other, place, (size_t)at);
}

void results_note_sorting(results *self, int at, DWORD options)
{
    self->sorted_column = at;
    self->sorted_options = options;
}

HRESULT results_sort(results *self, int at, DWORD options)
{
    row_set *set = self->shown && !self->is_message ? listing_rows(self->shown) : NULL;

    if (!set || at < 0 || (size_t)at >= row_set_node(set)->column_count)
        return E_INVALIDARG;
    results_note_sorting(self, at, options);
    return row_set_sort(set, (size_t)at, (options & RSI_DESCENDING) != 0) ? S_OK : E_OUTOFMEMORY;
}

HRESULT results_find(const results *self, const RESULTFINDINFO *wanted, int *index)
{
    row_set *set = self->shown && !self->is_message ? listing_rows(self->shown) : NULL;
    char *text = set && wanted->psz ? tr_text_to_utf8(wanted->psz, wcslen(wanted->psz)) : NULL;
    size_t from = wanted->nStart > 0 ? (size_t)wanted->nStart : 0;
    size_t found = text ? row_set_find(set, from, 0, text, true) : ROW_SET_NONE;

    free(text);
    if (found == ROW_SET_NONE || (found < from && !(wanted->dwOptions & RFI_WRAP)))
        return S_FALSE;
    *index = (int)found;
    return S_OK;
}
