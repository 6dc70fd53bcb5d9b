#include "core/authenticode/script_block.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "core/words/words.h"

/* The last part of the file, one byte for each character; what is not ASCII is 0xff. */
typedef struct window {
    unsigned char *text;
    size_t count;
    uint64_t offset; /* in the file */
    unsigned unit;   /* bytes of a character in the file */
} window;

static void narrow(window *view, size_t size, bool is_big_endian)
{
    view->count = size / 2;
    for (size_t i = 0; i < view->count; i++) {
        unsigned char low = view->text[2 * i + (is_big_endian ? 1 : 0)];
        unsigned char high = view->text[2 * i + (is_big_endian ? 0 : 1)];

        view->text[i] = high == 0 && low < 0x80 ? low : 0xff;
    }
    /* Half a character at the end is no blank. */
    if (size % 2 != 0)
        view->text[view->count++] = 0xff;
}

static tr_status load_window(window *view, const tr_source *source, tr_encoding_form form,
                             tr_error *err)
{
    bool is_wide = form == TR_ENCODING_UTF16LE || form == TR_ENCODING_UTF16BE;
    size_t size;
    tr_status status;

    view->unit = is_wide ? 2 : 1;
    view->offset = source->size > TR_SCRIPT_BLOCK_MAX ? source->size - TR_SCRIPT_BLOCK_MAX : 0;
    view->offset -= view->offset % view->unit;
    size = (size_t)(source->size - view->offset);
    view->text = malloc(size ? size : 1);
    if (!view->text)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", source->name);
    status = tr_source_read(source, view->text, size, view->offset, err);
    view->count = size;
    if (status == TR_OK && is_wide)
        narrow(view, size, form == TR_ENCODING_UTF16BE);
    return status;
}

/* A line of the window: where it starts, its end without and with the line end. */
typedef struct line {
    size_t start;
    size_t stop;
    size_t next;
} line;

/* The line whose text, line end included, stops at next. */
static line line_before(const window *view, size_t next)
{
    line found = { .stop = next, .next = next };

    if (found.stop > 0 && view->text[found.stop - 1] == '\n') {
        found.stop--;
        if (found.stop > 0 && view->text[found.stop - 1] == '\r')
            found.stop--;
    }
    found.start = found.stop;
    while (found.start > 0 && view->text[found.start - 1] != '\n')
        found.start--;
    return found;
}

/* The line that starts here. */
static line line_at(const window *view, size_t start)
{
    const unsigned char *end = memchr(view->text + start, '\n', view->count - start);
    line found = { .start = start, .stop = view->count, .next = view->count };

    if (end) {
        found.stop = (size_t)(end - view->text);
        found.next = found.stop + 1;
    }
    if (end && found.stop > start && view->text[found.stop - 1] == '\r')
        found.stop--;
    return found;
}

static bool line_is(const window *view, line one, const char *text)
{
    size_t length = strlen(text);

    return one.stop - one.start == length && memcmp(view->text + one.start, text, length) == 0;
}

/* At the head of a file, a byte order mark may stand before the first line. */
static line without_mark(const window *view, line one)
{
    while (view->offset == 0 && one.start < 3 && one.start < one.stop &&
           view->text[one.start] >= 0x80)
        one.start++;
    return one;
}

/* Which style's begin (or end) a line is; TR_SCRIPT_STYLE_COUNT: none. */
static tr_script_style_id style_of_line(const window *view, line one, unsigned styles, bool is_end)
{
    unsigned id = 0;

    for (; id < TR_SCRIPT_STYLE_COUNT; id++) {
        const tr_script_style *style = tr_script_style_get((tr_script_style_id)id);

        if ((styles & 1u << id) && line_is(view, one, is_end ? style->end : style->begin))
            break;
    }
    return (tr_script_style_id)id;
}

/* The last line before next that is the begin (or end) of one of the styles. */
static bool find_marker(line *out, tr_script_style_id *style, const window *view, size_t next,
                        unsigned styles, bool is_end)
{
    while (next > 0) {
        line one = line_before(view, next);

        /* The window may begin in the middle of a line. */
        if (one.start == 0 && view->offset > 0)
            return false;
        next = one.start;
        *out = without_mark(view, one);
        *style = style_of_line(view, *out, styles, is_end);
        if (*style != TR_SCRIPT_STYLE_COUNT)
            return true;
    }
    return false;
}

static bool is_base64(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/';
}

