#include "core/platform/service.h"

#include <string.h>

static tr_status no_services(const char *name, tr_error *err)
{
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                        "there is no service '%s': this system is not Windows", name);
}

tr_status tr_service_look(tr_service_view *out, const char *name, tr_error *err)
{
    (void)name, (void)err;
    *out = (tr_service_view){ TR_SERVICE_MISSING, 0 };
    return TR_OK;
}

char *tr_service_title(const char *name)
{
    (void)name;
    return NULL;
}

char *tr_service_program(const char *name)
{
    (void)name;
    return NULL;
}

tr_status tr_service_dependents(char **out, const char *name, tr_error *err)
{
    (void)out;
    return no_services(name, err);
}

tr_status tr_service_stop(const char *name, unsigned seconds, tr_error *err)
{
    (void)seconds;
    return no_services(name, err);
}

tr_status tr_service_start(const char *name, unsigned seconds, tr_error *err)
{
    (void)seconds;
    return no_services(name, err);
}
