#include "core/authenticode/page_layout.h"

#include <string.h>

#define PAGE_SIZE_USUAL 4096
#define PAGE_SIZE_LARGE 8192

/* Offsets of the PE format, from the start of "PE\0\0". */
#define DOS_PE_OFFSET   0x3c
#define MACHINE         4
#define SECTION_COUNT   6
#define OPTIONAL_SIZE   20
#define OPTIONAL_HEADER 24
#define SIZE_OF_HEADERS (OPTIONAL_HEADER + 60)

#define SECTION_HEADER   40
#define SECTION_RAW_SIZE 16
#define SECTION_RAW_DATA 20

static size_t page_size_of(unsigned machine)
{
    switch (machine) {
    case 0x184: /* Alpha */
    case 0x200: /* Itanium */
    case 0x284: /* 64-bit Alpha */
        return PAGE_SIZE_LARGE;
    default:
        return PAGE_SIZE_USUAL;
    }
}

static void add(tr_page_layout *layout, uint64_t offset, uint64_t size)
{
    if (size == 0)
        return;
    layout->stretches[layout->count++] = (tr_page_stretch){ .offset = offset, .size = size };
}

/* The order of the table is that of the headers. */
static void count_pages(tr_page_layout *layout)
{
    for (size_t i = 0; i < layout->count; i++) {
        tr_page_stretch *one = &layout->stretches[i];

        one->first = layout->page_count;
        layout->page_count += (size_t)((one->size + layout->page_size - 1) / layout->page_size);
        layout->end = one->offset + one->size;
    }
}

/* Few, and mostly in order: insertion. */
static void sort(tr_page_layout *layout)
{
    for (size_t i = 1; i < layout->count; i++) {
        tr_page_stretch one = layout->stretches[i];
        size_t at = i;

        for (; at > 0 && layout->stretches[at - 1].offset > one.offset; at--)
            layout->stretches[at] = layout->stretches[at - 1];
        layout->stretches[at] = one;
    }
}

static bool is_sound_within(const tr_page_layout *layout, uint64_t size)
{
    uint64_t end = 0;

    for (size_t i = 0; i < layout->count; i++) {
        const tr_page_stretch *one = &layout->stretches[i];

        if (one->offset < end || one->offset > size || one->size > size - one->offset)
            return false;
        end = one->offset + one->size;
    }
    return true;
}

/* Some images' headers are said to be larger than what is before the first section. */
static uint64_t end_of_headers(const unsigned char *sections, size_t count, uint64_t size)
{
    for (size_t i = 0; i < count; i++) {
        const unsigned char *header = sections + i * SECTION_HEADER;
        uint64_t data = tr_le32(header + SECTION_RAW_DATA);

        if (tr_le32(header + SECTION_RAW_SIZE) > 0 && data < size)
            size = data;
    }
    return size;
}

tr_status tr_page_layout_read(tr_page_layout *out, bool *is_sound, const tr_source *source,
                              tr_error *err)
{
    unsigned char dos[DOS_PE_OFFSET + 4];
    unsigned char head[SIZE_OF_HEADERS + 4];
    unsigned char sections[(TR_PAGE_STRETCHES_MAX - 1) * SECTION_HEADER];
    uint64_t offset;
    size_t count;
    tr_status status = tr_source_read(source, dos, sizeof(dos), 0, err);

    if (status != TR_OK)
        return status;
    offset = tr_le32(dos + DOS_PE_OFFSET);
    status = tr_source_read(source, head, sizeof(head), offset, err);
    if (status != TR_OK)
        return status;
    *out = (tr_page_layout){ .page_size = page_size_of(tr_le16(head + MACHINE)) };
    *is_sound = false;
    count = tr_le16(head + SECTION_COUNT);
    if (count >= TR_PAGE_STRETCHES_MAX)
        return TR_OK;
    status = tr_source_read(source, sections, count * SECTION_HEADER,
                            offset + OPTIONAL_HEADER + tr_le16(head + OPTIONAL_SIZE), err);
    if (status != TR_OK)
        return status;
    add(out, 0, end_of_headers(sections, count, tr_le32(head + SIZE_OF_HEADERS)));
    for (size_t i = 0; i < count; i++) {
        const unsigned char *header = sections + i * SECTION_HEADER;

        add(out, tr_le32(header + SECTION_RAW_DATA), tr_le32(header + SECTION_RAW_SIZE));
    }
    count_pages(out);
    sort(out);
    *is_sound = is_sound_within(out, source->size);
    return TR_OK;
}

uint64_t tr_page_layout_within(const tr_page_layout *layout, uint64_t begin, uint64_t end)
{
    uint64_t size = 0;

    for (size_t i = 0; i < layout->count; i++) {
        uint64_t first = layout->stretches[i].offset;
        uint64_t last = first + layout->stretches[i].size;

        first = first > begin ? first : begin;
        last = last < end ? last : end;
        size += first < last ? last - first : 0;
    }
    return size;
}
