#include "tests/console/message_pane.h"

#include <stdio.h>

#include "tests/console/message_view.h"

HWND message_pane_create(HWND parent, int id)
{
    return CreateWindowExW(WS_EX_CLIENTEDGE, L"EDIT", NULL,
                           WS_CHILD | WS_TABSTOP | WS_VSCROLL | ES_MULTILINE | ES_READONLY, 0, 0, 0,
                           0, parent, (HMENU)(INT_PTR)id, NULL, NULL);
}

void message_pane_refresh(HWND pane, const view *of)
{
    wchar_t text[4096] = L"";

    if (of->kind == SHOWS_MESSAGE && of->message)
        _snwprintf(text, ARRAYSIZE(text) - 1, L"%ls\r\n\r\n%ls",
                   of->message->title ? of->message->title : L"",
                   of->message->text ? of->message->text : L"");
    else if (of->kind != SHOWS_LIST)
        _snwprintf(text, ARRAYSIZE(text) - 1, L"(%ls: %ls)",
                   of->kind == SHOWS_PAGE ? L"a page" : L"a control",
                   of->kind_text ? of->kind_text : L"");
    SetWindowTextW(pane, text);
}
