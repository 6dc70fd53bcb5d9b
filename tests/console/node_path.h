/* Nodes by their place: "Trustmend/Overview" or "0/2", where a part is a name or a number. */
#pragma once

#include "tests/console/script.h"
#include "tests/console/scope_item.h"

/** The node of a path below the root, which is "/"; NULL: there is none, as was said. */
scope_item *node_of_path(script_line *line, const char *path);
