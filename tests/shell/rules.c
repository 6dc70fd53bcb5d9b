#include "tests/shell/rules.h"

#include <shellapi.h>
#include <string.h>

#include "tests/shell/check.h"

#define GUARD 0x5A

static data_object *usual_data(const handler *tested)
{
    return data_object_of(&tested->selected, 1);
}

static const IID *const interfaces[] = {
    &IID_IUnknown,      &IID_IContextMenu,  &IID_IContextMenu2,
    &IID_IContextMenu3, &IID_IShellExtInit, &IID_IObjectWithSite,
};

static ULONG references_of(IUnknown *object)
{
    IUnknown_AddRef(object);
    return IUnknown_Release(object);
}

/* The same object through every interface, and every interface from each other. */
static void check_identity(IUnknown *object)
{
    for (size_t from = 0; from < ARRAYSIZE(interfaces); from++) {
        IUnknown *one = NULL;

        if (FAILED(IUnknown_QueryInterface(object, interfaces[from], (void **)&one)))
            continue;
        for (size_t to = 0; to < ARRAYSIZE(interfaces); to++) {
            IUnknown *here = NULL;
            IUnknown *there = NULL;
            HRESULT direct = IUnknown_QueryInterface(object, interfaces[to], (void **)&here);
            HRESULT over = IUnknown_QueryInterface(one, interfaces[to], (void **)&there);

            check("unknown.same", direct == over && here == there,
                  "interface %zu gives another %zu than the object does", from, to);
            if (here)
                IUnknown_Release(here);
            if (there)
                IUnknown_Release(there);
        }
        IUnknown_Release(one);
    }
}

static void check_refusal(IUnknown *object)
{
    static const IID nothing = { 1, 2, 3, { 4 } };
    void *out = &out;
    ULONG before = references_of(object);

    check("unknown.refuses", IUnknown_QueryInterface(object, &nothing, &out) == E_NOINTERFACE,
          "an interface that nobody knows was not refused");
    check("unknown.nulls", out == NULL, "the out pointer of a refusal is not NULL");
    check("unknown.counts", references_of(object) == before, "a refusal changed the references");
}

static void check_unknown(const handler *tested)
{
    IUnknown *object = NULL;
    ULONG left;

    if (!check("class.creates",
               SUCCEEDED(tested->create(tested, NULL, &IID_IUnknown, (void **)&object)),
               "no object"))
        return;
    check_identity(object);
    check_refusal(object);
    left = IUnknown_Release(object);
    check("unknown.released", left == 0, "%lu references are left", left);
}

static void check_aggregation(const handler *tested)
{
    IUnknown *outer = NULL;
    void *out = &out;
    HRESULT result;

    tested->create(tested, NULL, &IID_IUnknown, (void **)&outer);
    result = tested->create(tested, outer, &IID_IUnknown, &out);
    check("class.no-aggregation", result == CLASS_E_NOAGGREGATION,
          "an outer object was answered with %08lx", result);
    if (SUCCEEDED(result) && out)
        IUnknown_Release((IUnknown *)out);
    IUnknown_Release(outer);
}

/* Every flavour of menu; the flags that ask for a default item alone want none. */
static void check_flags(const handler *tested, IContextMenu *menu)
{
    static const UINT flavours[] = {
        CMF_NORMAL,           CMF_VERBSONLY,      CMF_EXPLORE,           CMF_NOVERBS,
        CMF_CANRENAME,        CMF_NODEFAULT,      CMF_ITEMMENU,          CMF_EXTENDEDVERBS,
        CMF_DISABLEDVERBS,    CMF_ASYNCVERBSTATE, CMF_OPTIMIZEFORINVOKE, CMF_SYNCCASCADEMENU,
        CMF_DONOTPICKDEFAULT,
    };

    for (size_t index = 0; index < ARRAYSIZE(flavours); index++) {
        shown_menu shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, flavours[index]);
        shown_menu again = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_DEFAULTONLY);

        check("query.succeeds",
              SUCCEEDED(shown.result) && (shown.count > 0 || tested->is_tolerated),
              "flags %x: %08lx, %d items", flavours[index], shown.result, shown.count);
        check("query.default-only",
              again.count == 0 &&
                  (again.result == S_OK || (tested->is_tolerated && SUCCEEDED(again.result))),
              "%d items, %08lx under CMF_DEFAULTONLY", again.count, again.result);
        check("query.no-default", GetMenuDefaultItem(shown.menu, FALSE, 0) == UINT_MAX,
              "an item made itself the default");
        shown_menu_free(&shown);
        shown_menu_free(&again);
    }
}

