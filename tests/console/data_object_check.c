#include "tests/console/data_object_check.h"

#include <stdlib.h>
#include <string.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/output.h"

#define TEXT_SIZE 2048

static FORMATETC format_of(const wchar_t *name)
{
    return (FORMATETC){ (CLIPFORMAT)RegisterClipboardFormatW(name), NULL, DVASPECT_CONTENT, -1,
                        TYMED_HGLOBAL };
}

/* What a format says, in a block of ours; the outcome of the call. */
static HRESULT get_here(IDataObject *data, const wchar_t *name, void *out, size_t size)
{
    FORMATETC format = format_of(name);
    STGMEDIUM medium = { .tymed = TYMED_HGLOBAL };
    HRESULT outcome;
    call now;

    medium.hGlobal = GlobalAlloc(GMEM_FIXED | GMEM_ZEROINIT, size);
    if (!medium.hGlobal)
        return E_OUTOFMEMORY;
    call_begin(&now, CALL_ANY, "IDataObject::GetDataHere");
    outcome = IDataObject_GetDataHere(data, &format, &medium);
    call_end(&now);
    if (SUCCEEDED(outcome))
        memcpy(out, medium.hGlobal, size);
    GlobalFree(medium.hGlobal);
    return outcome;
}

bool data_object_given(HRESULT outcome, IDataObject *data, const void *poison, const char *what,
                       MMC_COOKIE cookie)
{
    breach_expect(SUCCEEDED(outcome) || !data, CHECK_OUT_NULL,
                  "%s::QueryDataObject gave %08lx and left its out pointer", what, outcome);
    return breach_expect(SUCCEEDED(outcome) && data != poison, CHECK_DATA_NONE,
                         "%s::QueryDataObject gave %08lx for the cookie %p", what, outcome,
                         (void *)cookie) &&
           data != NULL;
}

bool data_object_node_type(IDataObject *data, GUID *out)
{
    return SUCCEEDED(get_here(data, CCF_NODETYPE, out, sizeof(*out)));
}

wchar_t *data_object_name(IDataObject *data)
{
    wchar_t text[TEXT_SIZE];

    if (FAILED(get_here(data, CCF_DISPLAY_NAME, text, sizeof(text))))
        return NULL;
    text[TEXT_SIZE - 1] = L'\0';
    return _wcsdup(text);
}

void data_object_check(IDataObject *data, const snap_in *of, bool is_multiple)
{
    (void)data, (void)of, (void)is_multiple;
}
