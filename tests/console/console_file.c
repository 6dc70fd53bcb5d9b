#include "tests/console/console_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <wincrypt.h>

#include "tests/console/column_store.h"
#include "tests/console/output.h"
#include "tests/console/string_pool.h"
#include "tests/console/console_class.h"

#define FILE_MAX_SIZE (64L * 1024 * 1024)
#define DEPTH_MAX     16 /* of nodes in nodes; a console of one folder has two */
#define IDS_MAX       65535

typedef struct reading {
    console_file *file;
    xmlNode *binaries; /* BinaryStorage */
} reading;

static bool is_called(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* The child of this name after one, or the first one. */
static xmlNode *next_child(const xmlNode *parent, const xmlNode *after, const char *name)
{
    xmlNode *node = NULL;

    if (after)
        node = after->next;
    else if (parent)
        node = parent->children;
    while (node && !is_called(node, name))
        node = node->next;
    return node;
}

static xmlNode *child(const xmlNode *parent, const char *name)
{
    return next_child(parent, NULL, name);
}

static int number(xmlNode *node, const char *attribute, int other)
{
    xmlChar *text = node ? xmlGetNoNsProp(node, (const xmlChar *)attribute) : NULL;
    long value = text ? strtol((const char *)text, NULL, 10) : other;

    xmlFree(text);
    return value >= -1 && value <= IDS_MAX ? (int)value : other;
}

static wchar_t *text_of(const xmlNode *node)
{
    xmlChar *text = node ? xmlNodeGetContent(node) : NULL;
    wchar_t *wide = text ? utf16_of((const char *)text) : NULL;

    xmlFree(text);
    return wide;
}

static bool class_of(CLSID *out, const xmlNode *node)
{
    wchar_t *text = text_of(node);
    bool is_class = text && SUCCEEDED(CLSIDFromString(text, out));

    free(text);
    return is_class;
}

static bool class_attribute(CLSID *out, xmlNode *node)
{
    xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)"CLSID");
    wchar_t *wide = text ? utf16_of((const char *)text) : NULL;
    bool is_class = wide && SUCCEEDED(CLSIDFromString(wide, out));

    free(wide);
    xmlFree(text);
    return is_class;
}

static saved_bytes decode(const char *text)
{
    saved_bytes out = { 0 };
    DWORD size = 0;

    if (!CryptStringToBinaryA(text, 0, CRYPT_STRING_BASE64, NULL, &size, NULL, NULL))
        return out;
    out.bytes = malloc(size ? size : 1);
    if (out.bytes &&
        CryptStringToBinaryA(text, 0, CRYPT_STRING_BASE64, out.bytes, &size, NULL, NULL))
        out.size = size;
    return out;
}

/* A Stream names one of the Binary elements by its place. */
static saved_bytes stream_of(const reading *from, const xmlNode *holder)
{
    saved_bytes out = { 0 };
    int index = number(child(holder, "Stream"), "BinaryRefIndex", -1);
    xmlNode *binary = NULL;
    xmlChar *text;

    if (index < 0)
        return out;
    do
        binary = next_child(from->binaries, binary, "Binary");
    while (binary && index-- > 0);
    text = binary ? xmlNodeGetContent(binary) : NULL;
    if (text)
        out = decode((const char *)text);
    xmlFree(text);
    return out;
}

static const string_pool *own_strings(void)
{
    return string_pool_of(&console_class);
}

static wchar_t *name_of(const xmlNode *node)
{
    for (xmlNode *text = child(node, "String"); text; text = next_child(node, text, "String")) {
        const pooled_string *string =
            string_pool_find(own_strings(), (MMC_STRING_ID)number(text, "ID", 0));

        if (string)
            return _wcsdup(string->text);
    }
    return _wcsdup(L"");
}

static void read_components(const reading *from, saved_snap_in *snap_in, const xmlNode *node)
{
    const xmlNode *all = child(node, "Components");

    for (xmlNode *at = child(all, "Component"); at; at = next_child(all, at, "Component")) {
        saved_component *components =
            realloc(snap_in->components, (snap_in->component_count + 1) * sizeof(*components));

        if (!components)
            return;
        snap_in->components = components;
        components[snap_in->component_count++] =
            (saved_component){ number(at, "ViewID", 0), stream_of(from, at) };
    }
}

static void read_snap_in(const reading *from, xmlNode *node, const CLSID *class_id)
{
    console_file *file = from->file;
    saved_snap_in *snap_ins =
        realloc(file->snap_ins, (file->snap_in_count + 1) * sizeof(*snap_ins));
    saved_snap_in *snap_in;

    if (!snap_ins)
        return;
    file->snap_ins = snap_ins;
    snap_in = &snap_ins[file->snap_in_count++];
    *snap_in = (saved_snap_in){ .id = number(node, "ID", 0), .class_id = *class_id };
    snap_in->name = name_of(node);
    snap_in->state = stream_of(from, child(child(node, "ComponentDatas"), "ComponentData"));
    read_components(from, snap_in, node);
}

static void read_nodes(const reading *from, const xmlNode *nodes, int depth)
{
    for (xmlNode *node = child(nodes, "Node"); node; node = next_child(nodes, node, "Node")) {
        CLSID class_id;

        if (class_attribute(&class_id, node) && !IsEqualCLSID(&class_id, &folder_class))
            read_snap_in(from, node, &class_id);
        if (depth < DEPTH_MAX)
            read_nodes(from, child(node, "Nodes"), depth + 1);
    }
}