static UINT greatest_id(HMENU menu, UINT *least)
{
    UINT greatest = 0;

    for (int index = 0; index < GetMenuItemCount(menu); index++) {
        MENUITEMINFOW item = { .cbSize = sizeof(item),
                               .fMask = MIIM_ID | MIIM_SUBMENU | MIIM_FTYPE };

        GetMenuItemInfoW(menu, (UINT)index, TRUE, &item);
        if (item.hSubMenu) {
            UINT below = greatest_id(item.hSubMenu, least);

            greatest = below > greatest ? below : greatest;
        } else if (item.wID >= 10 && !(item.fType & MFT_SEPARATOR)) {
            greatest = item.wID > greatest ? item.wID : greatest;
            *least = item.wID < *least ? item.wID : *least;
        }
    }
    return greatest;
}

static void check_ids(IContextMenu *menu)
{
    shown_menu shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);
    UINT least = UINT_MAX;
    UINT greatest = greatest_id(shown.menu, &least);

    check("query.in-range", least >= SHOWN_FIRST && greatest <= SHOWN_LAST,
          "identifiers %u to %u in a range of %u to %u", least, greatest, SHOWN_FIRST, SHOWN_LAST);
    check("query.result",
          HRESULT_CODE(shown.result) >= (LONG)(greatest - SHOWN_FIRST + 1) &&
              HRESULT_FACILITY(shown.result) == 0 && SUCCEEDED(shown.result),
          "%08lx, and the greatest identifier is %u", shown.result, greatest - SHOWN_FIRST);
    check("query.position",
          GetMenuItemID(shown.menu, 0) == 1 &&
              GetMenuItemID(shown.menu, GetMenuItemCount(shown.menu) - 1) == 2,
          "items came in at another place than was asked for");
    shown_menu_free(&shown);

    for (UINT room = 0; room < 2; room++) {
        UINT last = SHOWN_FIRST + room - 1;

        shown = handler_query(menu, SHOWN_FIRST, last, CMF_NORMAL);
        least = UINT_MAX;
        greatest = greatest_id(shown.menu, &least);
        check("query.narrow-range", greatest <= last, "identifier %u in a range of %u",
              greatest - SHOWN_FIRST, room);
        shown_menu_free(&shown);
    }
}

static wchar_t access_key(const wchar_t *text)
{
    const wchar_t *mark = wcschr(text, L'&');

    return mark ? (wchar_t)(ULONG_PTR)CharUpperW((wchar_t *)(ULONG_PTR)mark[1]) : L'\0';
}

static void check_texts(const shown_menu *shown)
{
    for (int one = 0; one < shown->count; one++) {
        wchar_t text[256];

        shown_menu_text(shown, one, text, ARRAYSIZE(text));
        if (shown_menu_id(shown, one) == UINT_MAX)
            continue;
        check("query.text", text[0] != L'\0', "item %d has no text", one);
        for (int other = 0; other < one; other++) {
            wchar_t before[256];

            shown_menu_text(shown, other, before, ARRAYSIZE(before));
            check("query.unique-texts", wcscmp(text, before) != 0, "two items are '%ls'", text);
            check("query.unique-keys", !access_key(text) || access_key(text) != access_key(before),
                  "'%ls' and '%ls' have the same access key", before, text);
        }
    }
}

