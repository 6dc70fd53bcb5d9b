/* Which missing certificates would be installed, shown before anything is changed. */
#pragma once

#include <windows.h>

#include "core/import/import_plan.h"

typedef enum install_answer { INSTALL_NOT, INSTALL_NOW, INSTALL_LOOK_ELSEWHERE } install_answer;

/**
 * Show the plan, and ask.
 *
 * @param place  set with INSTALL_LOOK_ELSEWHERE: a folder, to free()
 */
install_answer install_dialog_ask(HWND owner, const tr_import_plan *plan, char **place);
