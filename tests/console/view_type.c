#include "tests/console/view_type.h"

#include <stdlib.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/malloc_spy.h"
#include "tests/console/message_view.h"

#define LIST_OPTIONS                                                                               \
    (MMC_VIEW_OPTIONS_NOLISTVIEWS | MMC_VIEW_OPTIONS_MULTISELECT |                                 \
     MMC_VIEW_OPTIONS_OWNERDATALIST | MMC_VIEW_OPTIONS_FILTERED | MMC_VIEW_OPTIONS_CREATENEW |     \
     MMC_VIEW_OPTIONS_USEFONTLINKING | MMC_VIEW_OPTIONS_EXCLUDE_SCOPE_ITEMS_FROM_LIST |            \
     MMC_VIEW_OPTIONS_LEXICAL_SORT)

static MMC_COOKIE cookie_of(const view *self)
{
    return self->selected->is_static ? 0 : self->selected->cookie;
}

/* The text is the console's to free. */
static void take_text(view *self, wchar_t *text, const char *method)
{
    if (!text)
        return;
    breach_expect(malloc_spy_owns(text), CHECK_MEMORY, "%s gave a text that is no task memory",
                  method);
    self->kind_text = _wcsdup(text);
    if (malloc_spy_owns(text))
        CoTaskMemFree(text);
}

/* A class identifier is a control, and what is no address of a page, too. */
static view_kind kind_of(const wchar_t *text)
{
    CLSID class_id;

    if (!text || !*text)
        return SHOWS_LIST;
    if (FAILED(CLSIDFromString(text, &class_id)))
        return SHOWS_PAGE;
    return IsEqualCLSID(&class_id, &CLSID_MessageView) ? SHOWS_MESSAGE : SHOWS_CONTROL;
}

static void give_message(view *self)
{
    self->message = message_view_new(self->shown->given);
    if (!self->message)
        abort();
    self->control = (IUnknown *)&self->message->IMessageView_iface;
    IUnknown_AddRef(self->control);
}

static void ask_simple(view *self)
{
    wchar_t *text = NULL;
    LONG options = 0;
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "IComponent::GetResultViewType");
    outcome = IComponent_GetResultViewType(self->shown->object, cookie_of(self), &text, &options);
    call_end(&now);
    breach_expect(outcome == S_OK || outcome == S_FALSE || outcome == E_NOTIMPL, CHECK_VIEW_TYPE,
                  "GetResultViewType gave %08lx", outcome);
    breach_expect(!(options & ~LIST_OPTIONS), CHECK_VIEW_TYPE,
                  "GetResultViewType gave options %lx that nobody knows", options);
    self->options = SUCCEEDED(outcome) ? options : 0;
    if (outcome != S_OK)
        return;
    take_text(self, text, "GetResultViewType");
    self->kind = kind_of(self->kind_text);
    if (self->kind == SHOWS_MESSAGE)
        give_message(self);
}

/* The bits of the two have other numbers. */
static LONG options_of(DWORD list_options)
{
    static const struct {
        DWORD from;
        LONG to;
    } bits[] = {
        { RVTI_LIST_OPTIONS_OWNERDATALIST, MMC_VIEW_OPTIONS_OWNERDATALIST },
        { RVTI_LIST_OPTIONS_MULTISELECT, MMC_VIEW_OPTIONS_MULTISELECT },
        { RVTI_LIST_OPTIONS_FILTERED, MMC_VIEW_OPTIONS_FILTERED },
        { RVTI_LIST_OPTIONS_USEFONTLINKING, MMC_VIEW_OPTIONS_USEFONTLINKING },
        { RVTI_LIST_OPTIONS_EXCLUDE_SCOPE_ITEMS_FROM_LIST,
          MMC_VIEW_OPTIONS_EXCLUDE_SCOPE_ITEMS_FROM_LIST },
        { RVTI_LIST_OPTIONS_LEXICAL_SORT, MMC_VIEW_OPTIONS_LEXICAL_SORT },
    };
    LONG options = 0;

    for (size_t index = 0; index < ARRAYSIZE(bits); index++) {
        if (list_options & bits[index].from)
            options |= bits[index].to;
    }
    return options;
}

static bool ask_full(view *self, IComponent2 *object)
{
    RESULT_VIEW_TYPE_INFO info = { 0 };
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "IComponent2::GetResultViewType2");
    outcome = IComponent2_GetResultViewType2(object, cookie_of(self), &info);
    call_end(&now);
    breach_expect(SUCCEEDED(outcome) || outcome == E_NOTIMPL, CHECK_VIEW_TYPE,
                  "GetResultViewType2 gave %08lx", outcome);
    if (outcome != S_OK)
        return false;
    if (info.pstrPersistableViewDescription && malloc_spy_owns(info.pstrPersistableViewDescription))
        CoTaskMemFree(info.pstrPersistableViewDescription);
    if (info.eViewType == MMC_VIEW_TYPE_LIST) {
        self->options = options_of(info.dwListOptions);
    } else if (info.eViewType == MMC_VIEW_TYPE_HTML) {
        self->kind = SHOWS_PAGE;
        take_text(self, info.pstrURL, "GetResultViewType2");
    } else {
        self->kind = SHOWS_CONTROL;
        self->control = info.pUnkControl;
    }
    return true;
}

void view_type_ask(view *self)
{
    IComponent2 *full = NULL;
    bool is_known = false;

    self->kind = SHOWS_LIST;
    self->options = 0;
    if (SUCCEEDED(
            IComponent_QueryInterface(self->shown->object, &IID_IComponent2, (void **)&full))) {
        is_known = ask_full(self, full);
        IComponent2_Release(full);
    }
    if (!is_known)
        ask_simple(self);
}

void view_type_forget(view *self)
{
    if (self->control)
        IUnknown_Release(self->control);
    self->control = NULL;
    if (self->message)
        message_view_close(self->message);
    self->message = NULL;
    free(self->kind_text);
    self->kind_text = NULL;
    self->kind = SHOWS_LIST;
}
