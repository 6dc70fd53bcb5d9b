/* IMenuButton: buttons with text beside the console's menus, which ask for a menu when pressed. */
#pragma once

#include "tests/console/bar.h"
#include "tests/console/hosted.h"

typedef struct menu_button {
    IMenuButton IMenuButton_iface;
    hosted base;
    bar bar;
} menu_button;

/** A new one; it lives until the program ends. NULL without memory. */
menu_button *menu_button_new(console *owner);

void menu_button_close(menu_button *self);
