#include "shellext/window/theme.h"

#include <commctrl.h>
#include <uxtheme.h>

#include "shellext/window/theme_drawing.h"

#define PERSONALIZE L"Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"
#define DARK_TITLE  20 /* DWMWA_USE_IMMERSIVE_DARK_MODE */

typedef HRESULT WINAPI set_window_attribute(HWND window, DWORD attribute, const void *value,
                                            DWORD size);
typedef void any_function(void);

static bool has_high_contrast(void)
{
    HIGHCONTRASTW how = { .cbSize = sizeof(how) };

    return SystemParametersInfoW(SPI_GETHIGHCONTRAST, sizeof(how), &how, 0) &&
           (how.dwFlags & HCF_HIGHCONTRASTON);
}

/* Older systems have no such value, and no dark programs. */
static bool is_dark_chosen(void)
{
    DWORD is_light = 1;
    DWORD size = sizeof(is_light);

    return RegGetValueW(HKEY_CURRENT_USER, PERSONALIZE, L"AppsUseLightTheme", RRF_RT_REG_DWORD,
                        NULL, &is_light, &size) == ERROR_SUCCESS &&
           is_light == 0;
}

/* Windows before 10 1809 refuses the attribute, which is as well. */
static void set_title(HWND window, BOOL is_dark)
{
    HMODULE manager = LoadLibraryExW(L"dwmapi.dll", NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);
    set_window_attribute *set_attribute = NULL;

    if (!manager)
        return;
    set_attribute =
        (set_window_attribute *)(any_function *)GetProcAddress(manager, "DwmSetWindowAttribute");
    if (set_attribute)
        set_attribute(window, DARK_TITLE, &is_dark, sizeof(is_dark));
    FreeLibrary(manager);
}

static void set_list(HWND list, bool is_dark)
{
    COLORREF field = is_dark ? THEME_FIELD : GetSysColor(COLOR_WINDOW);

    ListView_SetBkColor(list, field);
    ListView_SetTextBkColor(list, field);
    ListView_SetTextColor(list, is_dark ? THEME_TEXT : GetSysColor(COLOR_WINDOWTEXT));
}

/* (COLORREF)-1 is the system's own. */
static void set_tree(HWND tree, bool is_dark)
{
    TreeView_SetBkColor(tree, is_dark ? THEME_FIELD : (COLORREF)-1);
    TreeView_SetTextColor(tree, is_dark ? THEME_TEXT : (COLORREF)-1);
    TreeView_SetLineColor(tree, is_dark ? THEME_LINE : CLR_DEFAULT);
}

/* With a visual style, the bar takes no colours. */
static void set_progress(HWND bar, bool is_dark)
{
    SetWindowTheme(bar, is_dark ? L"" : NULL, is_dark ? L"" : NULL);
    SendMessageW(bar, PBM_SETBKCOLOR, 0, is_dark ? (LPARAM)THEME_FIELD : (LPARAM)CLR_DEFAULT);
    SendMessageW(bar, PBM_SETBARCOLOR, 0, is_dark ? (LPARAM)THEME_SELECTED : (LPARAM)CLR_DEFAULT);
}

void theme_apply(theme *self, const layout *parts, HWND window)
{
    theme_clear(self);
    self->is_dark = is_dark_chosen() && !has_high_contrast();
    if (self->is_dark) {
        self->face = CreateSolidBrush(THEME_FACE);
        self->field = CreateSolidBrush(THEME_FIELD);
    }
    set_title(window, self->is_dark);
    set_list(parts->parts[PART_LIST], self->is_dark);
    set_tree(parts->parts[PART_CHAIN], self->is_dark);
    set_progress(parts->parts[PART_PROGRESS], self->is_dark);
    theme_drawing_attach(parts->parts[PART_LIST], self);
    RedrawWindow(window, NULL, NULL, RDW_INVALIDATE | RDW_ERASE | RDW_ALLCHILDREN);
}

void theme_clear(theme *self)
{
    if (self->face)
        DeleteObject(self->face);
    if (self->field)
        DeleteObject(self->field);
    *self = (theme){ 0 };
}

static LRESULT colour(HDC dc, COLORREF behind, HBRUSH brush)
{
    SetTextColor(dc, THEME_TEXT);
    SetBkColor(dc, behind);
    return (LRESULT)brush;
}

static bool is_field(HWND control)
{
    wchar_t name[16] = L"";

    GetClassNameW(control, name, ARRAYSIZE(name));
    return lstrcmpiW(name, WC_EDITW) == 0;
}

bool theme_answer(LRESULT *answer, const theme *self, HWND window, UINT message, WPARAM wparam,
                  LPARAM lparam)
{
    RECT whole;

    if (!self->is_dark)
        return false;
    switch (message) {
    case WM_ERASEBKGND:
        GetClientRect(window, &whole);
        FillRect((HDC)wparam, &whole, self->face);
        *answer = TRUE;
        return true;
    case WM_CTLCOLORBTN:
    case WM_CTLCOLORSTATIC:
        *answer = is_field((HWND)lparam) ? colour((HDC)wparam, THEME_FIELD, self->field)
                                         : colour((HDC)wparam, THEME_FACE, self->face);
        return true;
    default:
        return false;
    }
}

bool theme_is_news(UINT message, LPARAM lparam)
{
    if (message == WM_SYSCOLORCHANGE || message == WM_THEMECHANGED)
        return true;
    return message == WM_SETTINGCHANGE &&
           (lparam == 0 || lstrcmpW((const wchar_t *)lparam, L"ImmersiveColorSet") == 0 ||
            lstrcmpW((const wchar_t *)lparam, L"HighContrast") == 0);
}
