#include "tests/console/result_list.h"

#include <stdlib.h>
#include <string.h>

#include <commctrl.h>

#include "tests/console/breach.h"

#define HIGH_BITS ((LONG_PTR)0x5B << 40)

static HRESULTITEM id_of(const result_list *self, int number)
{
    LONG_PTR id = (((LONG_PTR)self->generation & 0xFF) << 23) + number + 1;

    return id + (breach_level() == LEVEL_STRICT ? HIGH_BITS : 0);
}

static void *must(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

static void free_row(result_row *row)
{
    for (int column = 0; column < row->lent_count; column++)
        free(row->lent[column].was);
    free(row->lent);
    free(row->text);
    free(row);
}

void result_list_clear(result_list *self)
{
    for (int index = 0; index < self->row_count && !self->is_virtual; index++)
        free_row(self->rows[index]);
    free(self->rows);
    free(self->by_id);
    free(self->selected);
    self->rows = NULL;
    self->by_id = NULL;
    self->selected = NULL;
    self->row_count = 0;
    self->row_capacity = 0;
    self->by_id_capacity = 0;
    self->made = 0;
    self->focused = -1;
    self->generation++;
}

void result_list_clear_columns(result_list *self)
{
    while (self->column_count > 0)
        result_list_remove_column(self, self->column_count - 1);
    free(self->columns);
    self->columns = NULL;
    self->sorted_by = -1;
}

static void remember_id(result_list *self, result_row *row)
{
    if (self->made == self->by_id_capacity) {
        self->by_id_capacity = self->by_id_capacity ? self->by_id_capacity * 2 : 64;
        self->by_id =
            must(realloc(self->by_id, (size_t)self->by_id_capacity * sizeof(*self->by_id)));
    }
    row->id = id_of(self, self->made);
    self->by_id[self->made++] = row;
}

result_row *result_list_insert(result_list *self, int at)
{
    result_row *row = must(calloc(1, sizeof(*row)));

    if (self->row_count == self->row_capacity) {
        self->row_capacity = self->row_capacity ? self->row_capacity * 2 : 64;
        self->rows = must(realloc(self->rows, (size_t)self->row_capacity * sizeof(*self->rows)));
    }
    if (at < 0 || at > self->row_count)
        at = self->row_count;
    memmove(&self->rows[at + 1], &self->rows[at],
            (size_t)(self->row_count - at) * sizeof(*self->rows));
    self->rows[at] = row;
    self->row_count++;
    remember_id(self, row);
    return row;
}

void result_list_remove(result_list *self, int index)
{
    result_row *row = self->rows[index];

    self->by_id[(int)(row->id - id_of(self, 0))] = NULL;
    memmove(&self->rows[index], &self->rows[index + 1],
            (size_t)(self->row_count - index - 1) * sizeof(*self->rows));
    self->row_count--;
    free_row(row);
}

result_row *result_list_find(const result_list *self, HRESULTITEM id)
{
    LONG_PTR number = id - id_of(self, 0);

    return number >= 0 && number < self->made ? self->by_id[number] : NULL;
}

int result_list_index_of(const result_list *self, const result_row *row)
{
    for (int index = 0; index < self->row_count && !self->is_virtual; index++) {
        if (self->rows[index] == row)
            return index;
    }
    return -1;
}

bool result_list_set_count(result_list *self, int count)
{
    BYTE *selected = count > 0 ? calloc((size_t)count, 1) : NULL;

    if (count < 0 || (count > 0 && !selected))
        return false;
    free(self->selected);
    self->selected = selected;
    self->row_count = count;
    self->focused = -1;
    return true;
}

bool result_list_is_selected(const result_list *self, int index)
{
    if (index < 0 || index >= self->row_count)
        return false;
    return self->is_virtual ? self->selected[index] != 0
                            : (self->rows[index]->state & LVIS_SELECTED) != 0;
}

void result_list_select(result_list *self, int index, bool is_selected)
{
    if (index < 0 || index >= self->row_count)
        return;
    if (self->is_virtual)
        self->selected[index] = is_selected;
    else if (is_selected)
        self->rows[index]->state |= LVIS_SELECTED;
    else
        self->rows[index]->state &= ~(UINT)(LVIS_SELECTED | LVIS_FOCUSED);
}

int result_list_selected_count(const result_list *self)
{
    int count = 0;

    for (int index = 0; index < self->row_count; index++)
        count += result_list_is_selected(self, index);
    return count;
}

bool result_list_insert_column(result_list *self, int at, const wchar_t *title, int format,
                               int width)
{
    if (at < 0 || at > self->column_count)
        return false;
    self->columns =
        must(realloc(self->columns, ((size_t)self->column_count + 1) * sizeof(*self->columns)));
    memmove(&self->columns[at + 1], &self->columns[at],
            (size_t)(self->column_count - at) * sizeof(*self->columns));
    self->columns[at] = (result_column){ must(_wcsdup(title)), format, width, false };
    self->column_count++;
    return true;
}

void result_list_remove_column(result_list *self, int at)
{
    free(self->columns[at].title);
    memmove(&self->columns[at], &self->columns[at + 1],
            (size_t)(self->column_count - at - 1) * sizeof(*self->columns));
    self->column_count--;
}

bool lent_text_lives(const lent_text *self)
{
    size_t size = (wcslen(self->was) + 1) * sizeof(wchar_t);

    return !IsBadReadPtr(self->at, size) && memcmp(self->at, self->was, size) == 0;
}
