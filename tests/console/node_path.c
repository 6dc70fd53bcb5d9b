#include "tests/console/node_path.h"

#include <stdlib.h>
#include <string.h>

#include "tests/console/output.h"
#include "tests/console/snap_in.h"

static scope_item *child_of(scope_item *item, const char *part)
{
    int number = -1;
    bool is_number = script_number(part, &number);

    for (scope_item *child = item->first; child; child = child->next) {
        char *name = utf8_of(snap_in_node_name(child));
        bool is_same = is_number ? number-- == 0 : strcmp(name, part) == 0;

        free(name);
        if (is_same)
            return child;
    }
    return NULL;
}

scope_item *node_of_path(script_line *line, const char *path)
{
    scope_item *item = line->in->root;
    char *parts = _strdup(path);
    char *rest = parts;

    while (item && rest && *rest) {
        char *part = rest;

        rest = strchr(rest, '/');
        if (rest)
            *rest++ = '\0';
        if (!*part)
            continue;
        snap_in_expand(item);
        item = child_of(item, part);
    }
    free(parts);
    if (!item)
        script_fail(line, "there is no node %s", path);
    return item;
}
