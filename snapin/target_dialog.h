/* What the console looks at, to be changed. */
#pragma once

#include <windows.h>

#include "snapin/rows/target.h"

/** The target that the user wants instead, to be taken; NULL: it stays. */
target *target_dialog_ask(HWND owner, const target *looked_at);