/* No string of any capacity is written beyond it, and all of them end. */
static void check_bounds(IContextMenu *menu, UINT id, UINT what)
{
    BYTE buffer[1024];
    bool is_wide = (what & GCS_UNICODE) != 0;

    for (UINT capacity = 1; capacity <= 128; capacity++) {
        size_t size = capacity * (is_wide ? sizeof(wchar_t) : 1);
        bool ends = false;
        bool is_kept = true;

        memset(buffer, GUARD, sizeof(buffer));
        IContextMenu_GetCommandString(menu, id, what, NULL, (char *)buffer, capacity);
        for (size_t at = 0; at < size; at++)
            ends = ends || buffer[at] == 0;
        for (size_t at = size; at < sizeof(buffer); at++)
            is_kept = is_kept && buffer[at] == GUARD;
        check("string.bounds", is_kept, "id %u, form %u: wrote beyond %u characters", id, what,
              capacity);
        check("string.ends", ends || buffer[0] == GUARD, "id %u, form %u: no end in %u characters",
              id, what, capacity);
    }
}

static void check_verb(IContextMenu *menu, UINT id, wchar_t *verb)
{
    char narrow[128] = "";
    wchar_t wide[128] = L"";
    wchar_t widened[128] = L"";

    verb[0] = L'\0';
    check("verb.wide",
          SUCCEEDED(IContextMenu_GetCommandString(menu, id, GCS_VERBW, NULL, (char *)wide, 128)) &&
              wide[0],
          "id %u has no verb in UTF-16", id);
    check("verb.narrow",
          SUCCEEDED(IContextMenu_GetCommandString(menu, id, GCS_VERBA, NULL, narrow, 128)) &&
              narrow[0],
          "id %u has no verb in the code page", id);
    MultiByteToWideChar(CP_ACP, 0, narrow, -1, widened, 128);
    check("verb.agrees", wcscmp(wide, widened) == 0, "id %u: '%ls' and '%s'", id, wide, narrow);
    check("verb.validates",
          IContextMenu_GetCommandString(menu, id, GCS_VALIDATEW, NULL, NULL, 0) == S_OK &&
              IContextMenu_GetCommandString(menu, id, GCS_VALIDATEA, NULL, NULL, 0) == S_OK,
          "id %u is not validated", id);
    wcscpy(verb, wide);
}

static void check_help(IContextMenu *menu, UINT id)
{
    char narrow[256] = "";
    wchar_t wide[256] = L"";

    check(
        "help.both",
        SUCCEEDED(
            IContextMenu_GetCommandString(menu, id, GCS_HELPTEXTW, NULL, (char *)wide, 256)) &&
            SUCCEEDED(IContextMenu_GetCommandString(menu, id, GCS_HELPTEXTA, NULL, narrow, 256)) &&
            wide[0] && narrow[0],
        "id %u has no help text", id);
}

static void check_strings(const handler *tested, IContextMenu *menu)
{
    shown_menu shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);
    wchar_t verbs[8][128];
    int count = 0;

    check_texts(&shown);
    for (int index = 0; index < shown.count && count < 8; index++) {
        UINT id = shown_menu_id(&shown, index);

        if (id == UINT_MAX || tested->is_tolerated)
            continue;
        check_verb(menu, id, verbs[count]);
        check_help(menu, id);
        check_bounds(menu, id, GCS_VERBA);
        check_bounds(menu, id, GCS_VERBW);
        check_bounds(menu, id, GCS_HELPTEXTA);
        check_bounds(menu, id, GCS_HELPTEXTW);
        for (int other = 0; other < count; other++)
            check("verb.unique", _wcsicmp(verbs[count], verbs[other]) != 0, "two items are '%ls'",
                  verbs[count]);
        count++;
    }
    if (!tested->is_tolerated) {
        wchar_t out[64] = L"";

        check("verb.unknown-id",
              FAILED(IContextMenu_GetCommandString(menu, 500, GCS_VERBW, NULL, (char *)out, 64)) &&
                  IContextMenu_GetCommandString(menu, 500, GCS_VALIDATEW, NULL, NULL, 0) != S_OK,
              "an identifier that nobody gave out has a verb");
    }
    shown_menu_free(&shown);
}

