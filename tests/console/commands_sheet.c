/* Commands of the script: property sheets. */
#include <string.h>

#include "tests/console/notify_handle.h"
#include "tests/console/output.h"
#include "tests/console/script.h"
#include "tests/console/sheet.h"

#define END_LIMIT 10000 /* ms */

static bool run_sheets(script_line *line)
{
    unsigned made;
    unsigned alive;

    (void)line;
    sheet_collect();
    notify_handle_count(&made, &alive);
    output_write(json_pack("{s:s, s:i, s:i, s:i}", "type", "sheets", "count", (int)sheet_count(),
                           "handles_made", (int)made, "handles_alive", (int)alive));
    return true;
}

static bool run_page(script_line *line)
{
    int page;

    if (!script_number(line->words[0], &page) || !sheet_select_page(page))
        return script_fail(line, "there is no page %s", line->words[0]);
    return true;
}

static bool run_close_sheet(script_line *line)
{
    bool is_ok = line->count > 0 && strcmp(line->words[0], "ok") == 0;
    size_t before;
    DWORD started = GetTickCount();

    sheet_collect();
    before = sheet_count();
    if (!sheet_close(is_ok))
        return script_fail(line, "there is no property sheet");
    if (sheet_is_wizard())
        return true;
    while (sheet_count() == before && GetTickCount() - started < END_LIMIT) {
        host_pump(5);
        sheet_collect();
    }
    return sheet_count() < before || script_fail(line, "the property sheet stays");
}

static bool run_close_sheets(script_line *line)
{
    return sheet_close_all(END_LIMIT) || script_fail(line, "a property sheet stays");
}

const script_command sheet_commands[] = {
    { "sheets", 0, 0, "", run_sheets },
    { "page", 1, 1, "NUMBER", run_page },
    { "close-sheet", 0, 1, "[ok | cancel]", run_close_sheet },
    { "close-sheets", 0, 0, "", run_close_sheets },
    { 0 },
};
