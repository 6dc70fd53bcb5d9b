/* What all tests of the window stand on: the program, and the folder that run.sh laid out. */
#pragma once

#include <stdbool.h>

#include <windows.h>

#include "tests/window/subject.h"

#define PATH_CAPACITY 1024

void stage_set(const wchar_t *of_program, const wchar_t *of_folder);
const wchar_t *stage_program(void);

/** A path below the folder. Borrowed until the fourth call after this one. */
const wchar_t *stage_path(const wchar_t *name);

/** Whether there is a file or folder of that path. */
bool stage_has(const wchar_t *path);

/** Have run.sh take a picture of the screen. */
void stage_take_picture(const char *name);

/** Have run.sh "deny" that the file in the folder of that name is renamed, or "allow" it. */
void stage_ask(const char *word);

/** Start the program in a mode, with one path selected; in English, with the folder's history. */
bool stage_start(subject *out, const wchar_t *mode, const wchar_t *path);

void stage_press(WORD key);
void stage_press_control(WORD key);
