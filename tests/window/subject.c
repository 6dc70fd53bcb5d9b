#include "tests/window/subject.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <commctrl.h>

#include "shellext/selection.h"
#include "shellext/window/parts.h"
#include "shellext/window/resource.h"

#define WINDOW_CLASS L"TrustmendWindow"
#define PATIENCE     30000.0 /* milliseconds */
#define KEY_PAUSE    60

double now(void)
{
    LARGE_INTEGER count;
    LARGE_INTEGER in_second;

    QueryPerformanceCounter(&count);
    QueryPerformanceFrequency(&in_second);
    return (double)count.QuadPart * 1000.0 / (double)in_second.QuadPart;
}

static bool write_selection(HANDLE pipe, const wchar_t *const *paths, size_t count, size_t left)
{
    tr_selection selection = { 0 };
    DWORD written;
    bool is_good = true;

    for (size_t index = 0; index < count; index++)
        is_good = is_good && tr_selection_add(&selection, (const uint16_t *)paths[index],
                                              wcslen(paths[index]));
    is_good = is_good && tr_selection_seal(&selection) &&
              WriteFile(pipe, selection.bytes, (DWORD)(selection.size - left), &written, NULL);
    tr_selection_clear(&selection);
    return is_good;
}

static HANDLE token; /* NULL: this process's own */

void subject_act_for(HANDLE of_user)
{
    token = of_user;
}

static HANDLE start_process(const wchar_t *program, const wchar_t *arguments, HANDLE input)
{
    wchar_t line[TEXT_CAPACITY];
    STARTUPINFOW startup = { .cb = sizeof(startup),
                             .dwFlags = STARTF_USESTDHANDLES,
                             .hStdInput = input };
    PROCESS_INFORMATION process;

    _snwprintf(line, TEXT_CAPACITY, L"\"%ls\" %ls", program, arguments);
    line[TEXT_CAPACITY - 1] = L'\0';
    if (!(token
              ? CreateProcessAsUserW(token, program, line, NULL, NULL, TRUE, 0, NULL, NULL,
                                     &startup, &process)
              : CreateProcessW(program, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process)))
        return NULL;
    CloseHandle(process.hThread);
    return process.hProcess;
}

/* NULL: of any process. */
static HWND wait_for_window(HANDLE process)
{
    double start = now();

    while (now() - start < PATIENCE) {
        HWND window = NULL;

        while ((window = FindWindowExW(NULL, window, WINDOW_CLASS, NULL))) {
            DWORD owner = 0;

            GetWindowThreadProcessId(window, &owner);
            if ((!process || owner == GetProcessId(process)) && IsWindowVisible(window))
                return window;
        }
        Sleep(20);
    }
    return NULL;
}

bool subject_start(subject *out, const wchar_t *program, const wchar_t *arguments,
                   const wchar_t *const *paths, size_t count, size_t left)
{
    SECURITY_ATTRIBUTES inherited = { sizeof(inherited), NULL, TRUE };
    HANDLE input;
    HANDLE pipe;
    bool is_written;

    if (!CreatePipe(&input, &pipe, &inherited, 0))
        return false;
    SetHandleInformation(pipe, HANDLE_FLAG_INHERIT, 0);
    out->process = start_process(program, arguments, input);
    CloseHandle(input);
    is_written = out->process && write_selection(pipe, paths, count, left);
    CloseHandle(pipe);
    out->window = is_written ? wait_for_window(out->process) : NULL;
    if (!out->window)
        return false;
    SetForegroundWindow(out->window);
    return true;
}

bool subject_adopt(subject *out)
{
    DWORD process = 0;

    out->window = wait_for_window(NULL);
    GetWindowThreadProcessId(out->window, &process);
    out->process = out->window ? OpenProcess(PROCESS_ALL_ACCESS, FALSE, process) : NULL;
    return out->process && SetForegroundWindow(out->window);
}

void subject_end(subject *who)
{
    if (who->process) {
        TerminateProcess(who->process, 9);
        CloseHandle(who->process);
    }
    *who = (subject){ 0 };
}

int subject_wait(const subject *who)
{
    DWORD code = 0;

    if (WaitForSingleObject(who->process, (DWORD)PATIENCE) != WAIT_OBJECT_0 ||
        !GetExitCodeProcess(who->process, &code))
        return -1;
    return (int)code;
}

HWND subject_part(const subject *who, part which)
{
    static const int ids[PART_COUNT] = {
        [PART_LIST] = CONTROL_LIST,   [PART_RESTORE] = CMD_RESTORE, [PART_UNDO] = CMD_UNDO,
        [PART_INSTALL] = CMD_INSTALL, [PART_EXPORT] = CMD_EXPORT,   [PART_CLOSE] = IDCANCEL
    };

    return GetDlgItem(who->window, ids[which] ? ids[which] : CONTROL_OTHER + (int)which);
}

