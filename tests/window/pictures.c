/* The windows and the menu, for the pages in docs/. */
#include <windows.h>
#include <shlobj.h>

#include "tests/shell/check.h"
#include "tests/window/chapters.h"
#include "tests/window/stage.h"

void pictures_for_pages(void)
{
    subject who = { 0 };

    if (stage_start(&who, L"verify", stage_path(L"few")) &&
        check("end", subject_rest(&who), "still busy")) {
        stage_press(VK_HOME);
        subject_type(L"no-r");
        stage_take_picture("verify");
    }
    subject_end(&who);
    if (stage_start(&who, L"restore", stage_path(L"renamed")) &&
        check("end", subject_rest(&who), "still busy")) {
        stage_press(VK_HOME);
        stage_take_picture("restore");
    }
    subject_end(&who);
    menu_is_shown();
}
