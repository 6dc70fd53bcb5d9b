/* The rules of QueryInterface. */
#pragma once

#include <windows.h>
#include <unknwn.h>

/** Look at an object through every interface that a console asks for. */
void identity_check(IUnknown *object, const char *what);
