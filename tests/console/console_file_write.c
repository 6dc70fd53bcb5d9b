#include "tests/console/console_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xmlsave.h>
#include <wincrypt.h>

#include "tests/console/column_store.h"
#include "tests/console/console_class.h"
#include "tests/console/output.h"
#include "tests/console/string_pool.h"

typedef struct writing {
    const console_file *file;
    xmlNode *binaries; /* BinaryStorage, which comes last and is filled on the way */
    int binary_count;
    MMC_STRING_ID *names; /* of the snap-ins, in the console's own table */
    MMC_STRING_ID root_name;
} writing;

static xmlNode *add(xmlNode *parent, const char *name)
{
    return xmlNewChild(parent, NULL, (const xmlChar *)name, NULL);
}

static void set(xmlNode *node, const char *name, const char *value)
{
    xmlNewProp(node, (const xmlChar *)name, (const xmlChar *)value);
}

static void set_number(xmlNode *node, const char *name, long value)
{
    char text[24];

    snprintf(text, sizeof(text), "%ld", value);
    set(node, name, text);
}

static void set_text(xmlNode *node, const wchar_t *text)
{
    char *narrow = utf8_of(text);

    xmlNodeAddContent(node, (const xmlChar *)narrow);
    free(narrow);
}

static void class_text(char *out, size_t size, const CLSID *class_id)
{
    wchar_t text[40];

    StringFromGUID2(class_id, text, ARRAYSIZE(text));
    snprintf(out, size, "%ls", text);
}

static void set_class(xmlNode *node, const CLSID *class_id)
{
    char text[64];

    class_text(text, sizeof(text), class_id);
    set(node, "CLSID", text);
}

static xmlNode *add_class(xmlNode *parent, const CLSID *class_id)
{
    xmlNode *node = add(parent, "GUID");
    char text[64];

    class_text(text, sizeof(text), class_id);
    xmlNodeAddContent(node, (const xmlChar *)text);
    return node;
}

static char *encode(const BYTE *bytes, size_t size)
{
    DWORD length = 0;
    char *text;

    CryptBinaryToStringA(bytes, (DWORD)size, CRYPT_STRING_BASE64 | CRYPT_STRING_NOCRLF, NULL,
                         &length);
    text = malloc(length + 1);
    if (text)
        CryptBinaryToStringA(bytes, (DWORD)size, CRYPT_STRING_BASE64 | CRYPT_STRING_NOCRLF, text,
                             &length);
    return text;
}

/* Who has a state gets a Stream, which names the Binary that holds it. */
static void add_state(writing *to, xmlNode *holder, const CLSID *class_id, const saved_bytes *state)
{
    char *text = state->size ? encode(state->bytes, state->size) : NULL;

    set(add_class(holder, class_id), "Name", "Snapin");
    if (!text)
        return;
    set_number(add(holder, "Stream"), "BinaryRefIndex", to->binary_count++);
    xmlNodeAddContent(add(to->binaries, "Binary"), (const xmlChar *)text);
    free(text);
}

static void add_snap_in(writing *to, xmlNode *nodes, const saved_snap_in *snap_in,
                        MMC_STRING_ID name)
{
    xmlNode *node = add(nodes, "Node");
    xmlNode *holder;

    set_number(node, "ID", snap_in->id);
    set(node, "ImageIdx", "0");
    set_class(node, &snap_in->class_id);
    set(node, "Preload", "true");
    add(node, "Nodes");
    holder = add(node, "String");
    set(holder, "Name", "Name");
    set_number(holder, "ID", (long)name);
    add_state(to, add(add(node, "ComponentDatas"), "ComponentData"), &snap_in->class_id,
              &snap_in->state);
    holder = add(node, "Components");
    for (size_t index = 0; index < snap_in->component_count; index++) {
        xmlNode *component = add(holder, "Component");

        set_number(component, "ViewID", snap_in->components[index].view);
        add_state(to, component, &snap_in->class_id, &snap_in->components[index].state);
    }
}

static void add_tree(writing *to, xmlNode *root)
{
    xmlNode *tree = add(root, "ScopeTree");
    xmlNode *cache = add(tree, "SnapinCache");
    xmlNode *folder = add(add(tree, "Nodes"), "Node");
    xmlNode *nodes;
    xmlNode *name;

    set_class(add(cache, "Snapin"), &folder_class);
    for (size_t index = 0; index < to->file->snap_in_count; index++)
        set_class(add(cache, "Snapin"), &to->file->snap_ins[index].class_id);
    for (xmlNode *entry = cache->children; entry; entry = entry->next)
        set(entry, "AllExtensionsEnabled", "true");

    set_number(folder, "ID", CONSOLE_FILE_ROOT);
    set(folder, "ImageIdx", "0");
    set_class(folder, &folder_class);
    set(folder, "Preload", "true");
    nodes = add(folder, "Nodes");
    for (size_t index = 0; index < to->file->snap_in_count; index++)
        add_snap_in(to, nodes, &to->file->snap_ins[index], to->names[index]);
    name = add(folder, "String");
    set(name, "Name", "Name");
    set_number(name, "ID", (long)to->root_name);
    add(folder, "ComponentDatas");
    add(folder, "Components");
}

