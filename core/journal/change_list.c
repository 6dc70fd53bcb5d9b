#include <stdlib.h>

#include "core/journal/open_journal.h"

bool change_list_add(void *context, const tr_change *change)
{
    change_list *list = context;

    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 16;
        tr_change **larger = realloc(list->items, room * sizeof(tr_change *));

        if (!larger)
            return false;
        list->items = larger;
        list->room = room;
    }
    list->items[list->count] = tr_change_copy(change);
    if (!list->items[list->count])
        return false;
    list->count++;
    return true;
}

void change_list_free(change_list *list)
{
    for (size_t index = 0; index < list->count; index++)
        tr_change_free(list->items[index]);
    free(list->items);
    *list = (change_list){ 0 };
}

typedef struct loader {
    change_list *list;
    bool is_out_of_memory;
} loader;

static bool load_one(void *context, const tr_change *change)
{
    loader *load = context;

    load->is_out_of_memory = !change_list_add(load->list, change);
    return !load->is_out_of_memory;
}

tr_status change_list_load(change_list *out, const tr_journal *journal,
                           const tr_journal_filter *filter, tr_error *err)
{
    change_list list = { 0 };
    loader load = { &list, false };
    tr_status status = tr_journal_walk(journal, filter, load_one, &load, err);

    if (status == TR_OK && load.is_out_of_memory)
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read the journal");
    if (status == TR_OK)
        *out = list;
    else
        change_list_free(&list);
    return status;
}