/* Moves the base64 of one line to the end of out; '=' is taken only when nothing follows it. */
static bool take_line(unsigned char *out, size_t *count, const window *view, line one,
                      const tr_script_style *style)
{
    size_t prefix = strlen(style->prefix);
    size_t suffix = strlen(style->suffix);

    if (one.stop - one.start <= prefix + suffix ||
        memcmp(view->text + one.start, style->prefix, prefix) != 0 ||
        memcmp(view->text + one.stop - suffix, style->suffix, suffix) != 0)
        return false;
    for (size_t i = one.start + prefix; i < one.stop - suffix; i++) {
        unsigned char c = view->text[i];

        if (!is_base64(c) && c != '=')
            return false;
        if (c != '=' && *count > 0 && out[*count - 1] == '=')
            return false;
        out[(*count)++] = c;
    }
    return true;
}

/* Collects the base64 of the lines between begin and end; false if one breaks the form. */
static bool take_lines(unsigned char *out, size_t *count, const window *view, line begin, line end,
                       const tr_script_style *style)
{
    *count = 0;
    for (size_t next = begin.next; next < end.start;) {
        line one = line_at(view, next);

        if (!take_line(out, count, view, one, style))
            return false;
        next = one.next;
    }
    return true;
}

static tr_status decode_base64(tr_script_block *out, const unsigned char *text, size_t count,
                               tr_error *err)
{
    size_t padding = 0;
    unsigned char *message;
    int size;

    while (padding < count && text[count - 1 - padding] == '=')
        padding++;
    if (count == 0 || count % 4 != 0 || padding > 2) {
        out->fault = TR_WORDS("what should be the signature is not base64");
        return TR_OK;
    }
    message = malloc(count / 4 * 3);
    if (!message)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to decode a signature block");
    size = EVP_DecodeBlock(message, text, (int)count);
    if (size <= (int)padding) {
        out->fault = TR_WORDS("what should be the signature is not base64");
        free(message);
        return TR_OK;
    }
    out->message = message;
    out->message_size = (size_t)size - padding;
    return TR_OK;
}

static tr_status read_message(tr_script_block *out, const window *view, line begin, line end,
                              tr_error *err)
{
    size_t count;
    unsigned char *text = malloc(end.start - begin.next + 1);
    tr_status status = TR_OK;

    if (!text)
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to decode a signature block");
    else if (!take_lines(text, &count, view, begin, end, tr_script_style_get(out->style)))
        out->fault = TR_WORDS("other lines stand among the comments that hold the signature");
    else
        status = decode_base64(out, text, count, err);
    free(text);
    return status;
}

static bool is_blank(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void look_behind(tr_script_block *out, const window *view, line end)
{
    out->text_after = (uint64_t)(view->count - end.next) * view->unit;
    out->is_blank_after = true;
    for (size_t i = end.next; i < view->count; i++) {
        if (!is_blank(view->text[i]))
            out->is_blank_after = false;
    }
}

static tr_status read_block(tr_script_block *out, const window *view, line end, tr_error *err)
{
    tr_script_style_id style;
    line begin;
    size_t start;

    out->is_found = true;
    if (!find_marker(&begin, &style, view, end.start, 1u << out->style, false)) {
        out->fault = TR_WORDS("the signature block has no beginning");
        return TR_OK;
    }
    start = begin.start;
    if (start > 0 && view->text[start - 1] == '\n')
        start -= start > 1 && view->text[start - 2] == '\r' ? 2 : 1;
    out->offset = view->offset + (uint64_t)start * view->unit;
    out->end = view->offset + (uint64_t)end.next * view->unit;
    if (!tr_script_style_get(out->style)->is_inside)
        look_behind(out, view, end);
    return read_message(out, view, begin, end, err);
}

tr_status tr_script_block_find(tr_script_block *out, const tr_source *source, tr_encoding_form form,
                               unsigned styles, tr_error *err)
{
    window view = { .text = NULL };
    tr_script_block block = { .is_found = false };
    tr_script_style_id style;
    line marker;
    tr_status status = load_window(&view, source, form, err);

    if (status == TR_OK && find_marker(&marker, &block.style, &view, view.count, styles, true)) {
        status = read_block(&block, &view, marker, err);
    } else if (status == TR_OK && find_marker(&marker, &style, &view, view.count, styles, false)) {
        block.is_found = true;
        block.style = style;
        block.fault = TR_WORDS("the signature block has no end");
    }
    free(view.text);
    if (status == TR_OK)
        *out = block;
    return status;
}
