#include "tests/shell/mutants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/shell/check.h"
#include "tests/shell/rules.h"

#define MUTATION(name, rule) name,

typedef enum mutation { KEEPS_EVERY_RULE, FOR_EACH_MUTANT(MUTATION) } mutation;

typedef struct mutant {
    IContextMenu3 IContextMenu3_iface;
    IShellExtInit IShellExtInit_iface;
    IObjectWithSite IObjectWithSite_iface;
    LONG references;
    mutation does;
    bool was_queried;
    IDataObject *data;
    IUnknown *site;
} mutant;

static const wchar_t *const verbs[] = { L"Mutant.One", L"Mutant.Two" };

static mutant *from_IContextMenu3(IContextMenu3 *iface)
{
    return CONTAINING_RECORD(iface, mutant, IContextMenu3_iface);
}

static mutant *from_IShellExtInit(IShellExtInit *iface)
{
    return CONTAINING_RECORD(iface, mutant, IShellExtInit_iface);
}

static mutant *from_IObjectWithSite(IObjectWithSite *iface)
{
    return CONTAINING_RECORD(iface, mutant, IObjectWithSite_iface);
}

static HRESULT find_interface(mutant *self, REFIID iid, void **out)
{
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IContextMenu) ||
        IsEqualIID(iid, &IID_IContextMenu2) || IsEqualIID(iid, &IID_IContextMenu3))
        *out = &self->IContextMenu3_iface;
    else if (IsEqualIID(iid, &IID_IShellExtInit))
        *out = &self->IShellExtInit_iface;
    else if (IsEqualIID(iid, &IID_IObjectWithSite))
        *out = &self->IObjectWithSite_iface;
    else
        return E_NOINTERFACE;
    InterlockedIncrement(&self->references);
    return S_OK;
}

static HRESULT WINAPI mutant_QueryInterface(IContextMenu3 *iface, REFIID iid, void **out)
{
    mutant *self = from_IContextMenu3(iface);
    HRESULT result;

    if (self->does != LEAVES_OUT_POINTER)
        *out = NULL;
    result = find_interface(self, iid, out);
    if (FAILED(result) && self->does == COUNTS_REFUSALS)
        InterlockedIncrement(&self->references);
    if (FAILED(result) && self->does == ANSWERS_ANYTHING)
        return find_interface(self, &IID_IUnknown, out);
    return result;
}

static ULONG WINAPI mutant_AddRef(IContextMenu3 *iface)
{
    return (ULONG)InterlockedIncrement(&from_IContextMenu3(iface)->references);
}

static ULONG WINAPI mutant_Release(IContextMenu3 *iface)
{
    mutant *self = from_IContextMenu3(iface);
    ULONG left = (ULONG)InterlockedDecrement(&self->references);

    if (left == 0) {
        if (self->data && self->does != HOLDS_DATA)
            IDataObject_Release(self->data);
        if (self->site && self->does != HOLDS_SITE)
            IUnknown_Release(self->site);
        free(self);
    }
    return left;
}

static bool has_files(mutant *self)
{
    FORMATETC format = { CF_HDROP, NULL, DVASPECT_CONTENT, -1, TYMED_HGLOBAL };
    STGMEDIUM medium = { 0 };
    bool has;

    if (self->does == SHOWS_ALWAYS)
        return true;
    if (!self->data || IDataObject_GetData(self->data, &format, &medium) != S_OK)
        return false;
    has = medium.hGlobal != NULL;
    if (self->does != HOLDS_MEDIA)
        ReleaseStgMedium(&medium);
    return has;
}

static const wchar_t *text_of(const mutant *self, UINT id)
{
    if (id == 0 || self->does == REPEATS_TEXT)
        return L"Mutant &one";
    return self->does == REPEATS_KEY ? L"Mutant tw&o" : L"Mutant &two";
}

static HRESULT WINAPI mutant_QueryContextMenu(IContextMenu3 *iface, HMENU menu, UINT position,
                                              UINT first, UINT last, UINT flags)
{
    mutant *self = from_IContextMenu3(iface);
    UINT used = 0;

    self->was_queried = true;
    if (((flags & CMF_DEFAULTONLY) && self->does != ADDS_BY_DEFAULT) || !has_files(self))
        return S_OK;
    for (UINT id = 0; id < 2; id++) {
        UINT item = self->does == IGNORES_FIRST ? id + 10 : first + id;

        if (item > last && self->does != IGNORES_LAST)
            break;
        InsertMenuW(menu, self->does == IGNORES_POSITION ? 0 : position++, MF_BYPOSITION, item,
                    text_of(self, id));
        used = id + 1;
    }
    if (self->does == MAKES_ITSELF_DEFAULT)
        SetMenuDefaultItem(menu, first, FALSE);
    return self->does == ANSWERS_S_OK ? S_OK : MAKE_HRESULT(SEVERITY_SUCCESS, 0, used);
}

