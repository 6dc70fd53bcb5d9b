/*
 * Identifiers of the window program's resources. Each owner of texts has a block
 * of numbers: 1000 the window itself, 2000 its actions.
 */
#pragma once

#define IDI_WINDOW 101
#define IDI_GOOD   111 /* in the order of row_tone */
#define IDI_BAD    112
#define IDI_DOUBT  113
#define IDI_PLAIN  114

/* Commands: of menus, keys and buttons. */
#define CMD_AGAIN      201
#define CMD_COPY       202
#define CMD_COPY_PATHS 203
#define CMD_EXPORT     204
#define CMD_PROPERTIES 205
#define CMD_SELECT_ALL 206
#define CMD_ABOUT      207
#define CMD_STOP       208
#define CMD_CLOSE      209
#define CMD_RESTORE    221
#define CMD_UNDO       222
#define CMD_SORT_FIRST 231 /* and so on, in the order of column */
#define CMD_INSTALL    223

/* WINDOW */
#define IDS_READING_DIRECTION 1000
#define IDS_TITLE_VERIFY      1001
#define IDS_TITLE_RESTORE     1002
#define IDS_PRODUCT           1003
#define IDS_DATE_AND_TIME     1004
#define IDS_WRONG_ARGUMENTS   1005
#define IDS_ABOUT             1006
#define IDS_NO_MEMORY         1007

#define IDS_LABEL_FILES   1010
#define IDS_LABEL_DETAILS 1011
#define IDS_LABEL_CHAIN   1012

#define IDS_COLUMN_NAME   1020 /* in the order of column */
#define IDS_COLUMN_RESULT 1021
#define IDS_COLUMN_SIGNER 1022
#define IDS_COLUMN_STAMP  1023
#define IDS_COLUMN_REASON 1024
#define IDS_COLUMN_FOLDER 1025

#define IDS_TRUSTED     1030
#define IDS_UNTRUSTED   1031
#define IDS_TAMPERED    1032
#define IDS_UNSIGNED    1033
#define IDS_MALFORMED   1034
#define IDS_UNSUPPORTED 1035
#define IDS_UNREADABLE  1036

#define IDS_WILL_RESTORE 1040
#define IDS_WILL_REFUSE  1041
#define IDS_NAME_TAKEN   1042
#define IDS_RESTORED     1043
#define IDS_REFUSED      1044
#define IDS_NOT_DONE     1045

#define IDS_RIVAL_SAME       1050
#define IDS_RIVAL_OLDER      1051
#define IDS_RIVAL_NEWER      1052
#define IDS_RIVAL_DIFFERENT  1053
#define IDS_RIVAL_NOT_VALID  1054
#define IDS_RIVAL_NOT_A_FILE 1055
#define IDS_RIVAL_UNKNOWN    1056

#define IDS_STATUS_READING    1060
#define IDS_STATUS_COUNTING   1061
#define IDS_STATUS_WORKING    1062
#define IDS_STATUS_DONE       1063
#define IDS_STATUS_STOPPED    1064
#define IDS_STATUS_LEFT_OUT   1065
#define IDS_STATUS_EMPTY      1066
#define IDS_STATUS_NO_RENAMED 1067

#define IDS_DETAIL_FILE        1070
#define IDS_DETAIL_RESULT      1071
#define IDS_DETAIL_CODE        1072
#define IDS_DETAIL_REMEDY      1073
#define IDS_DETAIL_HELPS       1074
#define IDS_DETAIL_HELPS_GUESS 1075
#define IDS_DETAIL_HELPS_NOT   1076
#define IDS_DETAIL_SIGNATURE   1077
#define IDS_DETAIL_SIGNER      1078
#define IDS_DETAIL_NO_SIGNER   1079
#define IDS_DETAIL_VALID       1080
#define IDS_DETAIL_STAMP       1081
#define IDS_DETAIL_NO_STAMP    1082
#define IDS_DETAIL_FINDING     1083
#define IDS_DETAIL_MANY        1084
#define IDS_DETAIL_TARGET      1085
#define IDS_DETAIL_SIZE        1086
#define IDS_DETAIL_CATALOG     1087

#define IDS_SEVERITY_NOTE    1090 /* in the order of tr_severity */
#define IDS_SEVERITY_WARNING 1091
#define IDS_SEVERITY_FAULT   1092

#define IDS_CHAIN_MISSING   1100
#define IDS_CHAIN_INSTALLED 1101
#define IDS_CHAIN_SIGNATURE 1102
#define IDS_CHAIN_STAMP     1103
#define IDS_CHAIN_NONE      1104

#define IDS_MENU_FILE       1110
#define IDS_MENU_EDIT       1111
#define IDS_MENU_ACTION     1112
#define IDS_MENU_HELP       1113
#define IDS_MENU_SORT       1123
#define IDS_MENU_SORT_KEY   1124
#define IDS_MENU_EXPORT     1114
#define IDS_MENU_CLOSE      1115
#define IDS_MENU_COPY       1116
#define IDS_MENU_COPY_PATHS 1117
#define IDS_MENU_SELECT_ALL 1118
#define IDS_MENU_AGAIN      1119
#define IDS_MENU_PROPERTIES 1120
#define IDS_MENU_STOP       1121
#define IDS_MENU_ABOUT      1122

#define IDS_BUTTON_STOP   1130
#define IDS_BUTTON_CLOSE  1131
#define IDS_BUTTON_EXPORT 1132

#define IDS_EXPORT_KINDS  1140
#define IDS_EXPORT_FAILED 1141
#define IDS_EXPORT_NAME   1142

/* ACTIONS */
#define IDS_MENU_RESTORE    2000
#define IDS_MENU_UNDO       2001
#define IDS_BUTTON_RESTORE  2002
#define IDS_BUTTON_UNDO     2003
#define IDS_STATUS_RESTORED 2004
#define IDS_STATUS_PLAN     2005
#define IDS_STATUS_UNDOING  2006
#define IDS_UNDO_FAILED     2007

#define IDS_MENU_INSTALL      2100
#define IDS_BUTTON_INSTALL    2101
#define IDS_DECLINED          2102
#define IDS_STATUS_SEEKING    2103
#define IDS_STATUS_INSTALLING 2104
#define IDS_INSTALL_NONE      2105
#define IDS_INSTALL_FAILED    2106
#define IDS_INSTALL_DONE      2107
#define IDS_UNINSTALL_DONE    2108
#define IDS_INSTALL_QUESTION  2109
#define IDS_INSTALL_BUTTON    2110
#define IDS_INSTALL_LOOK      2111
#define IDS_INSTALL_WHERE     2112

#define IDS_INSTALL_ITEM     2120
#define IDS_INSTALL_FOUND    2121
#define IDS_INSTALL_THERE    2122
#define IDS_INSTALL_ABSENT   2123
#define IDS_INSTALL_UNPINNED 2124
#define IDS_INSTALL_REFUSED  2125
