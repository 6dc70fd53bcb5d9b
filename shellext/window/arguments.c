#include "shellext/window/arguments.h"

#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "core/platform/win32/arguments.h"

static bool set_text(char **out, const char *text)
{
    free(*out);
    *out = strdup(text);
    return *out != NULL;
}

static bool set_mode(arguments *out, const char *word)
{
    out->mode = strcmp(word, "restore") == 0 ? MODE_RESTORE : MODE_VERIFY;
    return out->mode == MODE_RESTORE || strcmp(word, "verify") == 0;
}

static bool set_option(arguments *out, const char *name, const char *value)
{
    if (strcmp(name, "--anchors") == 0)
        return path_list_add(&out->anchors, value);
    if (strcmp(name, "--state") == 0)
        return set_text(&out->state, value);
    if (strcmp(name, "--language") == 0)
        return set_text(&out->language, value);
    return false;
}

static bool take(arguments *out, int argc, char **argv)
{
    if (argc < 2 || !set_mode(out, argv[1]))
        return false;
    for (int index = 2; index < argc; index++) {
        const char *argument = argv[index];
        bool is_good;

        if (strcmp(argument, "--selection") == 0)
            is_good = out->has_selection = true;
        else if (argument[0] == '-')
            is_good = index + 1 < argc && set_option(out, argument, argv[++index]);
        else
            is_good = path_list_add(&out->paths, argument);
        if (!is_good)
            return false;
    }
    return true;
}

bool arguments_read(arguments *out)
{
    int argc = 0;
    char **argv = NULL;
    bool is_good;

    *out = (arguments){ 0 };
    if (!tr_arguments_parse(&argc, &argv, GetCommandLineW()))
        return false;
    is_good = take(out, argc, argv);
    for (int index = 0; index < argc; index++)
        free(argv[index]);
    free(argv);
    return is_good;
}

void arguments_clear(arguments *given)
{
    path_list_clear(&given->anchors);
    path_list_clear(&given->paths);
    free(given->state);
    free(given->language);
    *given = (arguments){ 0 };
}
