#include "core/authenticode/signable_name.h"

#include <string.h>

bool tr_signable_name(const char *name, size_t size)
{
    static const char *const endings[] = {
        "exe", "dll",  "sys",        "ocx",  "cpl",   "scr",        "drv",    "efi",
        "msi", "msp",  "cab",        "cat",  "ps1",   "psm1",       "psd1",   "vbs",
        "wsf", "msix", "msixbundle", "appx", "cdxml", "appxbundle", "ps1xml",
    };
    size_t start = size;

    while (start > 0 && !strchr("./\\", name[start - 1]))
        start--;
    if (start == 0 || name[start - 1] != '.')
        return false;
    for (size_t index = 0; index < sizeof(endings) / sizeof(endings[0]); index++) {
        size_t length = strlen(endings[index]);
        size_t same = 0;

        while (same < length && same < size - start &&
               (name[start + same] | 0x20) == (endings[index][same] | 0x20))
            same++;
        if (same == length && length == size - start)
            return true;
    }
    return false;
}
