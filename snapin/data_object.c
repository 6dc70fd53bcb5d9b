#include "snapin/data_object.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <jansson.h>
#include <objidl.h>
#include <shlobj.h>

#include "com/module.h"
#include "core/platform/win32/text.h"
#include "snapin/bytes.h"
#include "snapin/cell_text.h"
#include "snapin/classes.h"
#include "snapin/place.h"
#include "snapin/rows/record_reader.h"
#include "snapin/strings.h"

#define GUID_TEXT_CAPACITY 39 /* "{", 36 characters, "}" and the end */

typedef struct data_object {
    IDataObject IDataObject_iface;
    LONG references;
    bool is_several; /* answers for a selection, and not for one item */
    item item;
    item_row *rows;
    wchar_t *name; /* of the place or the first row */
} data_object;

static data_object *from_IDataObject(IDataObject *iface)
{
    return CONTAINING_RECORD(iface, data_object, IDataObject_iface);
}

/* Contents of the formats: each false if there are none for this item -------------------------- */

static bool write_type(bytes *out, const data_object *self)
{
    GUID type = place_type(self->item.place, self->item.row_count > 0);

    return bytes_add(out, &type, sizeof(type));
}

static bool write_type_text(bytes *out, const data_object *self)
{
    GUID type = place_type(self->item.place, self->item.row_count > 0);
    wchar_t text[GUID_TEXT_CAPACITY];

    return StringFromGUID2(&type, text, ARRAYSIZE(text)) == ARRAYSIZE(text) &&
           bytes_add(out, text, sizeof(text));
}

static bool write_name(bytes *out, const data_object *self)
{
    return bytes_add_text(out, self->name);
}

static bool write_class(bytes *out, const data_object *self)
{
    (void)self;
    return bytes_add(out, &CLSID_trustmend_snapin, sizeof(CLSID_trustmend_snapin));
}

/* SNodeID2 and SColumnSetID have the same shape: flags, size, and so many bytes. */
static bool write_id(bytes *out, const char *word)
{
    DWORD head[2] = { 0, (DWORD)strlen(word) };

    return bytes_add(out, head, sizeof(head)) && bytes_add(out, word, head[1]);
}

static bool write_place_id(bytes *out, const data_object *self)
{
    return self->item.row_count == 0 && write_id(out, place_word(self->item.place));
}

static bool write_types(bytes *out, const data_object *self)
{
    DWORD count = 1;

    return self->is_several && bytes_add(out, &count, sizeof(count)) && write_type(out, self);
}

static bool write_records(bytes *out, const data_object *self)
{
    for (size_t index = 0; index < self->item.row_count; index++) {
        const char *record = self->rows[index].record;

        if (record && !(bytes_add(out, record, strlen(record)) && bytes_add(out, "\n", 1)))
            return false;
    }
    return self->item.row_count > 0;
}

/* A member of the one row's record that holds text. */
static bool write_member(bytes *out, const data_object *self, const char *member)
{
    const char *record = self->item.row_count == 1 ? self->rows[0].record : NULL;
    json_t *json = record ? json_loads(record, 0, NULL) : NULL;
    const char *value = json_string_value(json_object_get(json, member));
    wchar_t *text = value ? tr_text_to_utf16(value) : NULL;
    bool is_written = text && bytes_add_text(out, text);

    free(text);
    json_decref(json);
    return is_written;
}

static bool write_thumbprint(bytes *out, const data_object *self)
{
    return write_member(out, self, "sha1");
}

static bool write_path(bytes *out, const data_object *self)
{
    return write_member(out, self, "path");
}

/* Few selections are ever copied as text, so that it is made of the records when it is wanted. */
static bool write_text(bytes *out, const data_object *self)
{
    const node *place = self->item.row_count > 0 ? node_of(self->item.place) : NULL;
    record_reader *reader = place ? record_reader_new(place) : NULL;
    row_block *block;
    bytes records = { 0 };

    if (reader && write_records(&records, self))
        record_reader_feed(reader, (const char *)records.data, records.size, NULL);
    block = reader ? record_reader_take(reader) : NULL;
    for (size_t index = 0; block && index < row_block_count(block); index++)
        cell_text_add_row(out, place, row_block_at(block, index));
    row_block_free(block);
    record_reader_free(reader);
    bytes_free(&records);
    return out->size > 0 && bytes_add_text(out, L"");
}

