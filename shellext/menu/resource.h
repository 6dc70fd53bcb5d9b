/* Identifiers of the menu DLL's resources. */
#pragma once

#define IDI_VERIFY  101
#define IDI_RESTORE 102

#define IDS_VERIFY_ONE      201
#define IDS_VERIFY_MANY     202
#define IDS_VERIFY_HELP     203
#define IDS_RESTORE_ONE     211
#define IDS_RESTORE_MANY    212
#define IDS_RESTORE_HELP    213
#define IDS_PRODUCT         221
#define IDS_PROGRAM_MISSING 222
#define IDS_START_FAILED    223
#define IDS_NO_FILES        224
