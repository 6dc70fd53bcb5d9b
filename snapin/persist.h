/* What is saved with the console: the target, behind its size. */
#pragma once

#include <windows.h>
#include <objidl.h>

#include "snapin/rows/target.h"

HRESULT persist_write(IStream *stream, const target *looked_at);

/** @param out  for target_free; set on S_OK only */
HRESULT persist_read(target **out, IStream *stream);

/** The most bytes that persist_write writes. */
#define PERSIST_LARGEST ((ULONG)16 * 1024 * 1024)
