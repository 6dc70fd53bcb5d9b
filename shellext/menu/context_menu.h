/* The commands in the menu of every Windows: IShellExtInit and IContextMenu. */
#pragma once

#include <windows.h>
#include <unknwn.h>

/** Give a new object with one reference; detail is a const menu_scope. */
HRESULT context_menu_create(IUnknown **out, const void *detail);
