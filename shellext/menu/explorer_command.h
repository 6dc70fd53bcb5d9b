/* One command in the first-level menu of Windows 11: IExplorerCommand. */
#pragma once

#include <windows.h>
#include <unknwn.h>

#include "shellext/menu/command.h"

typedef struct explorer_command_kind {
    const menu_command *command;
    menu_scope scope;
} explorer_command_kind;

/** Give a new object with one reference; detail is a const explorer_command_kind. */
HRESULT explorer_command_create(IUnknown **out, const void *detail);
