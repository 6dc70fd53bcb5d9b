/* What a cell shows: its text as the user's language and country write it. */
#pragma once

#include <stddef.h>
#include <wchar.h>

#include "snapin/bytes.h"
#include "snapin/rows/node.h"
#include "snapin/rows/row.h"

/** Of the column at an index, for free(); NULL when out of memory. */
wchar_t *cell_text(const node *place, const row *shown, size_t at);

/** Add a row's cells as a line with tabulators between them; without an end of text. */
void cell_text_add_row(bytes *out, const node *place, const row *shown);
