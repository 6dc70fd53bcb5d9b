#include "tests/console/identity_check.h"

#include <windows.h>
#include <ocidl.h>
#include <mmc.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"

#define POISON ((void *)(LONG_PTR)0x5EEDBAD2)

static const struct {
    const IID *iid;
    const char *name;
} asked[] = {
    { &IID_IUnknown, "IUnknown" },
    { &IID_IComponentData, "IComponentData" },
    { &IID_IComponentData2, "IComponentData2" },
    { &IID_IComponent, "IComponent" },
    { &IID_IComponent2, "IComponent2" },
    { &IID_IPersistStream, "IPersistStream" },
    { &IID_IPersistStreamInit, "IPersistStreamInit" },
    { &IID_IPersistStorage, "IPersistStorage" },
    { &IID_IPersist, "IPersist" },
    { &IID_IExtendContextMenu, "IExtendContextMenu" },
    { &IID_IExtendControlbar, "IExtendControlbar" },
    { &IID_IExtendPropertySheet, "IExtendPropertySheet" },
    { &IID_IExtendPropertySheet2, "IExtendPropertySheet2" },
    { &IID_IResultDataCompare, "IResultDataCompare" },
    { &IID_IResultDataCompareEx, "IResultDataCompareEx" },
    { &IID_IResultOwnerData, "IResultOwnerData" },
    { &IID_ISnapinHelp, "ISnapinHelp" },
    { &IID_ISnapinHelp2, "ISnapinHelp2" },
    { &IID_ISnapinAbout, "ISnapinAbout" },
    { &IID_IRequiredExtensions, "IRequiredExtensions" },
    { &IID_IDataObject, "IDataObject" },
};

static HRESULT query(IUnknown *object, REFIID iid, void **out)
{
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "QueryInterface");
    outcome = IUnknown_QueryInterface(object, iid, out);
    call_end(&now);
    return outcome;
}

static ULONG references_of(IUnknown *object)
{
    IUnknown_AddRef(object);
    return IUnknown_Release(object);
}

static void check_refusal(IUnknown *object, const char *what)
{
    static const IID nothing = { 0x7c1d3f5a, 0x1e2b, 0x4c3d, { 0x9a, 1, 2, 3, 4, 5, 6, 7 } };
    void *out = POISON;
    ULONG before = references_of(object);
    HRESULT outcome = query(object, &nothing, &out);

    breach_expect(outcome == E_NOINTERFACE, CHECK_QI_UNKNOWN,
                  "%s answered an interface that nobody knows with %08lx", what, outcome);
    breach_expect(!out || SUCCEEDED(outcome), CHECK_QI_NULLS,
                  "%s left the out pointer of an interface that it refused", what);
    if (SUCCEEDED(outcome) && out && out != POISON)
        IUnknown_Release((IUnknown *)out);
    breach_expect(references_of(object) == before, CHECK_QI_COUNTS,
                  "%s counted a reference for an interface that it refused", what);
}

/* From one interface to another: it must be there, and lead to the same object. */
static void check_step(IUnknown *from, size_t here, size_t there, bool is_expected,
                       const IUnknown *identity, const char *what)
{
    IUnknown *to = NULL;
    IUnknown *unknown = NULL;
    HRESULT outcome = query(from, asked[there].iid, (void **)&to);

    breach_expect(SUCCEEDED(outcome) == is_expected, CHECK_QI_SYMMETRIC,
                  "%s gives %s %s through %s", what, asked[there].name,
                  is_expected ? "not" : "only", asked[here].name);
    if (FAILED(outcome) || !to)
        return;
    if (SUCCEEDED(query(to, &IID_IUnknown, (void **)&unknown)) && unknown) {
        breach_expect(unknown == identity, CHECK_QI_IDENTITY, "%s has another IUnknown through %s",
                      what, asked[there].name);
        IUnknown_Release(unknown);
    }
    IUnknown_Release(to);
}

void identity_check(IUnknown *object, const char *what)
{
    IUnknown *found[ARRAYSIZE(asked)] = { 0 };
    ULONG before = references_of(object);

    for (size_t index = 0; index < ARRAYSIZE(asked); index++) {
        if (FAILED(query(object, asked[index].iid, (void **)&found[index])))
            found[index] = NULL;
    }
    for (size_t here = 0; here < ARRAYSIZE(asked); here++) {
        for (size_t there = 0; found[here] && there < ARRAYSIZE(asked); there++)
            check_step(found[here], here, there, found[there] != NULL, found[0], what);
    }
    for (size_t index = 0; index < ARRAYSIZE(asked); index++) {
        if (found[index])
            IUnknown_Release(found[index]);
    }
    breach_expect(references_of(object) == before, CHECK_QI_COUNTS,
                  "%s has %lu references instead of %lu after it was asked for interfaces", what,
                  references_of(object), before);
    check_refusal(object, what);
}