static const struct {
    const wchar_t *name; /* NULL: CF_UNICODETEXT */
    bool (*write)(bytes *out, const data_object *self);
} formats[] = {
    { CCF_NODETYPE, write_type },
    { CCF_SZNODETYPE, write_type_text },
    { CCF_DISPLAY_NAME, write_name },
    { CCF_SNAPIN_CLASSID, write_class },
    { CCF_NODEID2, write_place_id },
    { CCF_COLUMN_SET_ID, write_place_id },
    { CCF_OBJECT_TYPES_IN_MULTI_SELECT, write_types },
    { CCF_TRUSTMEND_RECORDS, write_records },
    { CCF_TRUSTMEND_THUMBPRINT, write_thumbprint },
    { CCF_TRUSTMEND_PATH, write_path },
    { NULL, write_text },
};

static CLIPFORMAT number_of(size_t format)
{
    return formats[format].name ? (CLIPFORMAT)RegisterClipboardFormatW(formats[format].name)
                                : CF_UNICODETEXT;
}

/* The bytes of a format, or why there are none. */
static HRESULT contents(bytes *out, const data_object *self, const FORMATETC *wanted)
{
    if (!(wanted->dwAspect & DVASPECT_CONTENT))
        return DV_E_DVASPECT;
    for (size_t format = 0; format < ARRAYSIZE(formats); format++) {
        if (wanted->cfFormat == number_of(format) && formats[format].write(out, self))
            return wanted->tymed & TYMED_HGLOBAL ? S_OK : DV_E_TYMED;
    }
    return out->has_failed ? E_OUTOFMEMORY : DV_E_FORMATETC;
}

/* IDataObject ---------------------------------------------------------------------------------- */

static HRESULT WINAPI data_QueryInterface(IDataObject *iface, REFIID iid, void **out)
{
    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!IsEqualIID(iid, &IID_IUnknown) && !IsEqualIID(iid, &IID_IDataObject))
        return E_NOINTERFACE;
    IDataObject_AddRef(iface);
    *out = iface;
    return S_OK;
}

static ULONG WINAPI data_AddRef(IDataObject *iface)
{
    return (ULONG)InterlockedIncrement(&from_IDataObject(iface)->references);
}

static ULONG WINAPI data_Release(IDataObject *iface)
{
    data_object *self = from_IDataObject(iface);
    ULONG left = (ULONG)InterlockedDecrement(&self->references);

    if (left == 0) {
        for (size_t index = 0; index < self->item.row_count; index++) {
            free(self->rows[index].key);
            free(self->rows[index].record);
        }
        free(self->rows);
        free(self->name);
        free(self);
        module_unlock();
    }
    return left;
}

static HRESULT WINAPI data_GetData(IDataObject *iface, FORMATETC *wanted, STGMEDIUM *medium)
{
    bytes all = { 0 };
    HRESULT result;

    if (!wanted || !medium)
        return E_POINTER;
    result = contents(&all, from_IDataObject(iface), wanted);
    if (result == S_OK) {
        HGLOBAL block = GlobalAlloc(GMEM_MOVEABLE, all.size);

        if (block) {
            memcpy(GlobalLock(block), all.data, all.size);
            GlobalUnlock(block);
            memset(medium, 0, sizeof(*medium));
            medium->tymed = TYMED_HGLOBAL;
            medium->hGlobal = block;
        } else {
            result = E_OUTOFMEMORY;
        }
    }
    bytes_free(&all);
    return result;
}

