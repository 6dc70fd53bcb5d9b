/*
 * One certificate of this machine, by its thumbprint: what it takes Windows' own
 * functions for, and so is done in the console itself.
 */
#pragma once

#include <windows.h>

#include <jansson.h>

/**
 * Write it to a file, as DER.
 *
 * @param record  of a row: its thumbprint, and the stores where it was found
 * @param file    UTF-8
 * @return S_FALSE if it is not there any more
 */
HRESULT certificate_export(const json_t *record, const char *file);

/** Show it in Windows' dialog, until the user closes that. */
HRESULT certificate_view(HWND owner, const json_t *record);
