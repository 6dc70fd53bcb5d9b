#include "core/agent/transfer_lines.h"

#include <stdlib.h>
#include <string.h>

/* A version of each form. */
static const unsigned versions[TR_TRANSFER_FORMS] = { 10, 11, 14 };

static size_t form_of(unsigned version)
{
    if (version == 0 || version > versions[1])
        return 2;
    return version == versions[1] ? 1 : 0;
}

bool tr_transfer_lines_set_up(tr_transfer_lines *out, const tr_transfer *transfer)
{
    memset(out, 0, sizeof(*out));
    for (size_t form = 0; form < TR_TRANSFER_FORMS; form++) {
        tr_transfer of_form = *transfer;

        of_form.version = versions[form];
        if (tr_transfer_line(&out->typed[form], &of_form, TR_COMMAND_TYPED, NULL) != TR_OK ||
            tr_transfer_line(&out->in_file[form], &of_form, TR_COMMAND_IN_FILE, NULL) != TR_OK) {
            tr_transfer_lines_clear(out);
            return false;
        }
    }
    return true;
}

void tr_transfer_lines_clear(tr_transfer_lines *lines)
{
    for (size_t form = 0; form < TR_TRANSFER_FORMS; form++) {
        free(lines->typed[form]);
        free(lines->in_file[form]);
    }
    memset(lines, 0, sizeof(*lines));
}

const char *tr_transfer_lines_typed(const tr_transfer_lines *lines, unsigned version)
{
    return lines->typed[form_of(version)];
}

const char *tr_transfer_lines_in_file(const tr_transfer_lines *lines, unsigned version)
{
    return lines->in_file[form_of(version)];
}
