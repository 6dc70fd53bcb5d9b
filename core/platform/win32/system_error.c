#include "core/platform/system_error.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <wctype.h>

#include <windows.h>

#include "core/platform/win32/text.h"

/* The same words as in posix/system_error.c. */
static const char *own_words(unsigned long code)
{
    switch (code) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_DRIVE:
    case ERROR_DIRECTORY:
        return "no such file or folder";
    case ERROR_ACCESS_DENIED:
    case ERROR_PRIVILEGE_NOT_HELD:
    case ERROR_NETWORK_ACCESS_DENIED:
        return "permission denied";
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
        return "the name is taken";
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
    case ERROR_USER_MAPPED_FILE:
    case ERROR_BUSY:
        return "in use by another program";
    case ERROR_WRITE_PROTECT:
        return "the medium is write-protected";
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
        return "no space left";
    case ERROR_TOO_MANY_OPEN_FILES:
        return "too many open files";
    case ERROR_FILENAME_EXCED_RANGE:
    case ERROR_BUFFER_OVERFLOW:
        return "the name is too long";
    case ERROR_INVALID_NAME:
    case ERROR_BAD_PATHNAME:
    case ERROR_INVALID_PARAMETER:
    case ERROR_NO_UNICODE_TRANSLATION:
        return "not a valid name";
    case ERROR_CANT_RESOLVE_FILENAME:
        return "too many links";
    case ERROR_IO_DEVICE:
    case ERROR_CRC:
    case ERROR_SECTOR_NOT_FOUND:
    case ERROR_READ_FAULT:
    case ERROR_FILE_CORRUPT:
    case ERROR_DISK_CORRUPT:
        return "the device failed";
    case ERROR_NOT_READY:
    case ERROR_DEV_NOT_EXIST:
        return "no such device";
    case ERROR_NOT_SAME_DEVICE:
        return "it would be on another volume";
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY:
    case ERROR_COMMITMENT_LIMIT:
    case ERROR_NO_SYSTEM_RESOURCES:
        return "out of memory";
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME:
    case ERROR_NETNAME_DELETED:
    case ERROR_NETWORK_UNREACHABLE:
    case ERROR_HOST_UNREACHABLE:
    case ERROR_SEM_TIMEOUT:
        return "the network share does not answer";
    default:
        return NULL;
    }
}

const char *tr_system_error_words(char *buffer, size_t size, unsigned long code)
{
    const char *words = own_words(code);
    wchar_t wide[256];
    char *text = NULL;
    DWORD count;

    if (words)
        return words;
    /* MAX_WIDTH_MASK puts all on one line. */
    count = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS |
                               FORMAT_MESSAGE_MAX_WIDTH_MASK,
                           NULL, code, MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US), wide,
                           sizeof(wide) / sizeof(wide[0]), NULL);
    while (count > 0 && (iswspace(wide[count - 1]) || wide[count - 1] == '.'))
        count--;
    if (count > 0)
        text = tr_text_to_utf8(wide, count);
    if (!text) {
        snprintf(buffer, size, "system error %lu", code);
        return buffer;
    }
    snprintf(buffer, size, "%s", text);
    free(text);
    if (isupper((unsigned char)buffer[0]) && !isupper((unsigned char)buffer[1]))
        buffer[0] = (char)tolower((unsigned char)buffer[0]);
    return buffer;
}

tr_status tr_system_error_status(unsigned long code)
{
    switch (code) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_DRIVE:
    case ERROR_DIRECTORY:
        return TR_ERR_NOT_FOUND;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
        return TR_ERR_EXISTS;
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY:
        return TR_ERR_MEMORY;
    default:
        return TR_ERR_IO;
    }
}

bool tr_system_error_is_denial(unsigned long code)
{
    return code == ERROR_ACCESS_DENIED || code == ERROR_PRIVILEGE_NOT_HELD;
}
