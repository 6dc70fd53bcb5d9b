/*
 * Scripts of PowerShell and of Windows Script Host, whose signature is a
 * block of comments.
 *
 * Signed is the text as UTF-16LE without the block and the line end before
 * it; for PowerShell with the byte order mark, for Windows Script Host without
 * it and followed by the count of characters before the block, 32 bits. What
 * a script without mark is read as depends on the system in Windows (UTF-8 or
 * its ANSI code page): here the reading is found that the signature matches.
 */
#pragma once

#include "core/authenticode/signed_file.h"

extern const tr_format tr_script_format;
