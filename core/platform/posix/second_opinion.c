#include "core/platform/second_opinion.h"

tr_second_opinion tr_second_opinion_source(void)
{
    return TR_OPINION_NONE;
}

tr_status tr_second_opinion_ask(uint32_t *code, const tr_file *file, tr_error *err)
{
    (void)code;
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0, "only Windows can say what it thinks of '%s'",
                        tr_file_path(file));
}
