/*
 * Lists of agents: whatever the columns are taken for, each agent has a fix, and
 * one that a command is made for has a name or an address. Seeds: small lists.
 */
#include <stdint.h>
#include <stdlib.h>

#include "core/agent/mismatch_list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool take_agent(void *context, const tr_listed_agent *agent)
{
    const char *name = agent->texts[TR_FIELD_NAME];
    const char *address = agent->texts[TR_FIELD_ADDRESS];

    (void)context;
    if (agent->fix == TR_FIX_TRANSFER && !(name && tr_field_is_name(name)) &&
        !(address && tr_field_is_address(address)))
        abort();
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const tr_mismatch_visitor visitor = { .agent = take_agent };

    tr_mismatch_list_parse((tr_bytes){ data, size }, NULL, &visitor, NULL);
    tr_mismatch_list_parse((tr_bytes){ data, size }, tr_code_page_get(size % TR_CODE_PAGE_COUNT),
                           &visitor, NULL);
    return 0;
}
