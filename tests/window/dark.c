#include <windows.h>
#include <commctrl.h>

#include "tests/shell/check.h"
#include "tests/window/chapters.h"
#include "tests/window/screen.h"
#include "tests/window/stage.h"

/* As Windows' settings do it. */
static void choose_light(const subject *who, DWORD is_light)
{
    DWORD_PTR answer;

    RegSetKeyValueW(HKEY_CURRENT_USER,
                    L"Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                    L"AppsUseLightTheme", REG_DWORD, &is_light, sizeof(is_light));
    if (who)
        SendMessageTimeoutW(who->window, WM_SETTINGCHANGE, 0, (LPARAM)L"ImmersiveColorSet",
                            SMTO_NORMAL, 5000, &answer);
    Sleep(600); /* until all is drawn */
}

/* A strip of a part, which has text in it. */
static seen look_at(const subject *who, part which, int top, int bottom)
{
    RECT strip = { 4, top, 120, bottom };
    seen found = { 0 };

    check("seen", screen_look(&found, subject_part(who, which), &strip), "part %d is not",
          (int)which);
    return found;
}

static void check_colours(const char *of, seen found, bool is_dark)
{
    double behind = screen_luminance(found.behind);

    check("colours", is_dark ? behind < 0.1 : behind > 0.7, "%s: behind the text is %06lx", of,
          found.behind);
    check("contrast", found.contrast >= 4.5, "%s: %.1f, %06lx on %06lx", of, found.contrast,
          found.text, found.behind);
}

static int height_of(HWND window)
{
    RECT inside = { 0 };

    GetClientRect(window, &inside);
    return inside.bottom;
}

static void look_at_all(const subject *who, bool is_dark)
{
    int header = height_of((HWND)SendMessageW(subject_part(who, PART_LIST), LVM_GETHEADER, 0, 0));

    check_colours("header", look_at(who, PART_LIST, 1, header - 1), is_dark);
    check_colours("rows", look_at(who, PART_LIST, 2 * header, 4 * header), is_dark);
    check_colours("details", look_at(who, PART_DETAILS, 2, 40), is_dark);
    check_colours("tree", look_at(who, PART_CHAIN, 24, 60), is_dark);
    check_colours("label", look_at(who, PART_FILES_LABEL, 0, 14), is_dark);
    check_colours("status", look_at(who, PART_STATUS, 0, 14), is_dark);
    check_colours("button", look_at(who, PART_CLOSE, 4, 20), is_dark);
}

/* The row that the keyboard is at, and the same row while it is elsewhere. */
static void selection_is_seen(const subject *who)
{
    int header = height_of((HWND)SendMessageW(subject_part(who, PART_LIST), LVM_GETHEADER, 0, 0));
    seen here;
    seen elsewhere;
    seen other = look_at(who, PART_LIST, 2 * header, 4 * header);

    subject_press('F', false, false, true);
    Sleep(200);
    here = look_at(who, PART_LIST, header + 3, 2 * header - 3);
    stage_press(VK_TAB);
    Sleep(200);
    elsewhere = look_at(who, PART_LIST, header + 3, 2 * header - 3);
    check("selection", here.behind != other.behind && elsewhere.behind != other.behind,
          "it looks like other rows");
    check("selection", here.behind != elsewhere.behind, "it does not show where the keyboard is");
    check("contrast", here.contrast >= 4.5 && elsewhere.contrast >= 4.5, "%.1f and %.1f",
          here.contrast, elsewhere.contrast);
    subject_press('F', false, false, true);
}

void dark_window(void)
{
    subject who = { 0 };

    choose_light(NULL, 0);
    if (stage_start(&who, L"verify", stage_path(L"few")) &&
        check("end", subject_rest(&who), "still busy")) {
        Sleep(600);
        stage_press(VK_HOME);
        look_at_all(&who, true);
        selection_is_seen(&who);
        stage_take_picture("dark");
        choose_light(&who, 1);
        look_at_all(&who, false);
        choose_light(&who, 0);
        look_at_all(&who, true);
    }
    choose_light(NULL, 1);
    subject_end(&who);
    check_skip("high contrast comes first", "this system has none");
}
