/*
 * The second process of this program: it carries out one request of the window
 * that started it, and ends.
 *
 *     trustmend-window.exe elevated WORD PROCESS
 *
 * By the machine's own certificates, the catalogue inside the program and the
 * machine's own history: nothing of that can be chosen by whoever asks.
 */
#pragma once

#include <stdbool.h>

/**
 * Whether that is what the command line asks for; then it is done.
 *
 * @param code  to end with: 0 if a request was carried out
 */
bool elevated_run(int *code);