bool subject_is_busy(const subject *who)
{
    return (GetWindowLongPtrW(subject_part(who, PART_PROGRESS), GWL_STYLE) & WS_VISIBLE) != 0;
}

bool subject_rest(const subject *who)
{
    double start = now();

    while (subject_is_busy(who) && now() - start < PATIENCE)
        Sleep(10);
    return !subject_is_busy(who);
}

const wchar_t *subject_text(const subject *who, part which)
{
    static wchar_t text[TEXT_CAPACITY];

    text[0] = L'\0';
    SendMessageW(subject_part(who, which), WM_GETTEXT, TEXT_CAPACITY, (LPARAM)text);
    return text;
}

int subject_row_count(const subject *who)
{
    return (int)SendMessageW(subject_part(who, PART_LIST), LVM_GETITEMCOUNT, 0, 0);
}

/* The list writes into memory of its own process, so the question lies there too. */
static void ask_for_cell(const subject *who, wchar_t *out, int index, int in)
{
    size_t size = sizeof(LVITEMW) + TEXT_CAPACITY * sizeof(wchar_t);
    char *there = VirtualAllocEx(who->process, NULL, size, MEM_COMMIT, PAGE_READWRITE);
    LVITEMW item = { .iSubItem = in,
                     .pszText = (wchar_t *)(void *)(there + sizeof(LVITEMW)),
                     .cchTextMax = TEXT_CAPACITY };
    SIZE_T copied;

    if (!there)
        return;
    WriteProcessMemory(who->process, there, &item, sizeof(item), &copied);
    SendMessageW(subject_part(who, PART_LIST), LVM_GETITEMTEXTW, (WPARAM)index, (LPARAM)there);
    /* An owner's list answers with a pointer to its own text. */
    ReadProcessMemory(who->process, there, &item, sizeof(item), &copied);
    ReadProcessMemory(who->process, item.pszText, out, (TEXT_CAPACITY - 1) * sizeof(*out), &copied);
    VirtualFreeEx(who->process, there, 0, MEM_RELEASE);
}

const wchar_t *subject_cell(const subject *who, int index, column in)
{
    static wchar_t text[TEXT_CAPACITY];

    memset(text, 0, sizeof(text));
    ask_for_cell(who, text, index, (int)in);
    return text;
}

int subject_find(const subject *who, const wchar_t *name)
{
    int count = subject_row_count(who);

    for (int index = 0; index < count; index++) {
        if (wcscmp(subject_cell(who, index, COLUMN_NAME), name) == 0)
            return index;
    }
    return -1;
}

int subject_focused_row(const subject *who)
{
    return (int)SendMessageW(subject_part(who, PART_LIST), LVM_GETNEXTITEM, (WPARAM)-1,
                             LVNI_FOCUSED);
}

static void send_key(WORD key, wchar_t unit, bool is_up)
{
    INPUT input = { .type = INPUT_KEYBOARD };

    input.ki.wVk = key;
    input.ki.wScan = unit;
    input.ki.dwFlags = (is_up ? KEYEVENTF_KEYUP : 0u) | (unit ? KEYEVENTF_UNICODE : 0u);
    SendInput(1, &input, sizeof(input));
}

void subject_press(WORD key, bool control, bool shift, bool alt)
{
    if (control)
        send_key(VK_CONTROL, 0, false);
    if (shift)
        send_key(VK_SHIFT, 0, false);
    if (alt)
        send_key(VK_MENU, 0, false);
    send_key(key, 0, false);
    send_key(key, 0, true);
    if (alt)
        send_key(VK_MENU, 0, true);
    if (shift)
        send_key(VK_SHIFT, 0, true);
    if (control)
        send_key(VK_CONTROL, 0, true);
    Sleep(KEY_PAUSE);
}

void subject_type(const wchar_t *text)
{
    for (; *text; text++) {
        send_key(0, *text, false);
        send_key(0, *text, true);
    }
    Sleep(KEY_PAUSE);
}

bool subject_wait_for_focus(const subject *who, part wanted)
{
    GUITHREADINFO info = { .cbSize = sizeof(info) };
    double start = now();

    do {
        Sleep(10);
        GetGUIThreadInfo(GetWindowThreadProcessId(who->window, NULL), &info);
    } while (info.hwndFocus != subject_part(who, wanted) && now() - start < 2000);
    return info.hwndFocus == subject_part(who, wanted);
}

bool subject_turn_to_dialog(const subject *who)
{
    double start = now();
    HWND dialog;

    do {
        Sleep(50);
        dialog = GetLastActivePopup(who->window);
    } while (dialog == who->window && now() - start < 10000);
    Sleep(500);
    return dialog != who->window && SetForegroundWindow(dialog);
}

double subject_answer(const subject *who)
{
    double start = now();
    DWORD_PTR answer;

    SendMessageTimeoutW(who->window, WM_NULL, 0, 0, SMTO_NORMAL, 5000, &answer);
    return now() - start;
}
