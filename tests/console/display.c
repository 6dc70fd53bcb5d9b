#include "tests/console/display.h"

#include <stdlib.h>
#include <string.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"

static void *must(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

/* A text that was lent must stand until the next question about the same row. */
static void check_row_lent(const result_row *row)
{
    for (int column = 0; column < row->lent_count; column++) {
        const lent_text *lent = &row->lent[column];

        if (lent->at)
            breach_expect(
                lent_text_lives(lent), CHECK_RESULT_LIFE,
                "a text that GetDisplayInfo gave was gone before the row was asked again");
    }
}

static void forget_lent(result_row *row)
{
    for (int column = 0; column < row->lent_count; column++) {
        free(row->lent[column].was);
        row->lent[column] = (lent_text){ 0 };
    }
}

static void remember_lent(result_row *row, int column, const wchar_t *text)
{
    if (column >= row->lent_count) {
        row->lent = must(realloc(row->lent, ((size_t)column + 1) * sizeof(*row->lent)));
        memset(&row->lent[row->lent_count], 0,
               ((size_t)column + 1 - (size_t)row->lent_count) * sizeof(*row->lent));
        row->lent_count = column + 1;
    }
    row->lent[column].at = text;
    row->lent[column].was = must(_wcsdup(text));
}

void display_check_lent(view *self)
{
    for (int index = 0; !self->list.is_virtual && index < self->list.row_count; index++)
        check_row_lent(self->list.rows[index]);
}

void display_hint(view *self, int first, int last)
{
    IResultOwnerData *owner = NULL;
    HRESULT outcome;
    call now;

    if (!self->list.is_virtual || !self->shown || !self->is_showing || last < first ||
        FAILED(
            IComponent_QueryInterface(self->shown->object, &IID_IResultOwnerData, (void **)&owner)))
        return;
    call_begin(&now, CALL_ANY, "IResultOwnerData::CacheHint");
    outcome = IResultOwnerData_CacheHint(owner, first, last);
    call_end(&now);
    IResultOwnerData_Release(owner);
    breach_expect(SUCCEEDED(outcome) || outcome == E_NOTIMPL, CHECK_NOTIFY_RESULT,
                  "CacheHint gave %08lx", outcome);
}

/* A copy that we can keep, of a text that may be nowhere at all. */
static const wchar_t *copy_of(const wchar_t *text)
{
    static wchar_t copy[4096];

    if (!lstrcpynW(copy, text, ARRAYSIZE(copy))) /* it catches the fault */
        copy[0] = L'\0';
    return copy;
}

/* What an extension put there it is asked about itself: its cookies are nothing to another. */
static HRESULT ask(view *self, const result_row *row, RESULTDATAITEM *asked)
{
    component *owner = view_row_owner(self, row);
    HRESULT outcome;
    call now;

    if (!owner)
        return E_FAIL;
    call_begin(&now, CALL_DISPLAY, "IComponent::GetDisplayInfo");
    outcome = IComponent_GetDisplayInfo(owner->object, asked);
    call_end(&now);
    return outcome;
}

static const wchar_t *ask_text(view *self, result_row *row, int index, int column)
{
    RESULTDATAITEM asked = {
        .mask = RDI_STR | RDI_PARAM | RDI_INDEX,
        .bScopeItem = row && row->scope,
        .itemID = row ? row->id : 0,
        .nIndex = index,
        .nCol = column,
        .lParam = row ? row->cookie : 0,
    };
    HRESULT outcome;

    if (row) {
        check_row_lent(row);
        forget_lent(row);
    }
    outcome = ask(self, row, &asked);
    if (row && row->scope && FAILED(outcome))
        return L"";
    breach_expect(SUCCEEDED(outcome), CHECK_RESULT_TEXT, "GetDisplayInfo gave %08lx", outcome);
    if (FAILED(outcome) || !asked.str)
        return L"";
    if (!breach_expect(asked.str != MMC_TEXTCALLBACK, CHECK_RESULT_TEXT,
                       "GetDisplayInfo gave MMC_CALLBACK"))
        return L"";
    if (row)
        remember_lent(row, column, copy_of(asked.str));
    if (row)
        row->lent[column].at = asked.str;
    return copy_of(asked.str);
}

const wchar_t *display_text(view *self, int index, int column)
{
    result_row *row;

    if (index < 0 || index >= self->list.row_count)
        return L"";
    row = self->list.is_virtual ? NULL : self->list.rows[index];
    if (row && row->scope && column == 0)
        return snap_in_node_name(row->scope);
    if (row && column == 0 && row->text)
        return row->text;
    if (!self->shown || !self->is_showing)
        return L"";
    return ask_text(self, row, index, column);
}

int display_image(view *self, int index)
{
    RESULTDATAITEM asked = { .mask = RDI_IMAGE | RDI_PARAM | RDI_INDEX, .nIndex = index };
    result_row *row = self->list.is_virtual ? NULL : self->list.rows[index];
    int number;

    if (!self->shown || !self->is_showing)
        return -1;
    asked.bScopeItem = row && row->scope;
    asked.itemID = row ? row->id : 0;
    asked.lParam = row ? row->cookie : 0;
    number = row && !row->scope ? row->image : MMC_IMAGECALLBACK;
    if (number == MMC_IMAGECALLBACK) {
        asked.nImage = 0;
        if (row) {
            check_row_lent(row);
            forget_lent(row);
        }
        if (row && row->scope && row->scope->owner != self->shown->data)
            return -1; /* its pictures are in a list of its own */
        if (FAILED(ask(self, row, &asked)))
            return -1; /* as who has no pictures for nodes there */
        number = asked.nImage;
    }
    breach_expect(self->shown->images.count == 0 || image_set_has(&self->shown->images, number),
                  CHECK_RESULT_IMAGE, "the image %d was never set", number);
    return image_set_index(&self->shown->images, number, self->mode == MMCLV_VIEWSTYLE_ICON);
}
