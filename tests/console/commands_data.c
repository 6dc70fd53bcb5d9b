/* Commands of the script: what the data object of the selection holds. */
#include <stdlib.h>
#include <string.h>

#include "tests/console/output.h"
#include "tests/console/script.h"
#include "tests/console/view.h"

static CLIPFORMAT number_of(const char *format)
{
    wchar_t *name = utf16_of(format);
    CLIPFORMAT number = strcmp(format, "CF_UNICODETEXT") == 0
                            ? CF_UNICODETEXT
                            : (CLIPFORMAT)RegisterClipboardFormatW(name);

    free(name);
    return number;
}

static json_t *text_in(HGLOBAL block, bool is_utf8)
{
    const char *bytes = GlobalLock(block);
    size_t size = GlobalSize(block);
    json_t *text = NULL;

    if (bytes && is_utf8)
        text = json_stringn(bytes, strnlen(bytes, size));
    else if (bytes && wcsnlen((const wchar_t *)(const void *)bytes, size / sizeof(wchar_t)) <
                          size / sizeof(wchar_t))
        text = output_text((const wchar_t *)(const void *)bytes);
    GlobalUnlock(block);
    return text ? text : json_null();
}

static bool run_data(script_line *line)
{
    bool is_utf8 = line->count > 1 && strcmp(line->words[1], "utf-8") == 0;
    FORMATETC wanted = { number_of(line->words[0]), NULL, DVASPECT_CONTENT, -1, TYMED_HGLOBAL };
    STGMEDIUM medium = { 0 };
    component *owner;
    MMC_COOKIE cookie;
    DATA_OBJECT_TYPES type;
    IDataObject *selected = view_selected_data(line->in->active, &owner, &cookie, &type);
    HRESULT outcome = selected ? IDataObject_GetData(selected, &wanted, &medium) : E_FAIL;

    if (outcome == S_OK) {
        output_write(json_pack("{s:s, s:s, s:o}", "type", "data", "format", line->words[0], "text",
                               text_in(medium.hGlobal, is_utf8)));
        ReleaseStgMedium(&medium);
    }
    if (selected)
        IDataObject_Release(selected);
    return outcome == S_OK ||
           script_fail(line, "%s is not there: %08lX", line->words[0], (unsigned long)outcome);
}

const script_command data_commands[] = {
    { "data", 1, 2, "FORMAT [utf-8]", run_data },
    { 0 },
};
