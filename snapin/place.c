#include "snapin/place.h"

#include "snapin/classes.h"
#include "snapin/resource.h"

#define TYPE_OF_FIRST_ROW 0x10

MMC_COOKIE place_cookie(node_id place)
{
    return place == PLACE_ROOT ? 0 : (MMC_COOKIE)place + 1;
}

bool place_find(node_id *out, MMC_COOKIE cookie)
{
    if (cookie < 0 || cookie > PLACE_EXTENSION)
        return false;
    *out = cookie == 0 || cookie == PLACE_EXTENSION ? PLACE_ROOT : (node_id)(cookie - 1);
    return true;
}

GUID place_type(node_id place, bool is_row)
{
    GUID type = NODETYPE_trustmend;

    type.Data1 += (DWORD)place_cookie(place) + (is_row ? TYPE_OF_FIRST_ROW : 0);
    return type;
}

const char *place_word(node_id place)
{
    return place == PLACE_ROOT ? "trustmend" : node_of(place)->word;
}

UINT place_name(node_id place)
{
    return place == PLACE_ROOT ? IDS_NAME : node_of(place)->name;
}

UINT place_description(node_id place)
{
    return place == PLACE_ROOT ? IDS_DESCRIPTION : node_of(place)->description;
}

int place_image(node_id place)
{
    return place == PLACE_ROOT ? 0 : (int)place + 1;
}
