/* The tree: which places are below which. */
#pragma once

#include <windows.h>
#include <mmc.h>

/**
 * Put into the tree what is below a place that the console opens: the nodes below the snap-in's
 * own place, and that below the place of another snap-in which this one extends.
 *
 * @return S_FALSE if nothing is below it
 */
HRESULT scope_expand(IConsoleNameSpace2 *tree, IDataObject *opened, HSCOPEITEM parent);
