/*
 * Pasted IpXfer commands: whatever is understood can be written again, and
 * read again without a fault of its own. Seeds: commands as articles print them.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/agent/pasted_command.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Parts of the mended command that were not in the first one, or got lost. */
static void compare(const tr_pasted_command *command, const tr_pasted_command *again)
{
    size_t at = 0;

    for (size_t index = 0; index < command->part_count; index++) {
        const tr_pasted_part *part = &command->parts[index];

        if (!part->value)
            continue;
        if (at >= again->part_count || strcmp(again->parts[at].name, part->name) != 0)
            abort();
        at++;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tr_pasted_command *command = NULL;
    tr_pasted_command *again = NULL;

    if (tr_pasted_command_read(&command, (const char *)data, size, NULL) != TR_OK)
        return 0;
    if (command->mended && !strpbrk(command->mended, "^%") &&
        tr_pasted_command_read(&again, command->mended, strlen(command->mended), NULL) == TR_OK)
        compare(command, again);
    tr_pasted_command_free(again);
    tr_pasted_command_free(command);
    return 0;
}
