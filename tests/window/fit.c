#include <stdarg.h>
#include <stdlib.h>
#include <wchar.h>

#include <windows.h>
#include <commctrl.h>

#include "com/string_table.h"
#include "shellext/window/resource.h"
#include "tests/shell/check.h"
#include "tests/window/chapters.h"
#include "tests/window/stage.h"

#define HEADER_MARGIN 14 /* both sides together, at 96 dots per inch */
#define BUTTON_MARGIN 12
#define PROGRESS      170 /* the bar and the gap beside it */

static const struct {
    const wchar_t *tag;
    WORD language;
} languages[] = {
    { L"en", LANG_ENGLISH },
    { L"de", LANG_GERMAN },
    { L"ja", LANG_JAPANESE },
};

typedef struct measure {
    HINSTANCE module; /* the program, for its texts */
    size_t language;  /* index */
    HDC dc;
    int dpi;
    subject who;
} measure;

static int scaled(const measure *by, int length)
{
    return MulDiv(length, by->dpi, USER_DEFAULT_SCREEN_DPI);
}

/* As in shellext/window/dpi.c: the font of messages. */
static void open_measure(measure *out)
{
    NONCLIENTMETRICSW metrics = { .cbSize = sizeof(metrics) };

    SetProcessDPIAware();
    *out = (measure){ .module = LoadLibraryExW(stage_program(), NULL, LOAD_LIBRARY_AS_DATAFILE) };
    out->dc = CreateCompatibleDC(NULL);
    out->dpi = GetDeviceCaps(out->dc, LOGPIXELSY);
    SystemParametersInfoW(SPI_GETNONCLIENTMETRICS, sizeof(metrics), &metrics, 0);
    SelectObject(out->dc, CreateFontIndirectW(&metrics.lfMessageFont));
}

static SIZE extent(const measure *by, const wchar_t *text)
{
    RECT whole = { 0 };

    DrawTextW(by->dc, text, -1, &whole, DT_CALCRECT | DT_SINGLELINE);
    return (SIZE){ whole.right, whole.bottom };
}

static void check_fits(const measure *by, const char *of, const wchar_t *text, SIZE room)
{
    SIZE needed = extent(by, text);

    check("fits", needed.cx <= room.cx && needed.cy <= room.cy,
          "%ls at %d: %s '%ls' needs %ldx%ld, and has %ldx%ld", languages[by->language].tag,
          by->dpi, of, text, needed.cx, needed.cy, room.cx, room.cy);
}

static RECT place_of(const measure *by, part which)
{
    RECT place = { 0 };

    GetWindowRect(subject_part(&by->who, which), &place);
    MapWindowPoints(NULL, by->who.window, (POINT *)&place, 2);
    return place;
}

static void check_part(const measure *by, part which, const char *of, int margin)
{
    RECT place = place_of(by, which);
    SIZE room = { place.right - place.left - scaled(by, margin), place.bottom - place.top };

    if (IsWindowVisible(subject_part(&by->who, which)))
        check_fits(by, of, subject_text(&by->who, which), room);
}

/* A text of the program with numbers in it, to free(). */
static wchar_t *text_of(const measure *by, UINT id, ...)
{
    va_list inserts;
    wchar_t *text;

    va_start(inserts, id);
    text = string_table_text(by->module, languages[by->language].language, id, &inserts);
    va_end(inserts);
    return text;
}

static void check_status(const measure *by, UINT id, int taken)
{
    RECT place = place_of(by, PART_STATUS);
    SIZE room = { place.right - place.left - scaled(by, taken), place.bottom - place.top };
    wchar_t *text = text_of(by, id, L"12,345", L"12,345", L"1.23 GB", L"12,345");

    check_fits(by, "status", text, room);
    free(text);
}

static void statuses_fit(const measure *by)
{
    static const UINT while_working[] = { IDS_STATUS_READING, IDS_STATUS_COUNTING,
                                          IDS_STATUS_WORKING, IDS_STATUS_UNDOING,
                                          IDS_STATUS_SEEKING, IDS_STATUS_INSTALLING };
    static const UINT at_rest[] = { IDS_STATUS_DONE, IDS_STATUS_EMPTY, IDS_STATUS_NO_RENAMED,
                                    IDS_STATUS_RESTORED, IDS_STATUS_PLAN };

    for (size_t index = 0; index < ARRAYSIZE(while_working); index++)
        check_status(by, while_working[index], PROGRESS);
    for (size_t index = 0; index < ARRAYSIZE(at_rest); index++)
        check_status(by, at_rest[index], 0);
}

static SIZE column_room(const measure *by, int index)
{
    HWND list = subject_part(&by->who, PART_LIST);

    return (SIZE){ (LONG)SendMessageW(list, LVM_GETCOLUMNWIDTH, (WPARAM)index, 0) -
                       scaled(by, HEADER_MARGIN),
                   scaled(by, 24) };
}

static void columns_fit(const measure *by)
{
    for (int index = 0; index < COLUMN_COUNT; index++) {
        wchar_t *title = text_of(by, IDS_COLUMN_NAME + (UINT)index);

        check_fits(by, "column", title, column_room(by, index));
        free(title);
    }
    for (UINT id = IDS_TRUSTED; id <= IDS_NOT_DONE; id++) {
        wchar_t *word = text_of(by, id);

        if (word && *word)
            check_fits(by, "result", word, column_room(by, COLUMN_RESULT));
        free(word);
    }
}

static void parts_fit(const measure *by)
{
    static const part buttons[] = { PART_RESTORE, PART_INSTALL, PART_UNDO, PART_EXPORT,
                                    PART_CLOSE };
    static const part labels[] = { PART_FILES_LABEL, PART_DETAILS_LABEL, PART_CHAIN_LABEL,
                                   PART_STATUS };

    for (size_t index = 0; index < ARRAYSIZE(buttons); index++)
        check_part(by, buttons[index], "button", BUTTON_MARGIN);
    for (size_t index = 0; index < ARRAYSIZE(labels); index++)
        check_part(by, labels[index], "label", 0);
}

/* As small as it can be made, it still has room for its buttons. */
static void buttons_fit_the_least_window(const measure *by)
{
    RECT first;

    SetWindowPos(by->who.window, NULL, 0, 0, 1, 1, SWP_NOMOVE | SWP_NOZORDER);
    first = place_of(by, PART_RESTORE);
    check("fits", first.left >= 0, "%ls at %d: the first button begins at %ld",
          languages[by->language].tag, by->dpi, first.left);
}

static void all_fits(measure *by)
{
    const wchar_t *paths[] = { stage_path(L"renamed") };
    wchar_t arguments[2 * PATH_CAPACITY];

    _snwprintf(arguments, ARRAYSIZE(arguments),
               L"restore --selection --anchors \"%ls\" --state \"%ls\" --language %ls",
               stage_path(L"root.pem"), stage_path(L"state"), languages[by->language].tag);
    if (check("start", subject_start(&by->who, stage_program(), arguments, paths, 1, 0),
              "no window") &&
        check("end", subject_rest(&by->who), "still busy")) {
        parts_fit(by);
        statuses_fit(by);
        columns_fit(by);
        buttons_fit_the_least_window(by);
    }
    subject_end(&by->who);
}

void texts_fit(void)
{
    measure by;

    open_measure(&by);
    for (by.language = 0; by.language < ARRAYSIZE(languages); by.language++)
        all_fits(&by);
    DeleteDC(by.dc);
    FreeLibrary(by.module);
}
