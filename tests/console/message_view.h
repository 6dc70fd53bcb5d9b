/*
 * IMessageView: the result view of a snap-in that asks for CLSID_MessageView, with
 * a title, a text and an icon instead of a list.
 */
#pragma once

#include <windows.h>
#include <mmc.h>

#include "tests/console/hosted.h"

typedef struct message_view {
    IMessageView IMessageView_iface;
    hosted base;
    wchar_t *title; /* or NULL, as the text */
    wchar_t *text;
    IconIdentifier icon;
} message_view;

/** A new, empty one; it lives until the program ends. NULL without memory. */
message_view *message_view_new(console *owner);

/** The view is another one now. */
void message_view_close(message_view *self);
