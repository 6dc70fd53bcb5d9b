#include "tests/window/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#include "tests/shell/check.h"

static const wchar_t *program;
static const wchar_t *folder;

void stage_set(const wchar_t *of_program, const wchar_t *of_folder)
{
    program = of_program;
    folder = of_folder;
}

const wchar_t *stage_program(void)
{
    return program;
}

const wchar_t *stage_path(const wchar_t *name)
{
    static wchar_t paths[4][PATH_CAPACITY];
    static int next;

    next = (next + 1) % 4;
    _snwprintf(paths[next], PATH_CAPACITY, L"%ls\\%ls", folder, name);
    return paths[next];
}

bool stage_has(const wchar_t *path)
{
    return GetFileAttributesW(path) != INVALID_FILE_ATTRIBUTES;
}

/* A word and a name for run.sh, which says when it has done that. */
static void tell(const char *word, const char *name)
{
    wchar_t done[64];

    _snwprintf(done, ARRAYSIZE(done), L"%hs.done", name);
    DeleteFileW(stage_path(done));
    printf("%s %s\n", word, name);
    fflush(stdout);
    for (int turn = 0; turn < 1000 && !stage_has(stage_path(done)); turn++)
        Sleep(5);
}

void stage_take_picture(const char *name)
{
    Sleep(600); /* until all is drawn */
    tell("picture", name);
}

void stage_ask(const char *word)
{
    tell(word, word);
}

bool stage_start(subject *out, const wchar_t *mode, const wchar_t *path)
{
    const wchar_t *language = _wgetenv(L"TRUSTMEND_PICTURES");
    wchar_t arguments[2 * PATH_CAPACITY];

    _snwprintf(arguments, ARRAYSIZE(arguments),
               L"%ls --selection --anchors \"%ls\" --state \"%ls\" --language %ls", mode,
               stage_path(L"root.pem"), stage_path(L"state"), language ? language : L"en");
    return check("start", subject_start(out, program, arguments, &path, 1, 0), "no window of %ls",
                 path);
}

void stage_press(WORD key)
{
    subject_press(key, false, false, false);
}

void stage_press_control(WORD key)
{
    subject_press(key, true, false, false);
}
