/*
 * An action that changes something: its plan is shown as a list, the user agrees
 * or does not, and then the list says what became of it.
 */
#pragma once

#include <stdbool.h>

#include <windows.h>

#include "snapin/rows/action.h"

/**
 * @param subject  borrowed until this returns, as is looked_at
 * @return whether something may have been changed
 */
bool plan_dialog_run(HWND owner, action_id id, const action_subject *subject,
                     const target *looked_at);
