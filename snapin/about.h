/* What the console's dialog for adding snap-ins says about this one: ISnapinAbout. */
#pragma once

#include <windows.h>
#include <unknwn.h>

HRESULT about_create(IUnknown **out, const void *detail);
