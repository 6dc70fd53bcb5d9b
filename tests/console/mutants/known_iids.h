/* Whether an interface is one that a console may ask for in earnest, and then use. */
#pragma once

#include <stdbool.h>

#include <windows.h>

bool is_known_iid(REFIID iid);
