/* Commands of the script: what a user does in dialogs and property sheets. */
#include <string.h>

#include <windows.h>

#include "tests/console/dialog.h"
#include "tests/console/output.h"
#include "tests/console/script.h"

#define LIMIT_MS 30000
#define STEP_MS  20

/* One comes up a moment after the command that opens it. */
static HWND wait_for_dialog(script_line *line)
{
    DWORD started = GetTickCount();

    while (!dialog_window()) {
        if (GetTickCount() - started > LIMIT_MS) {
            script_fail(line, "no dialog is up");
            return NULL;
        }
        host_pump(STEP_MS);
    }
    return dialog_window();
}

/* A button may be disabled until work is done. */
static bool wait_for_button(script_line *line, bool (*use)(HWND dialog, const char *button))
{
    DWORD started = GetTickCount();

    while (wait_for_dialog(line)) {
        if (use(dialog_window(), line->words[0]))
            return true;
        if (GetTickCount() - started > LIMIT_MS)
            return script_fail(line, "no button '%s' can be pressed", line->words[0]);
        host_pump(STEP_MS);
    }
    return false;
}

static bool run_dialog(script_line *line)
{
    if (!wait_for_dialog(line) || (line->count > 0 && !wait_for_button(line, dialog_has)))
        return false;
    output_write(dialog_describe(dialog_window()));
    return true;
}

static bool run_press(script_line *line)
{
    if (!wait_for_button(line, dialog_press))
        return false;
    host_pump(3 * STEP_MS); /* so that the next line sees what it did */
    return true;
}

static bool run_type(script_line *line)
{
    HWND dialog = wait_for_dialog(line);
    int id;

    if (!dialog || !script_number(line->words[0], &id))
        return false;
    return dialog_type(dialog, id, line->words[1]) ||
           script_fail(line, "nothing can be written to %d", id);
}

static bool run_key(script_line *line)
{
    static const struct {
        const char *name;
        WPARAM key;
    } keys[] = { { "tab", VK_TAB }, { "escape", VK_ESCAPE } };
    HWND dialog = wait_for_dialog(line);
    size_t index = 0;

    while (index < ARRAYSIZE(keys) && strcmp(keys[index].name, line->words[0]) != 0)
        index++;
    if (!dialog || index == ARRAYSIZE(keys))
        return dialog && script_fail(line, "there is no key '%s'", line->words[0]);
    if (!dialog_key(dialog, keys[index].key))
        return script_fail(line, "nothing has the focus");
    host_pump(3 * STEP_MS);
    return true;
}

const script_command dialog_commands[] = {
    { "dialog", 0, 1, "[NUMBER | TEXT]", run_dialog },
    { "press", 1, 1, "NUMBER | TEXT", run_press },
    { "key", 1, 1, "tab | escape", run_key },
    { "type", 2, 2, "NUMBER TEXT", run_type },
    { 0 },
};