static HRESULT WINAPI data_GetDataHere(IDataObject *iface, FORMATETC *wanted, STGMEDIUM *medium)
{
    bytes all = { 0 };
    HRESULT result;
    void *block;

    if (!wanted || !medium)
        return E_POINTER;
    if (medium->tymed != TYMED_HGLOBAL || !medium->hGlobal)
        return DV_E_TYMED;
    result = contents(&all, from_IDataObject(iface), wanted);
    if (result == S_OK && all.size > GlobalSize(medium->hGlobal))
        result = STG_E_MEDIUMFULL;
    if (result == S_OK) {
        block = GlobalLock(medium->hGlobal);
        if (block)
            memcpy(block, all.data, all.size);
        else
            result = E_OUTOFMEMORY;
        GlobalUnlock(medium->hGlobal);
    }
    bytes_free(&all);
    return result;
}

static HRESULT WINAPI data_QueryGetData(IDataObject *iface, FORMATETC *wanted)
{
    bytes all = { 0 };
    HRESULT result;

    if (!wanted)
        return E_POINTER;
    result = contents(&all, from_IDataObject(iface), wanted);
    bytes_free(&all);
    return result;
}

static HRESULT WINAPI data_GetCanonicalFormatEtc(IDataObject *iface, FORMATETC *wanted,
                                                 FORMATETC *out)
{
    (void)iface, (void)wanted;
    if (!out)
        return E_POINTER;
    out->ptd = NULL;
    return E_NOTIMPL;
}

static HRESULT WINAPI data_SetData(IDataObject *iface, FORMATETC *format, STGMEDIUM *medium,
                                   BOOL release)
{
    (void)iface, (void)format, (void)medium, (void)release;
    return E_NOTIMPL;
}

static HRESULT WINAPI data_EnumFormatEtc(IDataObject *iface, DWORD direction, IEnumFORMATETC **out)
{
    FORMATETC list[ARRAYSIZE(formats)];
    UINT count = 0;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (direction != DATADIR_GET)
        return E_NOTIMPL;
    for (size_t format = 0; format < ARRAYSIZE(formats); format++) {
        list[count] = (FORMATETC){ number_of(format), NULL, DVASPECT_CONTENT, -1, TYMED_HGLOBAL };
        if (IDataObject_QueryGetData(iface, &list[count]) == S_OK)
            count++;
    }
    return SHCreateStdEnumFmtEtc(count, list, out);
}

static HRESULT WINAPI data_DAdvise(IDataObject *iface, FORMATETC *format, DWORD flags,
                                   IAdviseSink *sink, DWORD *out)
{
    (void)iface, (void)format, (void)flags, (void)sink;
    if (out)
        *out = 0;
    return OLE_E_ADVISENOTSUPPORTED;
}

static HRESULT WINAPI data_DUnadvise(IDataObject *iface, DWORD connection)
{
    (void)iface, (void)connection;
    return OLE_E_ADVISENOTSUPPORTED;
}

static HRESULT WINAPI data_EnumDAdvise(IDataObject *iface, IEnumSTATDATA **out)
{
    (void)iface;
    if (out)
        *out = NULL;
    return OLE_E_ADVISENOTSUPPORTED;
}

static const IDataObjectVtbl data_vtbl = {
    .QueryInterface = data_QueryInterface,
    .AddRef = data_AddRef,
    .Release = data_Release,
    .GetData = data_GetData,
    .GetDataHere = data_GetDataHere,
    .QueryGetData = data_QueryGetData,
    .GetCanonicalFormatEtc = data_GetCanonicalFormatEtc,
    .SetData = data_SetData,
    .EnumFormatEtc = data_EnumFormatEtc,
    .DAdvise = data_DAdvise,
    .DUnadvise = data_DUnadvise,
    .EnumDAdvise = data_EnumDAdvise,
};

/* Making one, and finding it again ------------------------------------------------------------- */

/* Rows that no command printed get their record where one of them is meant: of very many, making
 * them all would take too long. */