static int invoked(const mutant *self, const CMINVOKECOMMANDINFO *info)
{
    if (!IS_INTRESOURCE(info->lpVerb)) {
        if (_stricmp(info->lpVerb, "Mutant.One") == 0)
            return 0;
        if (_stricmp(info->lpVerb, "Mutant.Two") == 0)
            return 1;
        return self->does == TAKES_ANY_VERB ? 0 : -1;
    }
    if ((ULONG_PTR)info->lpVerb < 2)
        return (int)(ULONG_PTR)info->lpVerb;
    return self->does == TAKES_ANY_ID ? 0 : -1;
}

static HRESULT WINAPI mutant_InvokeCommand(IContextMenu3 *iface, CMINVOKECOMMANDINFO *info)
{
    mutant *self = from_IContextMenu3(iface);

    if (info->cbSize < sizeof(*info) && self->does != READS_BEYOND)
        return E_INVALIDARG;
    if (invoked(self, info) < 0 || (self->does == KEEPS_STATE && !self->was_queried))
        return E_INVALIDARG;
    return self->data || self->does == READS_BEYOND ? S_OK : E_FAIL;
}

static HRESULT give_string(const mutant *self, const wchar_t *text, UINT what, char *out,
                           UINT capacity)
{
    size_t room = self->does == WRITES_BEYOND ? capacity + 1 : capacity;
    size_t size = wcslen(text) + 1;

    if (size > room)
        size = room;
    for (size_t index = 0; index < size; index++) {
        wchar_t unit = index + 1 < size || self->does == LEAVES_NO_END ? text[index] : L'\0';

        if (what & GCS_UNICODE)
            memcpy(out + index * sizeof(unit), &unit, sizeof(unit));
        else
            out[index] = (char)unit;
    }
    return S_OK;
}

static HRESULT WINAPI mutant_GetCommandString(IContextMenu3 *iface, UINT_PTR id, UINT what,
                                              UINT *reserved, char *out, UINT capacity)
{
    mutant *self = from_IContextMenu3(iface);

    (void)reserved;
    if (what == GCS_VALIDATEA || what == GCS_VALIDATEW)
        return id < 2 && self->does != VALIDATES_NOTHING ? S_OK : S_FALSE;
    if (id >= 2 || (what == GCS_VERBA && self->does == HAS_NO_NARROW_VERB))
        return E_INVALIDARG;
    if (what == GCS_HELPTEXTA || what == GCS_HELPTEXTW)
        return give_string(self, L"What a mutant does", what, out, capacity);
    return give_string(self, verbs[self->does == REPEATS_VERB ? 0 : id], what, out, capacity);
}

static HRESULT WINAPI mutant_HandleMenuMsg2(IContextMenu3 *iface, UINT message, WPARAM wparam,
                                            LPARAM lparam, LRESULT *answer)
{
    (void)message, (void)wparam, (void)lparam;
    if (answer)
        *answer = MAKELONG(0, MNC_IGNORE);
    return from_IContextMenu3(iface)->does == CLAIMS_KEYS ? S_OK : S_FALSE;
}

static HRESULT WINAPI mutant_HandleMenuMsg(IContextMenu3 *iface, UINT message, WPARAM wparam,
                                           LPARAM lparam)
{
    return mutant_HandleMenuMsg2(iface, message, wparam, lparam, NULL);
}

static const IContextMenu3Vtbl mutant_vtbl = {
    .QueryInterface = mutant_QueryInterface,
    .AddRef = mutant_AddRef,
    .Release = mutant_Release,
    .QueryContextMenu = mutant_QueryContextMenu,
    .InvokeCommand = mutant_InvokeCommand,
    .GetCommandString = mutant_GetCommandString,
    .HandleMenuMsg = mutant_HandleMenuMsg,
    .HandleMenuMsg2 = mutant_HandleMenuMsg2,
};

static HRESULT WINAPI init_QueryInterface(IShellExtInit *iface, REFIID iid, void **out)
{
    mutant *self = from_IShellExtInit(iface);

    if (self->does == IS_TWO_OBJECTS && IsEqualIID(iid, &IID_IUnknown)) {
        InterlockedIncrement(&self->references);
        *out = iface;
        return S_OK;
    }
    return mutant_QueryInterface(&self->IContextMenu3_iface, iid, out);
}

