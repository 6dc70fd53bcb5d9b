/* The language that the console speaks, which snap-ins follow. */
#pragma once

#include <stdbool.h>

/** From now on, for this thread and program. False if there is no such language ("ja"). */
bool language_speak(const char *tag);
