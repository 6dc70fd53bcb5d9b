#include "snapin/rows/row.h"

#include "snapin/rows/agent_list.h"

json_t *row_record(const row *shown)
{
    if (!shown->record)
        return agent_list_record(shown);
    return json_loadb(shown->record, shown->record_size, 0, NULL);
}
