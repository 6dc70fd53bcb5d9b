#include "core/cli/interrupt.h"

#include <stdatomic.h>

#include "core/platform/console.h"

static atomic_bool is_pending; /* a signal handler gets no context */

void interrupt_raise(void)
{
    atomic_store(&is_pending, true);
}

void interrupt_watch(void)
{
    tr_console_on_interrupt(interrupt_raise);
}

tr_status interrupt_watch_input(tr_error *err)
{
    if (tr_console_on_input_end(interrupt_raise))
        return TR_OK;
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no thread to watch standard input");
}

bool interrupt_is_pending(void)
{
    return atomic_load(&is_pending);
}
