#include "shellext/menu/command.h"

#include "com/module.h"
#include "shellext/menu/classes.h"
#include "shellext/menu/resource.h"

#define VERB_CAPACITY 64

const menu_command menu_commands[COMMAND_COUNT] = {
    [COMMAND_VERIFY] = { .verb = L"Trustmend.VerifySignature",
                         .guid = &CLSID_trustmend_verify_files,
                         .argument = L"verify",
                         .title_one = IDS_VERIFY_ONE,
                         .title_many = IDS_VERIFY_MANY,
                         .help = IDS_VERIFY_HELP,
                         .icon = IDI_VERIFY },
    [COMMAND_RESTORE] = { .verb = L"Trustmend.RestoreInvalid",
                          .guid = &CLSID_trustmend_restore_files,
                          .argument = L"restore",
                          .needs_invalid = true,
                          .title_one = IDS_RESTORE_ONE,
                          .title_many = IDS_RESTORE_MANY,
                          .help = IDS_RESTORE_HELP,
                          .icon = IDI_RESTORE },
};

int menu_command_find(const wchar_t *verb)
{
    for (int id = 0; id < COMMAND_COUNT; id++) {
        if (CompareStringOrdinal(verb, -1, menu_commands[id].verb, -1, TRUE) == CSTR_EQUAL)
            return id;
    }
    return -1;
}

int menu_command_find_narrow(const char *verb)
{
    wchar_t wide[VERB_CAPACITY];

    for (size_t index = 0; index < VERB_CAPACITY; index++) {
        wide[index] = (unsigned char)verb[index];
        if (verb[index] == '\0')
            return menu_command_find(wide);
    }
    return -1;
}

UINT menu_command_title(const menu_command *command, menu_scope scope, size_t count)
{
    return scope == SCOPE_FILES && count <= 1 ? command->title_one : command->title_many;
}

void menu_string(wchar_t *out, int capacity, UINT id)
{
    out[0] = L'\0';
    LoadStringW(module_instance(), id, out, capacity);
}
