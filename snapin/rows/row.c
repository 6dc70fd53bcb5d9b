#include "snapin/rows/row.h"

#include <string.h>

#include "snapin/rows/agent_list.h"
#include "snapin/rows/node.h"

json_t *row_record(const row *shown)
{
    if (!shown->record)
        return agent_list_record(shown);
    return json_loadb(shown->record, shown->record_size, 0, NULL);
}

const char *row_member(const row *shown, const node *of, const char *member)
{
    for (size_t index = 0; index < of->column_count && index < shown->cell_count; index++) {
        if (strcmp(of->columns[index].members, member) == 0)
            return shown->cells[index].text;
    }
    return NULL;
}
