#include "core/platform/machine.h"

#include <string.h>

#include <windows.h>

#include "core/platform/win32/text.h"

char *tr_machine_name(void)
{
    wchar_t name[256];
    DWORD count = sizeof(name) / sizeof(name[0]);

    if (!GetComputerNameExW(ComputerNameDnsFullyQualified, name, &count) || count == 0)
        return strdup("unknown");
    return tr_text_to_utf8(name, count);
}
