#include "core/platform/service.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "core/platform/system_error.h"
#include "core/platform/win32/text.h"

/* How often a service is looked at while it is waited for. */
#define LOOK_EVERY 100

/* How long a service that was told to start may still be shown as stopped. */
#define LONGEST_BEGINNING 5000

typedef struct service {
    SC_HANDLE manager;
    SC_HANDLE handle;
} service;

static tr_status cannot(const char *verb, const char *name, DWORD code, tr_error *err)
{
    return tr_error_set_system(err, tr_system_error_status(code), code,
                               "cannot %s the service '%s'", verb, name);
}

static void close_service(service *of)
{
    if (of->handle)
        CloseServiceHandle(of->handle);
    if (of->manager)
        CloseServiceHandle(of->manager);
}

/* Gives the system's code; close_service in any case. */
static DWORD open_service(service *out, const char *name, DWORD rights)
{
    wchar_t *wide = tr_text_to_utf16(name);
    DWORD code = 0;

    *out = (service){ NULL, NULL };
    if (!wide)
        return GetLastError();
    out->manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
    if (out->manager)
        out->handle = OpenServiceW(out->manager, wide, rights);
    if (!out->handle)
        code = GetLastError();
    free(wide);
    return code;
}

/* Gives the system's code. */
static DWORD look(SERVICE_STATUS_PROCESS *out, const service *of)
{
    DWORD needed = 0;

    return QueryServiceStatusEx(of->handle, SC_STATUS_PROCESS_INFO, (BYTE *)out, sizeof(*out),
                                &needed)
               ? 0
               : GetLastError();
}

tr_status tr_service_look(tr_service_view *out, const char *name, tr_error *err)
{
    SERVICE_STATUS_PROCESS now = { 0 };
    service of;
    DWORD code = open_service(&of, name, SERVICE_QUERY_STATUS);
    bool is_missing = code == ERROR_SERVICE_DOES_NOT_EXIST;

    if (code == 0)
        code = look(&now, &of);
    close_service(&of);
    if (is_missing) {
        *out = (tr_service_view){ TR_SERVICE_MISSING, 0 };
        return TR_OK;
    }
    if (code != 0)
        return cannot("look at", name, code, err);
    out->state = now.dwCurrentState == SERVICE_STOPPED   ? TR_SERVICE_STOPPED
                 : now.dwCurrentState == SERVICE_RUNNING ? TR_SERVICE_RUNNING
                                                         : TR_SERVICE_CHANGING;
    out->process = out->state == TR_SERVICE_STOPPED ? 0 : now.dwProcessId;
    return TR_OK;
}

char *tr_service_title(const char *name)
{
    wchar_t *wide = tr_text_to_utf16(name);
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
    wchar_t title[256]; /* the most that a service may have, and the zero */
    DWORD room = sizeof(title) / sizeof(title[0]);
    char *out = NULL;

    if (wide && manager && GetServiceDisplayNameW(manager, wide, title, &room))
        out = tr_text_to_utf8(title, wcslen(title));
    if (manager)
        CloseServiceHandle(manager);
    free(wide);
    return out;
}

/* The program of a command line: up to the closing quote, else to ".exe". */
static char *program_of(wchar_t *line)
{
    wchar_t *end;

    if (*line == '"') {
        end = wcschr(++line, '"');
        if (end)
            *end = 0;
    } else {
        for (end = line; *end; end++) {
            if (_wcsnicmp(end, L".exe", 4) == 0 && (end[4] == ' ' || end[4] == 0)) {
                end[4] = 0;
                break;
            }
        }
    }
    return tr_text_to_utf8(line, wcslen(line));
}

char *tr_service_program(const char *name)
{
    QUERY_SERVICE_CONFIGW *configuration = NULL;
    char *program = NULL;
    DWORD needed = 0;
    service of;

    if (open_service(&of, name, SERVICE_QUERY_CONFIG) == 0 &&
        !QueryServiceConfigW(of.handle, NULL, 0, &needed) &&
        GetLastError() == ERROR_INSUFFICIENT_BUFFER)
        configuration = malloc(needed);
    if (configuration && QueryServiceConfigW(of.handle, configuration, needed, &needed) &&
        configuration->lpBinaryPathName)
        program = program_of(configuration->lpBinaryPathName);
    free(configuration);
    close_service(&of);
    return program;
}

