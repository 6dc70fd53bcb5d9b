/* What makes the snap-in known to Windows and to the console. */
#include "snapin/registration_rows.h"

/* The same numbers as in classes.h. */
#define SNAPIN L"{27D00209-F8BC-48A3-A7D6-DB425B0794F1}"
#define ABOUT  L"{07F1A0F5-C05E-402E-BAE6-DE264FCF169A}"

/* Of the places in the tree, and of the rows of each. */
#define PLACE(number) L"{32B05A" number L"-5C0B-47DA-8566-47B138B073AD}"

#define SERVICES_AND_APPLICATIONS L"{476E6449-AAFF-11D0-B944-00C04FD8D5B0}"

#define CLASSES   L"Software\\Classes\\CLSID\\"
#define SERVER    L"\\InprocServer32"
#define CONSOLE   L"Software\\Microsoft\\MMC\\"
#define SNAPINS   CONSOLE L"SnapIns\\" SNAPIN
#define NODETYPES CONSOLE L"NodeTypes\\"

#define CLASS_ROWS(id, name)                                                                       \
    { CLASSES id, NULL, name }, { CLASSES id SERVER, NULL, NULL },                                 \
    {                                                                                              \
        CLASSES id SERVER, L"ThreadingModel", L"Apartment"                                         \
    }

/* What the snap-in says that it has, and what others can extend. */
#define NODETYPE_ROWS(number, name)                                                                \
    { SNAPINS L"\\NodeTypes\\" PLACE(number), NULL, name },                                        \
    {                                                                                              \
        NODETYPES PLACE(number), NULL, name                                                        \
    }

const registration_row registration_rows[] = {
    CLASS_ROWS(SNAPIN, L"Trustmend snap-in"),
    CLASS_ROWS(ABOUT, L"Trustmend snap-in, its description"),
    { SNAPINS, L"NameString", L"Trustmend" },
    { SNAPINS, L"NameStringIndirect", L"@%1,-101" }, /* IDS_NAME */
    { SNAPINS, L"About", ABOUT },
    { SNAPINS, L"Provider", L"Trustmend contributors" },
    { SNAPINS, L"Version", L"" TRUSTMEND_VERSION },
    { SNAPINS L"\\StandAlone", NULL, L"" },
    NODETYPE_ROWS(L"00", L"Trustmend"),
    NODETYPE_ROWS(L"01", L"Overview"),
    NODETYPE_ROWS(L"02", L"Required certificates"),
    NODETYPE_ROWS(L"03", L"Installed roots"),
    NODETYPE_ROWS(L"04", L"Agent certificate"),
    NODETYPE_ROWS(L"05", L"Renamed files"),
    NODETYPE_ROWS(L"06", L"Signature checks"),
    NODETYPE_ROWS(L"07", L"Mismatched agents"),
    NODETYPE_ROWS(L"08", L"History"),
    NODETYPE_ROWS(L"11", L"Finding"),
    NODETYPE_ROWS(L"12", L"Required certificate"),
    NODETYPE_ROWS(L"13", L"Installed root"),
    NODETYPE_ROWS(L"14", L"Agent or server certificate"),
    NODETYPE_ROWS(L"15", L"Renamed file"),
    NODETYPE_ROWS(L"16", L"Signature check"),
    NODETYPE_ROWS(L"17", L"Mismatched agent"),
    NODETYPE_ROWS(L"18", L"Change"),
};

const size_t registration_row_count = sizeof(registration_rows) / sizeof(registration_rows[0]);

/* As Microsoft's page "Registering a Snap-in for an Optional Service" asks for it. */
const registration_row extension_rows[] = {
    { NODETYPES SERVICES_AND_APPLICATIONS L"\\Extensions\\NameSpace", SNAPIN, L"Trustmend" },
    { NODETYPES SERVICES_AND_APPLICATIONS L"\\Dynamic Extensions", SNAPIN, L"Trustmend" },
    { L"System\\CurrentControlSet\\Control\\Server Applications", SNAPIN, L"Trustmend" },
};

const size_t extension_row_count = sizeof(extension_rows) / sizeof(extension_rows[0]);
