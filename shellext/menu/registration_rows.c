/* What makes the menu DLL known to Windows. */
#include "com/registration_row.h"

/* The same numbers as in classes.h; the shell client compares them. */
#define FILE_MENU       L"{F235C0C1-BEA2-4D37-9249-E83C145131AB}"
#define FOLDER_MENU     L"{58C44E01-8B08-4A20-8F8F-40C74D25736D}"
#define VERIFY_FILES    L"{76B3D900-C6E9-487A-992B-F7715886D80B}"
#define VERIFY_FOLDERS  L"{FC397922-A23D-4BBB-827D-A9D878311186}"
#define RESTORE_FILES   L"{EED0A1AF-08D1-43CE-BF6A-F5B11BA4F4B0}"
#define RESTORE_FOLDERS L"{A47BD58A-F0E0-4520-9B51-0C4C3D5EF8DE}"

#define CLASSES  L"Software\\Classes\\"
#define SERVER   L"\\InprocServer32"
#define HANDLERS L"\\shellex\\ContextMenuHandlers\\Trustmend"
#define APPROVED L"Software\\Microsoft\\Windows\\CurrentVersion\\Shell Extensions\\Approved"

#define CLASS_ROWS(id, name)                                                                       \
    { CLASSES L"CLSID\\" id, NULL, name }, { CLASSES L"CLSID\\" id SERVER, NULL, NULL },           \
    {                                                                                              \
        CLASSES L"CLSID\\" id SERVER, L"ThreadingModel", L"Apartment"                              \
    }

const registration_row registration_rows[] = {
    CLASS_ROWS(FILE_MENU, L"Trustmend menu of files"),
    CLASS_ROWS(FOLDER_MENU, L"Trustmend menu of folders"),
    CLASS_ROWS(VERIFY_FILES, L"Trustmend.VerifySignature of files"),
    CLASS_ROWS(VERIFY_FOLDERS, L"Trustmend.VerifySignature of folders"),
    CLASS_ROWS(RESTORE_FILES, L"Trustmend.RestoreInvalid of files"),
    CLASS_ROWS(RESTORE_FOLDERS, L"Trustmend.RestoreInvalid of folders"),
    { APPROVED, FILE_MENU, L"Trustmend menu of files" },
    { APPROVED, FOLDER_MENU, L"Trustmend menu of folders" },
    { CLASSES L"*" HANDLERS, NULL, FILE_MENU },
    { CLASSES L"Directory" HANDLERS, NULL, FOLDER_MENU },
    { CLASSES L"Directory\\Background" HANDLERS, NULL, FOLDER_MENU },
    { CLASSES L"Drive" HANDLERS, NULL, FOLDER_MENU },
};

const size_t registration_row_count = sizeof(registration_rows) / sizeof(registration_rows[0]);