static ULONG WINAPI init_AddRef(IShellExtInit *iface)
{
    return mutant_AddRef(&from_IShellExtInit(iface)->IContextMenu3_iface);
}

static ULONG WINAPI init_Release(IShellExtInit *iface)
{
    return mutant_Release(&from_IShellExtInit(iface)->IContextMenu3_iface);
}

static HRESULT WINAPI init_Initialize(IShellExtInit *iface, PCIDLIST_ABSOLUTE folder,
                                      IDataObject *data, HKEY type)
{
    mutant *self = from_IShellExtInit(iface);

    (void)folder, (void)type;
    if (self->data)
        IDataObject_Release(self->data);
    self->data = data;
    if (data)
        IDataObject_AddRef(data);
    return data || self->does == SHOWS_ALWAYS ? S_OK : E_INVALIDARG;
}

static const IShellExtInitVtbl init_vtbl = {
    .QueryInterface = init_QueryInterface,
    .AddRef = init_AddRef,
    .Release = init_Release,
    .Initialize = init_Initialize,
};

static HRESULT WINAPI site_QueryInterface(IObjectWithSite *iface, REFIID iid, void **out)
{
    return mutant_QueryInterface(&from_IObjectWithSite(iface)->IContextMenu3_iface, iid, out);
}

static ULONG WINAPI site_AddRef(IObjectWithSite *iface)
{
    return mutant_AddRef(&from_IObjectWithSite(iface)->IContextMenu3_iface);
}

static ULONG WINAPI site_Release(IObjectWithSite *iface)
{
    return mutant_Release(&from_IObjectWithSite(iface)->IContextMenu3_iface);
}

static HRESULT WINAPI site_SetSite(IObjectWithSite *iface, IUnknown *site)
{
    mutant *self = from_IObjectWithSite(iface);

    if (site)
        IUnknown_AddRef(site);
    if (self->site && self->does != HOLDS_SITE)
        IUnknown_Release(self->site);
    self->site = site;
    return S_OK;
}

static HRESULT WINAPI site_GetSite(IObjectWithSite *iface, REFIID iid, void **out)
{
    mutant *self = from_IObjectWithSite(iface);

    *out = NULL;
    return self->site ? IUnknown_QueryInterface(self->site, iid, out) : E_FAIL;
}

static const IObjectWithSiteVtbl site_vtbl = {
    .QueryInterface = site_QueryInterface,
    .AddRef = site_AddRef,
    .Release = site_Release,
    .SetSite = site_SetSite,
    .GetSite = site_GetSite,
};

static HRESULT create_mutant(const handler *tested, IUnknown *outer, REFIID iid, void **out)
{
    mutant *self = calloc(1, sizeof(*self));

    *out = NULL;
    self->does = (mutation)tested->mutation;
    if (outer && self->does != AGGREGATES) {
        free(self);
        return CLASS_E_NOAGGREGATION;
    }
    self->IContextMenu3_iface.lpVtbl = (IContextMenu3Vtbl *)&mutant_vtbl;
    self->IShellExtInit_iface.lpVtbl = (IShellExtInitVtbl *)&init_vtbl;
    self->IObjectWithSite_iface.lpVtbl = (IObjectWithSiteVtbl *)&site_vtbl;
    self->references = self->does == IS_NEVER_FREED ? 1 : 0;
    return find_interface(self, iid, out);
}

#define MUTANT_NAME(name, rule) { #name, rule },

void mutants_check(void)
{
    static const struct {
        const char *name;
        const char *rule;
    } mutants[] = { { "KEEPS_EVERY_RULE", NULL }, FOR_EACH_MUTANT(MUTANT_NAME) };

    for (int index = 0; index < (int)ARRAYSIZE(mutants); index++) {
        handler made = { .create = create_mutant,
                         .mutation = index,
                         .selected = HANDLER_USUAL_FILE };
        size_t others;
        bool is_found;

        check_note_breaches();
        rules_check(&made);
        is_found = check_noted(mutants[index].rule ? mutants[index].rule : "", &others);
        if (mutants[index].rule)
            check("client.finds", is_found, "a handler that %s was not found to break %s",
                  mutants[index].name, mutants[index].rule);
        else
            check("client.accuses-nobody", others == 0,
                  "a handler that keeps every rule was found to break %zu", others);
    }
}
