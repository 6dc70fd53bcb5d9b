/*
 * The extension snap-ins of a node type, as the registry names them: below
 * MMC\NodeTypes\{type}\Extensions, a key for each kind with a value for each class.
 */
#pragma once

#include <windows.h>
#include <mmc.h>

typedef enum extension_kind {
    EXTENSION_NAME_SPACE,
    EXTENSION_CONTEXT_MENU,
    EXTENSION_TOOL_BAR,
    EXTENSION_PROPERTY_SHEET,
    EXTENSION_TASK,
    EXTENSION_VIEW
} extension_kind;

/** Called for each extension; the object is borrowed. */
typedef void extension_user(IUnknown *extension, const CLSID *id, void *context);

/**
 * Create each extension of a kind that is registered for the item's node type,
 * and let it be used; one that cannot be created is a breach. The cookie is the
 * one that the data object was asked for with.
 *
 * @return S_OK, or S_FALSE if there was none
 */
HRESULT extension_for_each(IDataObject *data, MMC_COOKIE cookie, extension_kind kind,
                           extension_user *use, void *context);

/** Call use for each extension of a kind that is registered, without creating it. */
void extension_list(const GUID *node_type, extension_kind kind,
                    void (*use)(const CLSID *id, void *context), void *context);
