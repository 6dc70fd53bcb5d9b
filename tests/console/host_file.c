#include "tests/console/host_file.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <windows.h>
#include <ole2.h>
#include <shlwapi.h>

#include "tests/console/console_file.h"
#include "tests/console/persistence.h"
#include "tests/console/snap_in.h"
#include "tests/console/view.h"

#define STATE_MAX  (16L * 1024 * 1024)
#define PATH_DEPTH 16

static IStream *stream_of(const saved_bytes *state)
{
    return state->size ? SHCreateMemStream(state->bytes, (UINT)state->size) : NULL;
}

static const saved_view *view_of(const console_file *file, size_t index)
{
    return index < file->view_count ? &file->views[index] : NULL;
}

static scope_item *child_named(scope_item *item, const wchar_t *name)
{
    snap_in_expand(item);
    for (scope_item *child = item->first; child; child = child->next) {
        if (wcscmp(snap_in_node_name(child), name) == 0)
            return child;
    }
    return NULL;
}

/* As far down as the names lead; what is not there any more is left out. */
static scope_item *selected_node(host *in, const console_file *file, const saved_view *saved)
{
    scope_item *item = in->root;
    size_t opened = 0;

    for (size_t index = 0; index < file->snap_in_count && opened < in->snap_in_count; index++) {
        if (file->snap_ins[index].id == saved->selected)
            item = in->snap_ins[opened]->node;
        opened++;
    }
    for (size_t index = 0; item && index < saved->path_length; index++) {
        scope_item *child = child_named(item, saved->path[index]);

        if (!child)
            break;
        item = child;
    }
    return item;
}

static bool open_snap_ins(host *in, const console_file *file)
{
    bool are_open = true;

    for (size_t index = 0; index < file->snap_in_count; index++) {
        IStream *state = stream_of(&file->snap_ins[index].state);

        are_open = snap_in_open_saved(in, &file->snap_ins[index].class_id, state) && are_open;
        if (state)
            IStream_Release(state);
    }
    return are_open;
}

bool host_file_open(host *in, const wchar_t *path, const char **message)
{
    console_file file;
    bool is_open;

    if (!console_file_load(&file, path, message))
        return false;
    host_empty(in);
    is_open = open_snap_ins(in, &file);
    *message = "a snap-in in it cannot be opened";
    for (size_t index = 0; is_open && index < file.view_count; index++) {
        const saved_view *saved = view_of(&file, index);
        view *shown = index < in->view_count ? in->views[index] : view_open(in);
        scope_item *item = selected_node(in, &file, saved);

        if (shown && item)
            view_select(shown, item);
    }
    console_file_free(&file);
    free(in->file);
    in->file = _wcsdup(path);
    return is_open;
}

/* What a stream holds from its beginning on. */
static saved_bytes bytes_of(IStream *stream)
{
    saved_bytes out = { 0 };
    STATSTG facts;
    LARGE_INTEGER start = { 0 };
    ULONG got = 0;

    if (!stream || FAILED(IStream_Stat(stream, &facts, STATFLAG_NONAME)) ||
        facts.cbSize.QuadPart == 0 || facts.cbSize.QuadPart > STATE_MAX)
        return out;
    out.bytes = malloc((size_t)facts.cbSize.QuadPart);
    if (out.bytes && SUCCEEDED(IStream_Seek(stream, start, STREAM_SEEK_SET, NULL)) &&
        SUCCEEDED(IStream_Read(stream, out.bytes, facts.cbSize.LowPart, &got)))
        out.size = got;
    return out;
}

static saved_bytes state_of(IUnknown *object)
{
    IStream *stream = persistence_save(object);
    saved_bytes out = bytes_of(stream);

    if (stream)
        IStream_Release(stream);
    return out;
}

static void save_components(saved_snap_in *to, const host *in, const snap_in *of)
{
    to->components = calloc(in->view_count + 1, sizeof(*to->components));
    for (size_t index = 0; to->components && index < in->view_count; index++) {
        const view *shown = in->views[index];

        for (size_t at = 0; at < shown->component_count; at++) {
            if (shown->components[at]->data == of)
                to->components[to->component_count++] =
                    (saved_component){ (int)index + 1,
                                       state_of((IUnknown *)shown->components[at]->object) };
        }
    }
}

/* A node's name is written beside its number; the numbers begin behind the root's. */
static void save_snap_ins(console_file *file, const host *in)
{
    file->snap_ins = calloc(in->snap_in_count + 1, sizeof(*file->snap_ins));
    for (size_t index = 0; file->snap_ins && index < in->snap_in_count; index++) {
        const snap_in *from = in->snap_ins[index];
        saved_snap_in *to = &file->snap_ins[file->snap_in_count];

        if (from->is_extension || !from->node)
            continue;
        file->snap_in_count++;
        to->id = CONSOLE_FILE_ROOT + (int)file->snap_in_count;
        to->class_id = from->class_id;
        to->name = _wcsdup(snap_in_node_name(from->node));
        to->state = state_of((IUnknown *)from->object);
        save_components(to, in, from);
    }
}

static int id_of(const console_file *file, const host *in, const snap_in *owner)
{
    size_t counted = 0;

    for (size_t index = 0; index < in->snap_in_count; index++) {
        if (in->snap_ins[index]->is_extension || !in->snap_ins[index]->node)
            continue;
        if (in->snap_ins[index] == owner)
            return file->snap_ins[counted].id;
        counted++;
    }
    return CONSOLE_FILE_ROOT;
}

static void save_view(saved_view *to, const console_file *file, const host *in, const view *from)
{
    scope_item *way[PATH_DEPTH];
    size_t depth = 0;
    scope_item *item = from->selected;

    while (item && !item->is_static && item->parent && depth < PATH_DEPTH) {
        way[depth++] = item;
        item = item->parent;
    }
    to->selected = item && item->owner ? id_of(file, in, item->owner) : CONSOLE_FILE_ROOT;
    to->path = calloc(depth + 1, sizeof(*to->path));
    while (to->path && depth-- > 0)
        to->path[to->path_length++] = _wcsdup(snap_in_node_name(way[depth]));
}

bool host_file_save(host *in, const wchar_t *path)
{
    console_file file = { 0 };
    bool is_saved;

    save_snap_ins(&file, in);
    file.views = calloc(in->view_count + 1, sizeof(*file.views));
    for (size_t index = 0; file.views && index < in->view_count; index++) {
        file.views[index].id = (int)index + 1;
        save_view(&file.views[index], &file, in, in->views[index]);
        file.view_count++;
    }
    is_saved = console_file_save(&file, path);
    console_file_free(&file);
    return is_saved;
}

bool host_file_is_dirty(const host *in)
{
    for (size_t index = 0; index < in->snap_in_count; index++) {
        if (persistence_is_dirty((IUnknown *)in->snap_ins[index]->object) == S_OK)
            return true;
    }
    return false;
}
