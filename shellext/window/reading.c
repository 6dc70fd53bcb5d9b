#include "shellext/window/reading.h"

/* Files that are read twice, as where signatures are in catalog files, are not told beyond their
 * size. */
static bool on_read(void *context, const tr_file *file, size_t size)
{
    reading *self = context;
    uint64_t before = self->read;
    uint64_t left;

    self->size = tr_file_size(file);
    left = before < self->size ? self->size - before : 0;
    self->read += size < left ? size : left;
    job_count_part(self->work, self->size, before, self->read);
    return !job_is_stopped(self->work);
}

tr_verify_options reading_begin(reading *out, job *work, const tr_verify_options *options)
{
    tr_verify_options watched = *options;

    *out = (reading){ .work = work, .watch = { on_read, out } };
    watched.watch = &out->watch;
    return watched;
}

void reading_end(reading *self)
{
    job_count_file(self->work, self->size, self->read);
}
