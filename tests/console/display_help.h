/* IDisplayHelp: the topics that a snap-in asks to be shown, which here are only written down. */
#pragma once

#include <windows.h>

/** Show a topic, as ShowTopic and MMCPropertyHelp do; any thread may. */
HRESULT display_help_show(const wchar_t *topic);
