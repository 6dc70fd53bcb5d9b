/* The order of rows: asked of the snap-in, which knows what a date is. */
#include <stdlib.h>
#include <string.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/display.h"
#include "tests/console/view.h"

typedef struct sorting {
    view *in;
    IResultDataCompareEx *full;
    IResultDataCompare *simple;
    int column;
    int sign;
    LPARAM user;
    wchar_t **texts; /* by the place before; NULL where the snap-in compares */
} sorting;

static int compare_full(const sorting *self, const result_row *one, const result_row *other)
{
    RDITEMHDR first = { 0, one->cookie, 0 };
    RDITEMHDR second = { 0, other->cookie, 0 };
    RDCOMPARE asked = { sizeof(asked), 0, self->column, self->user, &first, &second };
    int result = 0;

    return FAILED(IResultDataCompareEx_Compare(self->full, &asked, &result)) ? 0 : result;
}

static int compare_simple(const sorting *self, const result_row *one, const result_row *other)
{
    int result = self->column;

    if (FAILED(IResultDataCompare_Compare(self->simple, self->user, one->cookie, other->cookie,
                                          &result)))
        return 0;
    return result;
}

static int compare(const sorting *self, const result_row *one, const result_row *other)
{
    int result;

    if (self->full)
        result = compare_full(self, one, other);
    else if (self->simple)
        result = compare_simple(self, one, other);
    else
        result = lstrcmpiW(self->texts[one->was], self->texts[other->was]);
    return (result > 0) - (result < 0);
}

/* Merging: stable, and safe with an order that is none. */
static void merge_sort(const sorting *self, result_row **rows, result_row **room, int count)
{
    int half = count / 2;
    int left = 0;
    int right = half;

    if (count < 2)
        return;
    merge_sort(self, rows, room, half);
    merge_sort(self, rows + half, room, count - half);
    for (int index = 0; index < count; index++) {
        bool takes_left = right == count ||
                          (left < half && self->sign * compare(self, rows[left], rows[right]) <= 0);

        room[index] = takes_left ? rows[left++] : rows[right++];
    }
    memcpy(rows, room, (size_t)count * sizeof(*rows));
}

/* Some rows against each other: an order is strict, and goes on over a third. */
static void check_order(const sorting *self, result_row **rows, int count)
{
    int step = count > 24 ? count / 24 : 1;

    for (int one = 0; one < count; one += step) {
        int same = compare(self, rows[one], rows[one]);

        breach_expect(same == 0, CHECK_RESULT_COMPARE, "a row is not equal to itself by column %d",
                      self->column);
        for (int other = one + step; other < count; other += step) {
            int there = compare(self, rows[one], rows[other]);
            int back = compare(self, rows[other], rows[one]);

            breach_expect(there == -back, CHECK_RESULT_COMPARE,
                          "two rows are each before the other by column %d", self->column);
            breach_expect(self->sign * there <= 0, CHECK_RESULT_COMPARE,
                          "sorted rows are not in order by column %d: the order is no order",
                          self->column);
        }
    }
}

static void fetch_texts(sorting *self, int first)
{
    result_list *list = &self->in->list;

    self->texts = calloc((size_t)list->row_count + 1, sizeof(*self->texts));
    if (!self->texts)
        abort();
    for (int index = first; index < list->row_count; index++)
        self->texts[index] = _wcsdup(display_text(self->in, index, self->column));
}

static void free_texts(sorting *self)
{
    for (int index = 0; self->texts && index < self->in->list.row_count; index++)
        free(self->texts[index]);
    free(self->texts);
}

static HRESULT sort_virtual(view *self, int column, DWORD options, LPARAM user)
{
    IResultOwnerData *owner = NULL;
    HRESULT outcome;
    call now;

    if (FAILED(
            IComponent_QueryInterface(self->shown->object, &IID_IResultOwnerData, (void **)&owner)))
        return E_NOINTERFACE;
    call_begin(&now, CALL_ANY, "IResultOwnerData::SortItems");
    outcome = IResultOwnerData_SortItems(owner, column, options, user);
    call_end(&now);
    IResultOwnerData_Release(owner);
    breach_expect(SUCCEEDED(outcome) || outcome == E_NOTIMPL, CHECK_NOTIFY_RESULT,
                  "SortItems gave %08lx", outcome);
    return outcome;
}

static void sort_kept(view *self, int column, DWORD options, LPARAM user)
{
    sorting now_sorting = { .in = self, .column = column, .user = user };
    int first = view_node_row_count(self);
    int count = self->list.row_count - first;
    result_row **room = calloc((size_t)count + 1, sizeof(*room));
    call now;

    if (!room)
        abort();
    now_sorting.sign = options & RSI_DESCENDING ? -1 : 1;
    for (int index = 0; index < self->list.row_count; index++)
        self->list.rows[index]->was = index;
    call_begin(&now, CALL_ANY, "IResultDataCompare::Compare");
    if (FAILED(IComponent_QueryInterface(self->shown->object, &IID_IResultDataCompareEx,
                                         (void **)&now_sorting.full)))
        now_sorting.full = NULL;
    if (!now_sorting.full &&
        FAILED(IComponent_QueryInterface(self->shown->object, &IID_IResultDataCompare,
                                         (void **)&now_sorting.simple)))
        now_sorting.simple = NULL;
    if (!now_sorting.full && !now_sorting.simple)
        fetch_texts(&now_sorting, first);
    merge_sort(&now_sorting, self->list.rows + first, room, count);
    check_order(&now_sorting, self->list.rows + first, count);
    call_end(&now);
    if (now_sorting.full)
        IResultDataCompareEx_Release(now_sorting.full);
    if (now_sorting.simple)
        IResultDataCompare_Release(now_sorting.simple);
    free_texts(&now_sorting);
    free(room);
}

HRESULT view_sort_rows(view *self, int column, DWORD options, LPARAM user)
{
    HRESULT outcome = S_OK;

    if (!self->shown || !self->is_showing || self->kind != SHOWS_LIST)
        return E_FAIL;
    if (self->list.is_virtual)
        outcome = sort_virtual(self, column, options, user);
    else
        sort_kept(self, column, options, user);
    if (SUCCEEDED(outcome)) {
        self->list.sorted_by = options & RSI_NOSORTICON ? -1 : column;
        self->list.is_descending = (options & RSI_DESCENDING) != 0;
    }
    host_changed(self->in, CHANGED_ROWS | CHANGED_COLUMNS | CHANGED_SELECTION);
    return outcome;
}

/*
 * The page says that there is no data object; a snap-in that looks into it none the less is
 * spared the fault where only what the console bears is asked for.
 */
static void tell_of_click(view *self, int column, DWORD options)
{
    IDataObject *data =
        breach_level() == LEVEL_STRICT ? NULL : snap_in_data(self->selected, CCT_SCOPE);

    component_notify(self->shown, data, MMCN_COLUMN_CLICK, column, options);
    if (data && !IS_SPECIAL_DATAOBJECT(data))
        IDataObject_Release(data);
}

/* Told first, as by a click on the header; a virtual list is then no longer selected. */
void view_sort(view *self, int column, bool is_descending)
{
    DWORD options = is_descending ? RSI_DESCENDING : 0;

    if (!self->shown || !self->is_showing || column < 0 || column >= self->list.column_count ||
        self->style & MMC_NOSORTHEADER)
        return;
    tell_of_click(self, column, options);
    view_sort_rows(self, column, options, 0);
}
