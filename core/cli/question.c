#include "core/cli/question.h"

#include <stdio.h>
#include <string.h>

#include "core/platform/console.h"

bool question_is_due(const settings *given)
{
    return !given->is_agreed && !given->is_dry_run && tr_console_is_terminal(stdin) &&
           tr_console_is_terminal(stdout);
}

bool question_ask(const char *text)
{
    char answer[16] = "";

    fflush(stdout);
    fprintf(stderr, "%s [y/N] ", text);
    fflush(stderr);
    if (!fgets(answer, sizeof(answer), stdin))
        putc('\n', stderr);
    answer[strcspn(answer, "\r\n")] = '\0';
    return strcmp(answer, "y") == 0 || strcmp(answer, "Y") == 0 || strcmp(answer, "yes") == 0;
}
