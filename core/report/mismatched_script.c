#include "core/report/mismatched_script.h"

#include <inttypes.h>
#include <string.h>

/* Windows cuts the first part of a machine's name to that for %COMPUTERNAME%. */
#define LONGEST_COMPUTER_NAME ((size_t)15)

void tr_mismatched_script_begin(FILE *out)
{
    fputs("@echo off\r\n"
          "rem Gives the agent on this machine its server's certificate anew, if it is listed.\r\n"
          "rem Start it as administrator, with IpXfer and the certificate beside it.\r\n"
          "chcp 65001 >nul\r\n"
          "setlocal DisableDelayedExpansion\r\n"
          "cd /d \"%~dp0\"\r\n",
          out);
}

static void write_command(FILE *out, const tr_transfer_lines *lines, const tr_listed_agent *agent,
                          const char *name)
{
    size_t length = strcspn(name, ".");

    if (length > LONGEST_COMPUTER_NAME)
        length = LONGEST_COMPUTER_NAME;
    fprintf(out, "if /i \"%%COMPUTERNAME%%\"==\"%.*s\" (%s & exit /b)\r\n", (int)length, name,
            tr_transfer_lines_in_file(lines, agent->version));
}

void tr_mismatched_script_agent(FILE *out, const tr_transfer_lines *lines,
                                const tr_listed_agent *agent)
{
    const char *name = agent->texts[TR_FIELD_NAME];
    const char *address = agent->texts[TR_FIELD_ADDRESS];

    if (agent->fix == TR_FIX_TRANSFER && name && tr_field_is_name(name))
        write_command(out, lines, agent, name);
    else if (agent->fix == TR_FIX_TRANSFER)
        fprintf(out, "rem line %" PRIu64 ", %.*s: no name is known\r\n", agent->line,
                (int)strcspn(address, "%"), address);
    else
        fprintf(out, "rem line %" PRIu64 ": %s\r\n", agent->line, tr_agent_fix_word(agent->fix));
}

void tr_mismatched_script_end(FILE *out)
{
    fputs("echo %COMPUTERNAME% is not in the list.\r\n"
          "exit /b 1\r\n",
          out);
}
