#include "shellext/window/peer.h"

#include <stdlib.h>

#define PATH_UNITS 32768 /* the longest that Windows knows */

bool peer_is_in_session(DWORD process)
{
    DWORD its = 0;
    DWORD ours = 0;

    return ProcessIdToSessionId(process, &its) &&
           ProcessIdToSessionId(GetCurrentProcessId(), &ours) && its == ours;
}

/* The path of a process's program, to free(); NULL if it cannot be told. */
static wchar_t *image_path(HANDLE process)
{
    wchar_t *path = malloc(PATH_UNITS * sizeof(*path));
    DWORD count = PATH_UNITS;

    if (path && QueryFullProcessImageNameW(process, 0, path, &count))
        return path;
    free(path);
    return NULL;
}

peer_image peer_image_of(DWORD process)
{
    HANDLE opened = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process);
    wchar_t *its = opened ? image_path(opened) : NULL;
    wchar_t *ours = image_path(GetCurrentProcess());
    peer_image found = PEER_IS_UNKNOWN;

    if (its && ours)
        found = CompareStringOrdinal(its, -1, ours, -1, TRUE) == CSTR_EQUAL ? PEER_IS_SAME
                                                                            : PEER_IS_OTHER;
    if (opened)
        CloseHandle(opened);
    free(its);
    free(ours);
    return found;
}