static char *record_of(const row *from, bool is_only)
{
    json_t *made = !from->record && is_only ? row_record(from) : NULL;
    char *text = made ? json_dumps(made, JSON_COMPACT) : NULL;

    json_decref(made);
    return from->record ? _strdup(from->record) : text;
}

static bool copy_row(item_row *out, const row *from, bool is_only)
{
    out->key = _strdup(from->key);
    out->record = record_of(from, is_only);
    return out->key && (out->record || !from->record);
}

static bool copy_rows(data_object *self, const row *const *rows, size_t count)
{
    self->rows = count > 0 ? calloc(count, sizeof(*self->rows)) : NULL;
    self->item.rows = self->rows;
    if (count > 0 && !self->rows)
        return false;
    for (size_t index = 0; index < count; index++) {
        self->item.row_count = index + 1;
        if (!copy_row(&self->rows[index], rows[index], count == 1))
            return false;
    }
    return true;
}

HRESULT data_object_create(IDataObject **out, node_id place, const row *const *rows, size_t count,
                           bool is_several)
{
    data_object *self = calloc(1, sizeof(*self));

    if (!self)
        return E_OUTOFMEMORY;
    self->IDataObject_iface.lpVtbl = &data_vtbl;
    self->references = 1;
    self->is_several = is_several;
    self->item.place = place;
    module_lock();

    if (copy_rows(self, rows, count))
        self->name = count > 0 ? cell_text(node_of(place), rows[0], 0) : text_of(place_name(place));
    if (!self->name) {
        IDataObject_Release(&self->IDataObject_iface);
        return E_OUTOFMEMORY;
    }
    *out = &self->IDataObject_iface;
    return S_OK;
}

static IDataObject *ours_or_null(IDataObject *given)
{
    if (!given || IS_SPECIAL_DATAOBJECT(given) || given->lpVtbl != &data_vtbl)
        return NULL;
    IDataObject_AddRef(given);
    return given;
}

/* Of a selection over several snap-ins, the object of each stands in a list. */
static IDataObject *ours_in_composite(IDataObject *composite)
{
    FORMATETC wanted = { (CLIPFORMAT)RegisterClipboardFormatW(CCF_MULTI_SELECT_SNAPINS), NULL,
                         DVASPECT_CONTENT, -1, TYMED_HGLOBAL };
    STGMEDIUM medium = { 0 };
    IDataObject *ours = NULL;
    const SMMCDataObjects *list;
    size_t room;

    if (IDataObject_GetData(composite, &wanted, &medium) != S_OK)
        return NULL;
    list = medium.tymed == TYMED_HGLOBAL ? GlobalLock(medium.hGlobal) : NULL;
    if (list) {
        room = (GlobalSize(medium.hGlobal) - offsetof(SMMCDataObjects, lpDataObject)) /
               sizeof(list->lpDataObject[0]);
        for (DWORD index = 0; index < list->count && index < room && !ours; index++)
            ours = ours_or_null(list->lpDataObject[index]);
        GlobalUnlock(medium.hGlobal);
    }
    ReleaseStgMedium(&medium);
    return ours;
}

IDataObject *data_object_ours(IDataObject *given)
{
    IDataObject *ours = ours_or_null(given);

    if (!ours && given && !IS_SPECIAL_DATAOBJECT(given))
        ours = ours_in_composite(given);
    return ours;
}

const item *data_object_item(IDataObject *ours)
{
    return &from_IDataObject(ours)->item;
}

bool data_object_equals(IDataObject *first, IDataObject *second)
{
    IDataObject *one = data_object_ours(first);
    IDataObject *other = data_object_ours(second);
    bool is_equal = false;

    if (one && other) {
        const item *left = data_object_item(one);
        const item *right = data_object_item(other);

        is_equal = left->place == right->place && left->row_count == right->row_count;
        for (size_t index = 0; is_equal && index < left->row_count; index++)
            is_equal = strcmp(left->rows[index].key, right->rows[index].key) == 0;
    }
    if (one)
        IDataObject_Release(one);
    if (other)
        IDataObject_Release(other);
    return is_equal;
}
