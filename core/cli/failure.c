#include "core/cli/failure.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/report/printable.h"

void failure_print(const char *message)
{
    char *printable = tr_printable(message);

    fflush(stdout);
    fprintf(stderr, "trustmend: %s\n", printable ? printable : "no memory");
    free(printable);
}
