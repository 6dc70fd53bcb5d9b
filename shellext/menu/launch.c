#include "shellext/menu/launch.h"

#include <stdlib.h>
#include <string.h>

#include "com/module.h"
#include "shellext/menu/resource.h"

#define PIECE_SIZE (1u << 20)

typedef struct handover {
    HANDLE pipe;
    tr_selection selection;
} handover;

static void write_selection(void *context)
{
    handover *work = context;
    const uint8_t *next = work->selection.bytes;
    size_t left = work->selection.size;
    DWORD written;

    /* A program that ended early breaks the pipe, and then nobody wants the rest. */
    while (left > 0 && WriteFile(work->pipe, next, left < PIECE_SIZE ? (DWORD)left : PIECE_SIZE,
                                 &written, NULL)) {
        next += written;
        left -= written;
    }
    CloseHandle(work->pipe);
    tr_selection_clear(&work->selection);
    free(work);
}

static HRESULT last_error(void)
{
    DWORD error = GetLastError();

    return error ? HRESULT_FROM_WIN32(error) : E_FAIL;
}

/* `"PROGRAM" ARGUMENT --selection`, to free(). */
static wchar_t *command_line(const wchar_t *program, const wchar_t *argument)
{
    static const wchar_t option[] = L" --selection";
    size_t size = wcslen(program) + wcslen(argument) + ARRAYSIZE(option) + 3;
    wchar_t *line = malloc(size * sizeof(*line));

    if (!line)
        return NULL;
    wcscpy(line, L"\"");
    wcscat(line, program);
    wcscat(line, L"\" ");
    wcscat(line, argument);
    wcscat(line, option);
    return line;
}

/* A list that lets the program inherit this handle, and no other of Explorer's many; to free(). */
static LPPROC_THREAD_ATTRIBUTE_LIST inherit_only(HANDLE *handle)
{
    SIZE_T size = 0;
    LPPROC_THREAD_ATTRIBUTE_LIST list;

    InitializeProcThreadAttributeList(NULL, 1, 0, &size);
    list = malloc(size);
    if (!list)
        return NULL;
    if (!InitializeProcThreadAttributeList(list, 1, 0, &size)) {
        free(list);
        return NULL;
    }
    if (!UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handle,
                                   sizeof(*handle), NULL, NULL)) {
        DeleteProcThreadAttributeList(list);
        free(list);
        return NULL;
    }
    return list;
}

/* In the program's own folder, so that the one of the selection is not held. */
static HRESULT start_in_folder(const wchar_t *program, wchar_t *line, const wchar_t *folder,
                               STARTUPINFOEXW *startup)
{
    PROCESS_INFORMATION process;

    if (!CreateProcessW(program, line, NULL, NULL, TRUE, EXTENDED_STARTUPINFO_PRESENT, NULL, folder,
                        &startup->StartupInfo, &process))
        return last_error();
    AllowSetForegroundWindow(process.dwProcessId);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    return S_OK;
}

static HRESULT start_program(const menu_command *command, HANDLE input, int show)
{
    HRESULT result = E_OUTOFMEMORY;
    wchar_t *program = module_path_beside(LAUNCH_PROGRAM);
    wchar_t *folder = module_path_beside(L"");
    wchar_t *line = program ? command_line(program, command->argument) : NULL;
    STARTUPINFOEXW startup = {
        .StartupInfo = { .cb = sizeof(startup),
                         .dwFlags = STARTF_USESTDHANDLES | STARTF_USESHOWWINDOW,
                         .wShowWindow = (WORD)(show == SW_HIDE ? SW_SHOWNORMAL : show),
                         .hStdInput = input },
        .lpAttributeList = inherit_only(&input),
    };

    if (line && folder && startup.lpAttributeList)
        result = start_in_folder(program, line, folder, &startup);
    if (startup.lpAttributeList)
        DeleteProcThreadAttributeList(startup.lpAttributeList);
    free(startup.lpAttributeList);
    free(line);
    free(folder);
    free(program);
    return result;
}

HRESULT launch_command(const menu_command *command, tr_selection *selection, int show)
{
    HRESULT result = E_OUTOFMEMORY;
    handover *work = calloc(1, sizeof(*work));
    HANDLE input = NULL;

    if (!work || !tr_selection_seal(selection))
        goto done;
    if (!CreatePipe(&input, &work->pipe, NULL, 0) ||
        !SetHandleInformation(input, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT)) {
        result = last_error();
        goto done;
    }
    result = start_program(command, input, show);
    if (FAILED(result))
        goto done;

    work->selection = *selection;
    result = module_start_thread(write_selection, work);
    if (SUCCEEDED(result)) {
        *selection = (tr_selection){ 0 };
        work = NULL;
    }
    /* Else the program finds its pipe closed, and says that the selection broke off. */
done:
    if (input)
        CloseHandle(input);
    if (work && work->pipe)
        CloseHandle(work->pipe);
    free(work);
    tr_selection_clear(selection);
    return result;
}

static DWORD message_of(HRESULT result)
{
    if (result == S_FALSE)
        return IDS_NO_FILES;
    if (result == HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND) ||
        result == HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND))
        return IDS_PROGRAM_MISSING;
    return IDS_START_FAILED;
}

void launch_explain(HWND owner, HRESULT result)
{
    wchar_t title[MENU_STRING_CAPACITY];
    wchar_t format[MENU_STRING_CAPACITY];
    wchar_t reason[512] = L"";
    wchar_t *program = module_path_beside(LAUNCH_PROGRAM);
    DWORD_PTR inserts[] = { (DWORD_PTR)(program ? program : LAUNCH_PROGRAM), (DWORD_PTR)reason };
    wchar_t *text = NULL;

    menu_string(title, ARRAYSIZE(title), IDS_PRODUCT);
    menu_string(format, ARRAYSIZE(format), message_of(result));
    FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, (DWORD)result,
                   0, reason, ARRAYSIZE(reason), NULL);
    FormatMessageW(FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_STRING |
                       FORMAT_MESSAGE_ARGUMENT_ARRAY,
                   format, 0, 0, (wchar_t *)&text, 0, (va_list *)inserts);
    if (text)
        MessageBoxW(owner, text, title,
                    MB_OK | (result == S_FALSE ? MB_ICONINFORMATION : MB_ICONERROR));
    LocalFree(text);
    free(program);
}