/* Names with '/' between them; NULL when out of memory. */
static char *join_names(const ENUM_SERVICE_STATUSW *services, DWORD count)
{
    char *names = strdup("");

    for (DWORD index = 0; index < count && names; index++) {
        const wchar_t *wide = services[index].lpServiceName;
        char *name = tr_text_to_utf8(wide, wcslen(wide));
        size_t size = strlen(names);
        char *longer = name ? realloc(names, size + strlen(name) + 2) : NULL;

        if (longer) {
            if (size > 0)
                longer[size++] = '/';
            strcpy(longer + size, name);
        } else {
            free(names);
        }
        names = longer;
        free(name);
    }
    return names;
}

tr_status tr_service_dependents(char **out, const char *name, tr_error *err)
{
    ENUM_SERVICE_STATUSW *services = NULL;
    char *names = NULL;
    DWORD needed = 0;
    DWORD count = 0;
    service of;
    DWORD code = open_service(&of, name, SERVICE_ENUMERATE_DEPENDENTS);

    if (code == 0 && !EnumDependentServicesW(of.handle, SERVICE_ACTIVE, NULL, 0, &needed, &count)) {
        code = GetLastError();
        services = code == ERROR_MORE_DATA ? malloc(needed) : NULL;
        if (services)
            code =
                EnumDependentServicesW(of.handle, SERVICE_ACTIVE, services, needed, &needed, &count)
                    ? 0
                    : GetLastError();
    }
    if (code == 0) {
        names = join_names(services, count);
        code = names ? 0 : ERROR_NOT_ENOUGH_MEMORY;
    }
    free(services);
    close_service(&of);
    if (code != 0)
        return cannot("look at", name, code, err);
    *out = names;
    return TR_OK;
}

/* Wait until a service is in a state. Gives the system's code. */
static DWORD wait_for(const service *of, DWORD wanted, unsigned seconds)
{
    const DWORD start = GetTickCount();
    SERVICE_STATUS_PROCESS now = { 0 };
    bool has_begun = false;
    DWORD code;

    for (;;) {
        const DWORD passed = GetTickCount() - start;

        code = look(&now, of);
        if (code != 0 || now.dwCurrentState == wanted)
            return code;
        has_begun = has_begun || now.dwCurrentState != SERVICE_STOPPED;
        /* One that gave up says why. */
        if (wanted == SERVICE_RUNNING && now.dwCurrentState == SERVICE_STOPPED &&
            (has_begun || passed >= LONGEST_BEGINNING))
            return now.dwWin32ExitCode ? now.dwWin32ExitCode : ERROR_SERVICE_NOT_ACTIVE;
        if (passed >= seconds * 1000)
            return ERROR_SERVICE_REQUEST_TIMEOUT;
        Sleep(LOOK_EVERY);
    }
}

tr_status tr_service_stop(const char *name, unsigned seconds, tr_error *err)
{
    SERVICE_STATUS ignored;
    service of;
    DWORD code = open_service(&of, name, SERVICE_STOP | SERVICE_QUERY_STATUS);

    if (code == 0 && !ControlService(of.handle, SERVICE_CONTROL_STOP, &ignored)) {
        code = GetLastError();
        /* It is about to stop, or has. */
        if (code == ERROR_SERVICE_NOT_ACTIVE || code == ERROR_SERVICE_CANNOT_ACCEPT_CTRL)
            code = 0;
    }
    if (code == 0)
        code = wait_for(&of, SERVICE_STOPPED, seconds);
    close_service(&of);
    return code == 0 ? TR_OK : cannot("stop", name, code, err);
}

tr_status tr_service_start(const char *name, unsigned seconds, tr_error *err)
{
    service of;
    DWORD code = open_service(&of, name, SERVICE_START | SERVICE_QUERY_STATUS);

    if (code == 0 && !StartServiceW(of.handle, 0, NULL)) {
        code = GetLastError();
        if (code == ERROR_SERVICE_ALREADY_RUNNING)
            code = 0;
    }
    if (code == 0)
        code = wait_for(&of, SERVICE_RUNNING, seconds);
    close_service(&of);
    return code == 0 ? TR_OK : cannot("start", name, code, err);
}