static void read_strings(const xmlNode *root)
{
    const xmlNode *tables = child(root, "StringTables");

    for (xmlNode *table = child(tables, "StringTable"); table;
         table = next_child(tables, table, "StringTable")) {
        const xmlNode *strings = child(table, "Strings");
        CLSID class_id;

        if (!class_of(&class_id, child(table, "GUID")))
            continue;
        for (xmlNode *at = child(strings, "String"); at; at = next_child(strings, at, "String")) {
            wchar_t *text = text_of(at);

            string_pool_restore(string_pool_of(&class_id), (MMC_STRING_ID)number(at, "ID", 0),
                                (unsigned)number(at, "Refs", 1), text ? text : L"");
            free(text);
        }
    }
}

static void read_path(saved_view *view, const xmlNode *bookmark)
{
    const xmlNode *path = child(bookmark, "DynamicPath");

    for (xmlNode *at = child(path, "Segment"); at; at = next_child(path, at, "Segment")) {
        wchar_t **names = realloc(view->path, (view->path_length + 1) * sizeof(*names));
        xmlChar *text = xmlGetNoNsProp(at, (const xmlChar *)"String");

        if (names && text) {
            view->path = names;
            names[view->path_length++] = utf16_of((const char *)text);
        }
        xmlFree(text);
    }
}

static void read_view(console_file *file, xmlNode *node)
{
    saved_view *views = realloc(file->views, (file->view_count + 1) * sizeof(*views));
    saved_view *view;

    if (!views)
        return;
    file->views = views;
    view = &views[file->view_count++];
    *view = (saved_view){ .id = number(node, "ID", 0), .selected = CONSOLE_FILE_ROOT };
    for (xmlNode *mark = child(node, "BookMark"); mark; mark = next_child(node, mark, "BookMark")) {
        xmlChar *name = xmlGetNoNsProp(mark, (const xmlChar *)"Name");

        if (name && strcmp((const char *)name, "SelectedNode") == 0) {
            view->selected = number(mark, "NodeID", CONSOLE_FILE_ROOT);
            read_path(view, mark);
        }
        xmlFree(name);
    }
}

static void read_columns(const xmlNode *root)
{
    const xmlNode *all = child(root, "ColumnSettingsCache");

    for (xmlNode *node = child(all, "ColumnSet"); node; node = next_child(all, node, "ColumnSet")) {
        column_setting settings[64];
        size_t count = 0;
        CLSID class_id;
        xmlChar *id_text = xmlGetNoNsProp(node, (const xmlChar *)"ID");
        saved_bytes id = id_text ? decode((const char *)id_text) : (saved_bytes){ 0 };
        column_set *set = NULL;

        if (class_attribute(&class_id, node) && id.size >= sizeof(SColumnSetID) &&
            ((const SColumnSetID *)id.bytes)->cBytes <= id.size - offsetof(SColumnSetID, id))
            set = column_store_find(&class_id, (const SColumnSetID *)id.bytes, true);
        for (xmlNode *at = child(node, "Column"); set && at && count < ARRAYSIZE(settings);
             at = next_child(node, at, "Column"))
            settings[count++] = (column_setting){ number(at, "Index", 0), number(at, "Width", 0),
                                                  number(at, "Hidden", 0) != 0 };
        if (set) {
            column_set_columns(set, settings, count);
            set->sort_column = number(node, "SortColumn", -1);
            set->sort_options = (DWORD)number(node, "SortOptions", 0);
            set->is_sorted = set->sort_column >= 0;
        }
        free(id.bytes);
        xmlFree(id_text);
    }
}

static char *read_file(const wchar_t *path, long *size)
{
    FILE *file = _wfopen(path, L"rb");
    char *bytes = NULL;

    if (!file)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0 && (*size = ftell(file)) > 0 && *size <= FILE_MAX_SIZE &&
        fseek(file, 0, SEEK_SET) == 0)
        bytes = malloc((size_t)*size);
    if (bytes && fread(bytes, 1, (size_t)*size, file) != (size_t)*size) {
        free(bytes);
        bytes = NULL;
    }
    fclose(file);
    return bytes;
}

bool console_file_load(console_file *out, const wchar_t *path, const char **message)
{
    reading from = { .file = out };
    long size = 0;
    char *bytes = read_file(path, &size);
    xmlDoc *document = NULL;
    const xmlNode *root;
    bool is_read = false;

    *out = (console_file){ 0 };
    *message = bytes ? "it is not well-formed XML" : "it cannot be read";
    if (bytes)
        document = xmlReadMemory(bytes, (int)size, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    root = document ? xmlDocGetRootElement(document) : NULL;
    if (root && !is_called(root, "MMC_ConsoleFile"))
        *message = "its root is not MMC_ConsoleFile";
    if (root && is_called(root, "MMC_ConsoleFile")) {
        from.binaries = child(root, "BinaryStorage");
        string_pool_clear();
        column_store_clear();
        read_strings(root);
        read_columns(root);
        for (xmlNode *view = child(child(root, "Views"), "View"); view;
             view = next_child(view->parent, view, "View"))
            read_view(out, view);
        read_nodes(&from, child(child(root, "ScopeTree"), "Nodes"), 0);
        is_read = true;
    }
    xmlFreeDoc(document);
    free(bytes);
    return is_read;
}

void console_file_free(console_file *file)
{
    for (size_t index = 0; index < file->snap_in_count; index++) {
        saved_snap_in *snap_in = &file->snap_ins[index];

        for (size_t at = 0; at < snap_in->component_count; at++)
            free(snap_in->components[at].state.bytes);
        free(snap_in->components);
        free(snap_in->state.bytes);
        free(snap_in->name);
    }
    for (size_t index = 0; index < file->view_count; index++) {
        for (size_t at = 0; at < file->views[index].path_length; at++)
            free(file->views[index].path[at]);
        free(file->views[index].path);
    }
    free(file->snap_ins);
    free(file->views);
    *file = (console_file){ 0 };
}