static void add_views(const writing *to, xmlNode *root)
{
    xmlNode *views = add(root, "Views");

    for (size_t index = 0; index < to->file->view_count; index++) {
        const saved_view *view = &to->file->views[index];
        xmlNode *node = add(views, "View");
        xmlNode *mark = add(node, "BookMark");
        xmlNode *path;

        set_number(node, "ID", view->id);
        set(mark, "Name", "RootNode");
        set_number(mark, "NodeID", CONSOLE_FILE_ROOT);
        mark = add(node, "BookMark");
        set(mark, "Name", "SelectedNode");
        set_number(mark, "NodeID", view->selected);
        path = view->path_length ? add(mark, "DynamicPath") : NULL;
        for (size_t at = 0; at < view->path_length; at++) {
            char *text = utf8_of(view->path[at]);

            set(add(path, "Segment"), "String", text);
            free(text);
        }
    }
}

static void add_strings(xmlNode *root)
{
    xmlNode *tables = add(root, "StringTables");
    xmlNode *identifiers = add(tables, "IdentifierPool");
    MMC_STRING_ID last = 0;

    for (const string_pool *pool = string_pool_first(); pool; pool = pool->next) {
        xmlNode *table = pool->count ? add(tables, "StringTable") : NULL;
        xmlNode *strings;

        if (!table)
            continue;
        add_class(table, &pool->class_id);
        strings = add(table, "Strings");
        for (size_t index = 0; index < pool->count; index++) {
            xmlNode *string = add(strings, "String");

            set_number(string, "ID", (long)pool->strings[index].id);
            set_number(string, "Refs", (long)pool->strings[index].references);
            set_text(string, pool->strings[index].text);
            last = pool->strings[index].id > last ? pool->strings[index].id : last;
        }
    }
    set(identifiers, "AbsoluteMin", "1");
    set(identifiers, "AbsoluteMax", "65535");
    set_number(identifiers, "NextAvailable", (long)last + 1);
}

static void add_columns(xmlNode *root)
{
    xmlNode *all = add(root, "ColumnSettingsCache");

    for (const column_set *from = column_store_first(); from; from = from->next) {
        xmlNode *node = add(all, "ColumnSet");
        char *id = encode((const BYTE *)from->id, offsetof(SColumnSetID, id) + from->id->cBytes);

        set_class(node, &from->class_id);
        set(node, "ID", id ? id : "");
        free(id);
        if (from->is_sorted) {
            set_number(node, "SortColumn", from->sort_column);
            set_number(node, "SortOptions", (long)from->sort_options);
        }
        for (size_t index = 0; index < from->count; index++) {
            xmlNode *column = add(node, "Column");

            set_number(column, "Index", from->columns[index].column);
            set_number(column, "Width", from->columns[index].width);
            set_number(column, "Hidden", from->columns[index].is_hidden);
        }
    }
}

/* The names of the nodes stand in the console's own table, made anew each time. */
static bool name_nodes(writing *to)
{
    string_pool *own = string_pool_of(&console_class);

    to->names = calloc(to->file->snap_in_count + 1, sizeof(*to->names));
    if (!own || !to->names)
        return false;
    string_pool_delete_all(own);
    own->last = 0; /* so that what is saved twice is the same */
    to->root_name = string_pool_add(own, L"Console Root");
    for (size_t index = 0; index < to->file->snap_in_count; index++)
        to->names[index] = string_pool_add(own, to->file->snap_ins[index].name);
    return true;
}

static bool write_file(xmlDoc *document, const wchar_t *path)
{
    xmlChar *bytes = NULL;
    FILE *file = _wfopen(path, L"wb");
    int size = 0;
    bool is_written = false;

    if (!file)
        return false;
    xmlDocDumpFormatMemoryEnc(document, &bytes, &size, "UTF-8", 1);
    is_written = bytes && fwrite(bytes, 1, (size_t)size, file) == (size_t)size;
    is_written = fclose(file) == 0 && is_written;
    xmlFree(bytes);
    return is_written;
}

bool console_file_save(const console_file *file, const wchar_t *path)
{
    writing to = { .file = file };
    xmlDoc *document = xmlNewDoc((const xmlChar *)"1.0");
    xmlNode *root = xmlNewNode(NULL, (const xmlChar *)"MMC_ConsoleFile");
    bool is_saved = false;

    if (document && root && name_nodes(&to)) {
        xmlDocSetRootElement(document, root);
        set(root, "ConsoleVersion", "3.0");
        set(root, "ProgramMode", "Author");
        to.binaries = xmlNewNode(NULL, (const xmlChar *)"BinaryStorage");
        add_views(&to, root);
        add_tree(&to, root);
        add_columns(root);
        add_strings(root);
        xmlAddChild(root, to.binaries);
        is_saved = write_file(document, path);
    }
    free(to.names);
    xmlFreeDoc(document);
    return is_saved;
}