/* A handler that takes what is not its own keeps it from the one whose it is. */
static void check_refused_commands(IContextMenu *menu)
{
    CMINVOKECOMMANDINFOEX info = { .cbSize = sizeof(info),
                                   .fMask = CMIC_MASK_UNICODE | CMIC_MASK_FLAG_NO_UI,
                                   .lpVerb = "Somebody.Elses",
                                   .lpVerbW = L"Somebody.Elses",
                                   .nShow = SW_SHOWNORMAL };
    CMINVOKECOMMANDINFO *given = (CMINVOKECOMMANDINFO *)(void *)&info;

    check("invoke.unknown-verb", FAILED(IContextMenu_InvokeCommand(menu, given)),
          "another handler's verb was taken");
    info.fMask = CMIC_MASK_FLAG_NO_UI;
    check("invoke.unknown-verb", FAILED(IContextMenu_InvokeCommand(menu, given)),
          "another handler's verb was taken");
    info.lpVerb = MAKEINTRESOURCEA(500);
    check("invoke.unknown-id", FAILED(IContextMenu_InvokeCommand(menu, given)),
          "an identifier that nobody gave out was taken");
    info.cbSize = 8;
    info.lpVerb = MAKEINTRESOURCEA(0);
    check("invoke.small", FAILED(IContextMenu_InvokeCommand(menu, given)),
          "a structure too small to hold a verb was read");
}

static void check_messages(IContextMenu *menu)
{
    IContextMenu3 *messages = NULL;
    LRESULT answer = 0;
    HRESULT result;

    if (FAILED(IContextMenu_QueryInterface(menu, &IID_IContextMenu3, (void **)&messages)))
        return;
    result = IContextMenu3_HandleMenuMsg2(messages, WM_MENUCHAR, 'x', 0, &answer);
    check("message.unclaimed", result != S_OK || HIWORD(answer) != MNC_IGNORE,
          "a key that is nobody's was claimed, and is lost to other handlers");
    IContextMenu3_HandleMenuMsg2(messages, WM_MENUCHAR, 'x', 0, NULL);
    IContextMenu3_Release(messages);
}

static void check_site(const handler *tested, IContextMenu *menu)
{
    IObjectWithSite *sited = NULL;
    data_object *site = usual_data(tested);
    IUnknown *unknown = (IUnknown *)&site->IDataObject_iface;
    void *out = NULL;

    if (!check("site.has",
               SUCCEEDED(IContextMenu_QueryInterface(menu, &IID_IObjectWithSite, (void **)&sited)),
               "no IObjectWithSite: Wine's ShellExecuteEx leaves such an object out"))
        goto done;
    check("site.nulls", FAILED(IObjectWithSite_GetSite(sited, &IID_IUnknown, &out)) && !out,
          "there is a site before one was set");
    IObjectWithSite_SetSite(sited, unknown);
    IObjectWithSite_SetSite(sited, unknown);
    check("site.holds", site->references == 2, "%ld references on a site set twice",
          site->references);
    check("site.gives",
          IObjectWithSite_GetSite(sited, &IID_IUnknown, &out) == S_OK && out == unknown,
          "GetSite gives another site than was set");
    if (out)
        IUnknown_Release(unknown);
    IObjectWithSite_SetSite(sited, NULL);
    IObjectWithSite_Release(sited);
done:
    check("site.lets-go", data_object_let_go(site), "the site is still held");
}

typedef struct second_object {
    const handler *tested;
    const wchar_t *verb;
    HRESULT result;
    bool is_let_go;
} second_object;

static DWORD WINAPI invoke_elsewhere(void *parameter)
{
    second_object *second = parameter;
    data_object *data;
    IContextMenu *menu;

    CoInitializeEx(NULL, COINIT_APARTMENTTHREADED);
    data = usual_data(second->tested);
    menu = handler_open(second->tested, NULL, data);
    second->result = E_FAIL;
    if (menu) {
        CMINVOKECOMMANDINFOEX info = { .cbSize = sizeof(info),
                                       .fMask = CMIC_MASK_UNICODE | CMIC_MASK_FLAG_NO_UI,
                                       .lpVerbW = second->verb,
                                       .nShow = SW_SHOWNORMAL };
        char verb[128];

        WideCharToMultiByte(CP_ACP, 0, second->verb, -1, verb, sizeof(verb), NULL, NULL);
        info.lpVerb = verb;
        second->result = IContextMenu_InvokeCommand(menu, (CMINVOKECOMMANDINFO *)(void *)&info);
        IContextMenu_Release(menu);
    }
    second->is_let_go = data_object_let_go(data);
    CoUninitialize();
    return 0;
}

