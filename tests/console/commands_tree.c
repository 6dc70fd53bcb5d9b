/* Commands of the script: what is in the tree. */
#include <stdlib.h>
#include <string.h>

#include <shlwapi.h>

#include "tests/console/host_file.h"
#include "tests/console/node_path.h"
#include "tests/console/output.h"
#include "tests/console/script.h"
#include "tests/console/snap_in.h"
#include "tests/console/snap_in_registry.h"
#include "tests/console/view.h"

#define DEPTH_MAX 8

/* What a file holds that is as the snap-in saved it; NULL: no file is named. */
static bool open_state(script_line *line, IStream **out)
{
    wchar_t *path = line->count > 1 ? utf16_of(line->words[1]) : NULL;
    HRESULT outcome = path ? SHCreateStreamOnFileW(path, STGM_READ, out) : S_OK;

    free(path);
    return SUCCEEDED(outcome) || script_fail(line, "%s cannot be read", line->words[1]);
}

static bool open_file(script_line *line, const wchar_t *path)
{
    const char *message = "";

    return host_file_open(line->in, path, &message) ||
           script_fail(line, "%s cannot be opened: %s", line->words[0], message);
}

static bool run_open(script_line *line)
{
    wchar_t *name = utf16_of(line->words[0]);
    IStream *state = NULL;
    CLSID class_id;
    bool is_done;

    if (FAILED(CLSIDFromString(name, &class_id)))
        is_done = open_file(line, name);
    else if (snap_in_registry_only_extends(&class_id))
        is_done = script_fail(line, "%s extends other snap-ins, and has no tree of its own",
                              line->words[0]);
    else
        is_done = open_state(line, &state) &&
                  (snap_in_open_saved(line->in, &class_id, state) ||
                   script_fail(line, "the snap-in %s cannot be opened", line->words[0]));
    if (state)
        IStream_Release(state);
    free(name);
    return is_done;
}

static void write_entry(const snap_in_entry *entry, void *context)
{
    wchar_t class_text[40];

    (void)context;
    StringFromGUID2(&entry->class_id, class_text, ARRAYSIZE(class_text));
    output_write(json_pack("{s:s, s:o, s:o, s:o, s:o}", "type", "snap-in", "class",
                           output_text(class_text), "name", output_text(entry->name), "provider",
                           output_text(entry->provider), "version", output_text(entry->version)));
}

static bool run_snap_ins(script_line *line)
{
    (void)line;
    snap_in_registry_list(write_entry, NULL);
    return true;
}

static bool run_save(script_line *line)
{
    wchar_t *path = utf16_of(line->words[0]);
    bool is_saved = host_file_save(line->in, path);

    free(path);
    return is_saved || script_fail(line, "%s cannot be written", line->words[0]);
}

static bool run_dirty(script_line *line)
{
    output_write(json_pack("{s:s, s:b}", "type", "dirty", "dirty", host_file_is_dirty(line->in)));
    return true;
}

static bool run_close(script_line *line)
{
    host_empty(line->in);
    return true;
}

static bool run_expand(script_line *line)
{
    scope_item *item = node_of_path(line, line->words[0]);

    if (item)
        snap_in_expand(item);
    return item != NULL;
}

static void expand_below(scope_item *item, int depth)
{
    HSCOPEITEM id = item->id;

    snap_in_expand(item);
    item = scope_item_find(id);
    for (scope_item *child = item && depth > 0 ? item->first : NULL; child; child = child->next)
        expand_below(child, depth - 1);
}

static bool run_expand_all(script_line *line)
{
    int depth = DEPTH_MAX;

    if (line->count > 0 && !script_number(line->words[0], &depth))
        return script_fail(line, "%s is no number", line->words[0]);
    expand_below(line->in->root, depth);
    return true;
}

static bool run_select(script_line *line)
{
    scope_item *item = node_of_path(line, line->words[0]);

    if (item)
        view_select(line->in->active, item);
    return item != NULL;
}

static void write_nodes(const view *at, scope_item *item, int depth)
{
    output_write(json_pack("{s:s, s:i, s:o, s:i, s:i, s:b, s:b}", "type", "node", "depth", depth,
                           "name", output_text(snap_in_node_name(item)), "image", item->image,
                           "children", (int)scope_item_child_count(item), "expanded",
                           item->is_expanded, "selected", at && at->selected == item));
    for (scope_item *child = item->first; child; child = child->next)
        write_nodes(at, child, depth + 1);
}

static bool run_tree(script_line *line)
{
    write_nodes(line->in->active, line->in->root, 0);
    return true;
}

static bool run_remove(script_line *line)
{
    scope_item *item = node_of_path(line, line->words[0]);

    if (!item)
        return false;
    if (!item->is_static)
        return script_fail(line, "only a snap-in can be removed");
    snap_in_close(item->owner);
    return true;
}

const script_command tree_commands[] = {
    { "open", 1, 2, "{CLASS} [STATE] | FILE.msc", run_open },
    { "snap-ins", 0, 0, "", run_snap_ins },
    { "save", 1, 1, "FILE.msc", run_save },
    { "dirty", 0, 0, "", run_dirty },
    { "close", 0, 0, "", run_close },
    { "remove", 1, 1, "PATH", run_remove },
    { "tree", 0, 0, "", run_tree },
    { "expand", 1, 1, "PATH", run_expand },
    { "expand-all", 0, 1, "[DEPTH]", run_expand_all },
    { "select", 1, 1, "PATH", run_select },
    { 0 },
};
