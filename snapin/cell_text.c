#include "snapin/cell_text.h"

#include <stdlib.h>

#include "com/users_format.h"
#include "snapin/rows/word.h"
#include "snapin/strings.h"

wchar_t *cell_text(const node *place, const row *shown, size_t at)
{
    const column *heading = &place->columns[at];
    const cell *content = at < shown->cell_count ? &shown->cells[at] : NULL;
    unsigned id;

    if (!content || !content->text[0])
        return _wcsdup(L"");
    switch (heading->kind) {
    case COLUMN_WORD:
        id = word_string(heading->words, content->text);
        return id ? text_of(id) : text_from_utf8(content->text);
    case COLUMN_TIME:
        if (content->number == CELL_NO_NUMBER)
            return text_from_utf8(content->text);
        return text_of_time((time_t)content->number);
    case COLUMN_NUMBER:
        if (content->number < 0)
            return text_from_utf8(content->text);
        return users_number((uint64_t)content->number);
    case COLUMN_SIZE:
        if (content->number < 0)
            return text_from_utf8(content->text);
        return users_size((uint64_t)content->number);
    default:
        return text_from_utf8(content->text);
    }
}

void cell_text_add_row(bytes *out, const node *place, const row *shown)
{
    static const wchar_t between[] = L"\t";
    static const wchar_t line_end[] = L"\r\n";

    for (size_t at = 0; at < place->column_count; at++) {
        wchar_t *text = cell_text(place, shown, at);

        if (at > 0)
            bytes_add(out, between, sizeof(between) - sizeof(*between));
        if (text)
            bytes_add(out, text, wcslen(text) * sizeof(*text));
        else
            out->has_failed = true;
        free(text);
    }
    bytes_add(out, line_end, sizeof(line_end) - sizeof(*line_end));
}