/* As Explorer does since Windows 7: one object for the menu, and then one on another thread. */
static void check_second_object(const handler *tested, IContextMenu *menu)
{
    shown_menu shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);

    for (int index = 0; index < shown.count; index++) {
        wchar_t verb[128] = L"";
        second_object second = { .tested = tested, .verb = verb };
        HANDLE thread;

        IContextMenu_GetCommandString(menu, shown_menu_id(&shown, index), GCS_VERBW, NULL,
                                      (char *)verb, 128);
        thread = CreateThread(NULL, 0, invoke_elsewhere, &second, 0, NULL);
        WaitForSingleObject(thread, INFINITE);
        CloseHandle(thread);
        check("invoke.second-object", second.result == S_OK,
              "'%ls' on an object that showed no menu: %08lx", verb, second.result);
        check("select.lets-go", second.is_let_go, "the data object is still held");
    }
    shown_menu_free(&shown);
}

/* What is selected may be anything. */
static void check_odd_selections(const handler *tested)
{
    static const HRESULT answers[] = { S_OK, E_FAIL, E_OUTOFMEMORY, DV_E_FORMATETC, E_NOTIMPL };
    IContextMenu *menu = handler_open(tested, NULL, NULL);

    if (menu) {
        shown_menu shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);

        check("select.nothing", shown.count == 0, "%d items for nothing selected", shown.count);
        shown_menu_free(&shown);
        IContextMenu_Release(menu);
    }
    for (size_t index = 0; index < ARRAYSIZE(answers); index++) {
        data_object *data = usual_data(tested);

        data->answer = answers[index];
        data->gives_no_memory = answers[index] == S_OK;
        menu = handler_open(tested, NULL, data);
        if (menu) {
            shown_menu shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);

            check("select.unreadable", SUCCEEDED(shown.result) && shown.count == 0,
                  "%d items for a data object that gives nothing", shown.count);
            shown_menu_free(&shown);
            IContextMenu_Release(menu);
        }
        check("select.lets-go", data_object_let_go(data), "the data object is still held");
    }
}

/* Without Initialize, and with it twice. */
static void check_odd_orders(const handler *tested)
{
    data_object *first = usual_data(tested);
    data_object *second = usual_data(tested);
    IContextMenu *menu = NULL;
    IShellExtInit *init = NULL;

    if (SUCCEEDED(tested->create(tested, NULL, &IID_IContextMenu, (void **)&menu))) {
        shown_menu shown = handler_query(menu, SHOWN_FIRST, SHOWN_LAST, CMF_NORMAL);

        check("order.query-first", shown.count == 0, "%d items before Initialize", shown.count);
        shown_menu_free(&shown);
        check_refused_commands(menu);
        IContextMenu_QueryInterface(menu, &IID_IShellExtInit, (void **)&init);
        IShellExtInit_Initialize(init, NULL, &first->IDataObject_iface, NULL);
        IShellExtInit_Initialize(init, NULL, &second->IDataObject_iface, NULL);
        check("order.initialize-twice", first->references == 1,
              "the first data object is still held after a second one was given");
        IShellExtInit_Release(init);
        IContextMenu_Release(menu);
    }
    data_object_let_go(first);
    check("select.lets-go", data_object_let_go(second), "the data object is still held");
}

void rules_check(const handler *tested)
{
    data_object *data = usual_data(tested);
    IContextMenu *menu;

    check_unknown(tested);
    check_aggregation(tested);
    menu = handler_open(tested, NULL, data);
    if (check("order.usual", menu != NULL, "a selected file was refused")) {
        check_flags(tested, menu);
        check_ids(menu);
        check_strings(tested, menu);
        if (!tested->is_tolerated) {
            check_refused_commands(menu);
            check_second_object(tested, menu);
            check_messages(menu);
            check_site(tested, menu);
        }
        IContextMenu_Release(menu);
    }
    check("select.media", data->media == 0, "%ld media were not released", data->media);
    check("select.lets-go", data_object_let_go(data), "the data object is still held");
    if (!tested->is_tolerated) {
        check_odd_selections(tested);
        check_odd_orders(tested);
    }
}
