#include "core/platform/system_error.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* The same words as in win32/system_error.c. */
static const char *own_words(int code)
{
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        return "no such file or folder";
    case EACCES:
    case EPERM:
        return "permission denied";
    case EEXIST:
        return "the name is taken";
    case EBUSY:
    case ETXTBSY:
        return "in use by another program";
    case EROFS:
        return "the medium is write-protected";
    case ENOSPC:
    case EDQUOT:
        return "no space left";
    case EMFILE:
    case ENFILE:
        return "too many open files";
    case ENAMETOOLONG:
        return "the name is too long";
    case EINVAL:
    case EILSEQ:
        return "not a valid name";
    case ELOOP:
        return "too many links";
    case EISDIR:
        return "it is a folder";
    case EIO:
        return "the device failed";
    case ENXIO:
    case ENODEV:
        return "no such device";
    case EXDEV:
        return "it would be on another volume";
    case ENOMEM:
        return "out of memory";
    case ENETDOWN:
    case ENETUNREACH:
    case EHOSTDOWN:
    case EHOSTUNREACH:
    case ETIMEDOUT:
    case ESTALE:
        return "the network share does not answer";
    default:
        return NULL;
    }
}

const char *tr_system_error_words(char *buffer, size_t size, unsigned long code)
{
    const char *words = own_words((int)code);

    if (words)
        return words;
    /* No other thread may be changing the locale; the C locale speaks English. */
    words = strerrordesc_np((int)code);
    if (!words) {
        snprintf(buffer, size, "system error %lu", code);
        return buffer;
    }
    snprintf(buffer, size, "%s", words);
    /* "Bad address" becomes "bad address"; "RPC struct is bad" stays. */
    if (isupper((unsigned char)buffer[0]) && !isupper((unsigned char)buffer[1]))
        buffer[0] = (char)tolower((unsigned char)buffer[0]);
    return buffer;
}

tr_status tr_system_error_status(unsigned long code)
{
    switch ((int)code) {
    case ENOENT:
    case ENOTDIR:
        return TR_ERR_NOT_FOUND;
    case EEXIST:
        return TR_ERR_EXISTS;
    case ENOMEM:
        return TR_ERR_MEMORY;
    default:
        return TR_ERR_IO;
    }
}

bool tr_system_error_is_denial(unsigned long code)
{
    return code == EACCES || code == EPERM;
}
