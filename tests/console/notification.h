/* The names of notifications, and what may be answered to them. */
#pragma once

#include <stdbool.h>

#include <windows.h>
#include <mmc.h>

/** "MMCN_SHOW"; "a notification that nobody knows" for others. */
const char *notification_name(MMC_NOTIFY_TYPE event);

/** "IComponent::Notify(MMCN_SHOW)". */
const char *notification_call(MMC_NOTIFY_TYPE event, bool is_data);

/** Whether an answer is one that the console knows: S_OK, S_FALSE, or not implemented. */
void notification_check(MMC_NOTIFY_TYPE event, HRESULT outcome);
