#include "shellext/window/selection_input.h"

#include <stdlib.h>

#include <windows.h>

#include "core/platform/win32/text.h"
#include "shellext/selection.h"

#define PIECE_SIZE 65536

static bool take_name(void *context, const uint16_t *units, size_t count)
{
    path_list *paths = context;
    char *path = tr_text_to_utf8((const wchar_t *)units, count);
    bool is_taken = path && path_list_add(paths, path);

    free(path);
    return is_taken;
}

static tr_selection_state read_all(tr_selection_reader *reader, uint8_t *bytes)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    tr_selection_state state = TR_SELECTION_GOES_ON;
    DWORD size = 0;

    while (ReadFile(input, bytes, PIECE_SIZE, &size, NULL) && size > 0) {
        state = tr_selection_read(reader, bytes, size);
        if (state == TR_SELECTION_WRONG || state == TR_SELECTION_STOPPED)
            break;
    }
    CloseHandle(input);
    return state;
}

tr_status selection_input_read(path_list *paths, unsigned *left_out, tr_error *err)
{
    tr_selection_reader *reader = tr_selection_reader_new(take_name, paths);
    uint8_t *bytes = malloc(PIECE_SIZE);
    tr_selection_state state = TR_SELECTION_STOPPED;

    if (reader && bytes) {
        state = read_all(reader, bytes);
        *left_out = tr_selection_left_out(reader);
    }
    tr_selection_reader_free(reader);
    free(bytes);
    switch (state) {
    case TR_SELECTION_COMPLETE:
        return TR_OK;
    case TR_SELECTION_GOES_ON:
        return tr_error_set(err, TR_ERR_IO, 0, "the selection from Explorer broke off");
    case TR_SELECTION_WRONG:
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the selection from Explorer is damaged");
    case TR_SELECTION_STOPPED:
        break;
    }
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the selection from Explorer");
}
