/* Commands of the script: menus, verbs, toolbars and help. */
#include <stdlib.h>
#include <string.h>

#include "tests/console/breach.h"
#include "tests/console/help_check.h"
#include "tests/console/menu_provider.h"
#include "tests/console/output.h"
#include "tests/console/script.h"
#include "tests/console/selection_menu.h"

static const wchar_t *parent_name(const context_menu *menu, size_t parent)
{
    while (parent != MENU_ROOT && menu->items[parent].kind == MENU_POINT)
        parent = menu->items[parent].parent;
    return parent == MENU_ROOT ? NULL : menu->items[parent].name;
}

static void write_item(const context_menu *menu, const menu_item *item)
{
    static const char *const adders[] = { "console", "snap-in", "extension" };

    output_write(json_pack("{s:s, s:o, s:o, s:o, s:o, s:s, s:b, s:b, s:b}", "type", "item", "name",
                           output_text(item->name), "word", output_text(item->word), "status",
                           output_text(item->status), "below",
                           output_text(parent_name(menu, item->parent)), "by", adders[item->adder],
                           "enabled", !(item->flags & (MF_GRAYED | MF_DISABLED)), "checked",
                           (item->flags & MF_CHECKED) != 0, "default", item->is_default));
}

static bool run_menu(script_line *line)
{
    selection_menu made;

    if (!selection_menu_make(&made, line->in->active)) {
        selection_menu_free(&made);
        return script_fail(line, "nothing is selected that has a menu");
    }
    for (size_t index = 0; index < made.menu.count; index++) {
        if (made.menu.items[index].kind == MENU_COMMAND)
            write_item(&made.menu, &made.menu.items[index]);
    }
    selection_menu_free(&made);
    return true;
}

static bool run_command(script_line *line)
{
    wchar_t *name = utf16_of(line->words[0]);
    selection_menu made;
    bool is_done =
        selection_menu_make(&made, line->in->active) && selection_menu_choose(&made, name);

    selection_menu_free(&made);
    free(name);
    return is_done || script_fail(line, "the menu has no command %s", line->words[0]);
}

static const struct {
    const char *name;
    MMC_CONSOLE_VERB verb;
} verbs[] = {
    { "copy", MMC_VERB_COPY },       { "delete", MMC_VERB_DELETE },
    { "print", MMC_VERB_PRINT },     { "properties", MMC_VERB_PROPERTIES },
    { "refresh", MMC_VERB_REFRESH },
};

static bool run_verb(script_line *line)
{
    for (size_t index = 0; index < ARRAYSIZE(verbs); index++) {
        if (strcmp(verbs[index].name, line->words[0]) == 0)
            return selection_verb(line->in->active, verbs[index].verb) ||
                   script_fail(line, "%s is not enabled", line->words[0]);
    }
    return script_fail(line, "there is no verb %s", line->words[0]);
}

static bool run_answer(script_line *line)
{
    wchar_t *name = utf16_of(line->words[0]);

    menu_provider_answer(name);
    free(name);
    return true;
}

static bool run_toolbar(script_line *line)
{
    const component *shown = line->in->active->shown;
    json_t *buttons = json_array();

    if (shown)
        component_bars_describe(shown, buttons);
    output_write(json_pack("{s:s, s:o}", "type", "toolbar", "buttons", buttons));
    return true;
}

static bool run_button(script_line *line)
{
    view *at = line->in->active;
    component *owner = NULL;
    MMC_COOKIE cookie = 0;
    DATA_OBJECT_TYPES type;
    IDataObject *data = view_selected_data(at, &owner, &cookie, &type);
    wchar_t *text = utf16_of(line->words[0]);
    bool is_done = at->shown && component_bars_press(at->shown, text, data, cookie);

    free(text);
    if (data && !IS_SPECIAL_DATAOBJECT(data))
        IDataObject_Release(data);
    return is_done || script_fail(line, "no button %s can be pressed", line->words[0]);
}

static bool run_help(script_line *line)
{
    view *at = line->in->active;

    if (!at->shown)
        return script_fail(line, "no snap-in is shown");
    help_check(at);
    return true;
}

const script_command menu_commands[] = {
    { "menu", 0, 0, "", run_menu },
    { "command", 1, 1, "NAME", run_command },
    { "verb", 1, 1, "copy | delete | print | properties | refresh", run_verb },
    { "answer-menu", 1, 1, "NAME", run_answer },
    { "toolbar", 0, 0, "", run_toolbar },
    { "button", 1, 1, "TEXT", run_button },
    { "help", 0, 0, "", run_help },
    { 0 },
};
