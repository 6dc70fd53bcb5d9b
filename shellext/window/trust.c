#include "shellext/window/trust.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/platform/second_opinion.h"

static bool are_system(const path_list *anchors)
{
    return anchors->count == 0;
}

static tr_status load(tr_anchor_store *store, const path_list *anchors, tr_error *err)
{
    tr_status status = TR_OK;

    if (are_system(anchors))
        return tr_anchor_store_load_system(store, err);
    for (size_t index = 0; index < anchors->count && status == TR_OK; index++) {
        const char *path = anchors->items[index];

        if (strcmp(path, "system") == 0)
            status = tr_anchor_store_load_system(store, err);
        else
            status = tr_anchor_store_load(store, path, TR_ROLE_ANCHOR, NULL, NULL, err);
    }
    return status;
}

static tr_status fill(trust *what, const path_list *anchors, tr_language language, tr_error *err)
{
    tr_status status = tr_trust_catalogue_load(&what->catalogue, NULL, err);

    if (status == TR_OK)
        status = tr_anchor_store_new(&what->store, err);
    if (status == TR_OK)
        status = load(what->store, anchors, err);
    what->options.store = what->store;
    what->options.catalogue = what->catalogue;
    what->options.language = language;
    /* Windows' verdict compares with ours only where both stand on the same stores. */
    what->options.asks_windows =
        are_system(anchors) && tr_second_opinion_source() == TR_OPINION_WINDOWS;
    return status;
}

tr_status trust_open(trust **out, const path_list *anchors, tr_language language, unsigned threads,
                     tr_error *err)
{
    trust *what = calloc(1, sizeof(*what));
    tr_status status;

    if (!what)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to load certificates");
    what->references = 1;
    what->options.threads = threads;
    status = fill(what, anchors, language, err);
    if (status == TR_OK)
        *out = what;
    else
        trust_release(what);
    return status;
}

trust *trust_share(trust *what)
{
    InterlockedIncrement(&what->references);
    return what;
}

void trust_release(trust *what)
{
    if (!what || InterlockedDecrement(&what->references) > 0)
        return;
    tr_trust_catalogue_free(what->catalogue);
    tr_anchor_store_free(what->store);
    free(what);
}
