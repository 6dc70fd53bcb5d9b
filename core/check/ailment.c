#include "core/check/ailment.h"

#include <assert.h>

static const tr_ailment_kind kinds[TR_AILMENT_COUNT] = {
#define TR_AILMENT(id, word, severity, family, title, cause, remedy)                               \
    [id] = { word, severity, family, title, cause, remedy },
#include "core/check/ailment.def"
#undef TR_AILMENT
};

const tr_ailment_kind *tr_ailment_kind_of(tr_ailment_id id)
{
    assert(id < TR_AILMENT_COUNT);
    return &kinds[id];
}
