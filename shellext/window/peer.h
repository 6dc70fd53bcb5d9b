/* Who another process is: what a pipe's other end has to be. */
#pragma once

#include <stdbool.h>

#include <windows.h>

/** Whether a process belongs to this session. */
bool peer_is_in_session(DWORD process);

/** Whether a process runs the program that this one runs. */
typedef enum peer_image { PEER_IS_SAME, PEER_IS_OTHER, PEER_IS_UNKNOWN } peer_image;
peer_image peer_image_of(DWORD process);
