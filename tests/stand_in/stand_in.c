/*
 * Stands in for IpXfer, and for any program that is to be asked what it was
 * given. What it does is said by the environment:
 *
 *   STAND_IN_FILE  its arguments are written there, behind what is there: each
 *                  within brackets on a line of its own, then a line with a dot
 *   STAND_IN       "moves":   does what IpXfer is said to do, to the registry and to the
 *                             agent's OfcNTCer.dat
 *                  "half":    does only the first half of it
 *                  "leaves":  starts another one that does it a second later, and ends
 *                  "repeats": prints its arguments, and does nothing
 *                  "widely":  prints them in UTF-16
 *                  "quotes":  prints its command line
 *                  "babbles": prints for a minute
 *                  "lies":    prints that all is well, ends with code 0, and does nothing
 *                  "refuses": does nothing, and ends with code 5
 *                  "hangs":   does nothing for a minute
 */
#include <fcntl.h>
#include <io.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <windows.h>

#include <shellapi.h>

#define AGENT_KEY L"SOFTWARE\\TrendMicro\\PC-cillinNTCorp\\CurrentVersion"

static void write_wide(FILE *out, const wchar_t *text)
{
    char room[4096];

    if (WideCharToMultiByte(CP_UTF8, 0, text, -1, room, sizeof(room), NULL, NULL) == 0)
        room[0] = '\0';
    fprintf(out, "[%s]\n", room);
}

static void tell_arguments(int count, wchar_t **arguments)
{
    const wchar_t *path = _wgetenv(L"STAND_IN_FILE");
    FILE *out = path ? _wfopen(path, L"ab") : NULL;

    if (!out)
        return;
    for (int index = 1; index < count; index++)
        write_wide(out, arguments[index]);
    fputs(".\n", out);
    fclose(out);
}

static void set_text(HKEY key, const wchar_t *name, const wchar_t *text)
{
    RegSetValueExW(key, name, 0, REG_SZ, (const BYTE *)text,
                   (DWORD)((wcslen(text) + 1) * sizeof(*text)));
}

static void set_number(HKEY key, const wchar_t *name, const wchar_t *text)
{
    DWORD number = (DWORD)wcstoul(text, NULL, 10);

    RegSetValueExW(key, name, 0, REG_DWORD, (const BYTE *)&number, sizeof(number));
}

static void take_certificate(HKEY key, const wchar_t *from)
{
    wchar_t folder[MAX_PATH];
    wchar_t to[MAX_PATH + 32];
    DWORD size = sizeof(folder);

    if (RegGetValueW(key, NULL, L"Application Path", RRF_RT_REG_SZ, NULL, folder, &size) != 0)
        return;
    swprintf(to, sizeof(to) / sizeof(to[0]), L"%ls\\OfcNTCer.dat", folder);
    CopyFileW(from, to, FALSE);
}

static void move_agent(int count, wchar_t **arguments, bool is_half)
{
    HKEY key;

    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, AGENT_KEY, 0, KEY_ALL_ACCESS | KEY_WOW64_32KEY, &key) !=
        0)
        return;
    for (int index = 1; index + 1 < (is_half ? 5 : count); index += 2) {
        const wchar_t *value = arguments[index + 1];

        if (wcscmp(arguments[index], L"-s") == 0)
            set_text(key, L"Server", value);
        else if (wcscmp(arguments[index], L"-p") == 0)
            set_number(key, L"ServerPort", value);
        else if (wcscmp(arguments[index], L"-sp") == 0)
            set_number(key, L"ServerSSLPort", value);
        else if (wcscmp(arguments[index], L"-c") == 0)
            set_number(key, L"LocalServerPort", value);
        else if (wcscmp(arguments[index], L"-e") == 0)
            take_certificate(key, value);
    }
    RegCloseKey(key);
}

static void print_arguments(int count, wchar_t **arguments)
{
    for (int index = 1; index < count; index++)
        printf("%ls ", arguments[index]);
}

static void print_widely(int count, wchar_t **arguments)
{
    _setmode(_fileno(stdout), _O_BINARY);
    for (int index = 1; index < count; index++) {
        fwrite(arguments[index], sizeof(wchar_t), wcslen(arguments[index]), stdout);
        fwrite(L" ", sizeof(wchar_t), 1, stdout);
    }
}

static void babble(void)
{
    const DWORD begin = GetTickCount();

    while (GetTickCount() - begin < 60000)
        puts("and so on");
}

/* What is said by the environment, in a process of its own. */
static void leave(const wchar_t *deed)
{
    STARTUPINFOW start = { .cb = sizeof(start) };
    PROCESS_INFORMATION process;

    SetEnvironmentVariableW(L"STAND_IN", deed);
    if (CreateProcessW(NULL, GetCommandLineW(), NULL, NULL, FALSE, 0, NULL, NULL, &start,
                       &process)) {
        CloseHandle(process.hThread);
        CloseHandle(process.hProcess);
    }
}

/* What it prints, if anything. */
static void print(const char *deed, int count, wchar_t **arguments)
{
    if (strcmp(deed, "repeats") == 0)
        print_arguments(count, arguments);
    if (strcmp(deed, "widely") == 0)
        print_widely(count, arguments);
    if (strcmp(deed, "quotes") == 0)
        printf("%ls\n", GetCommandLineW());
    if (strcmp(deed, "moves") == 0 || strcmp(deed, "lies") == 0)
        puts("Transfer succeeded");
    if (strcmp(deed, "babbles") == 0)
        babble();
    fflush(stdout);
}

int main(void)
{
    int count = 0;
    wchar_t **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
    const char *deed = getenv("STAND_IN");

    if (!arguments)
        return 3;
    tell_arguments(count, arguments);
    if (!deed)
        return 0;
    if (strcmp(deed, "leaves") == 0)
        leave(L"late");
    if (strcmp(deed, "late") == 0)
        Sleep(1000);
    if (strcmp(deed, "moves") == 0 || strcmp(deed, "half") == 0 || strcmp(deed, "late") == 0)
        move_agent(count, arguments, strcmp(deed, "half") == 0);
    print(deed, count, arguments);
    if (strcmp(deed, "hangs") == 0)
        Sleep(60000);
    return strcmp(deed, "refuses") == 0 ? 5 : 0;
}
