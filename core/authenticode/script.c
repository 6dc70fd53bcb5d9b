#include "core/authenticode/script.h"

#include <stdlib.h>

#include "core/authenticode/script_block.h"
#include "core/authenticode/script_style.h"
#include "core/authenticode/script_text.h"

#define MARK_MAX     3
#define READINGS_MAX (TR_CODE_PAGE_COUNT + 2)

/* One way to read a script's bytes. */
typedef struct reading {
    tr_encoding encoding;
    size_t skipped; /* bytes of the mark that do not belong to the text */
} reading;

typedef struct script {
    const tr_script_style *style;
    uint64_t block; /* where the block is */
    uint64_t end;   /* where text goes on behind it; the file's end if it does not */
    bool has_mark;
    bool may_be_utf8;               /* without a mark, in Windows */
    reading readings[READINGS_MAX]; /* the likeliest first */
    size_t reading_count;
} script;

static bool script_recognises(tr_bytes head, const char *name, uint64_t size)
{
    (void)head, (void)size;
    return tr_script_styles_of_name(name) != 0;
}

static void add_reading(script *one, tr_encoding_form form, size_t page, size_t skipped)
{
    const tr_code_page *code_page = form == TR_ENCODING_CODE_PAGE ? tr_code_page_get(page) : NULL;

    one->readings[one->reading_count++] =
        (reading){ .encoding = { form, code_page }, .skipped = skipped };
}

/* With a mark there is one encoding, and only whether the mark is signed may vary. */
static void list_marked_readings(script *one, tr_encoding_form form, size_t mark)
{
    one->has_mark = true;
    add_reading(one, form, 0, one->style->is_host ? mark : 0);
    add_reading(one, form, 0, one->style->is_host ? 0 : mark);
    if (one->style->is_host && form == TR_ENCODING_UTF8)
        add_reading(one, TR_ENCODING_CODE_PAGE, TR_CODE_PAGE_WESTERN, 0);
}

/* Scripts of PowerShell and XML of Script Host are read as UTF-8 if they are; others never are. */
static void list_readings(script *one)
{
    if (one->may_be_utf8)
        add_reading(one, TR_ENCODING_UTF8, 0, 0);
    add_reading(one, TR_ENCODING_CODE_PAGE, TR_CODE_PAGE_WESTERN, 0);
    if (!one->may_be_utf8)
        add_reading(one, TR_ENCODING_UTF8, 0, 0);
    for (size_t i = 0; i < TR_CODE_PAGE_COUNT; i++) {
        if (i != TR_CODE_PAGE_WESTERN)
            add_reading(one, TR_ENCODING_CODE_PAGE, i, 0);
    }
}

static tr_status add_block(script *one, tr_signed_file *file, tr_script_block *block, tr_error *err)
{
    unsigned char *message = block->message;
    tr_status status = TR_OK;

    block->message = NULL;
    one->block = block->offset;
    one->end = one->style->is_inside ? block->end : file->source.size;
    if (block->text_after > 0)
        status = tr_findings_add(&file->findings, TR_F_TEXT_AFTER_BLOCK,
                                 block->is_blank_after ? TR_WARNING : TR_FAULT, TR_MALFORMED_TABLE,
                                 NULL, NULL, block->text_after, err);
    if (status != TR_OK) {
        free(message);
        return status;
    }
    return tr_signed_file_take_blob(file, message, block->message_size, block->offset, err);
}

static tr_status take_block(tr_signed_file *file, tr_script_block *block, tr_encoding_form form,
                            size_t mark, tr_error *err)
{
    script *one = calloc(1, sizeof(*one));

    if (!one)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to open '%s'", file->source.name);
    file->state = one;
    one->style = tr_script_style_get(block->style);
    one->may_be_utf8 = block->style == TR_SCRIPT_HASH || block->style == TR_SCRIPT_WSF;
    if (mark > 0)
        list_marked_readings(one, form, mark);
    else
        list_readings(one);
    return add_block(one, file, block, err);
}

static tr_status script_open(tr_signed_file *file, tr_error *err)
{
    unsigned char head[MARK_MAX];
    tr_bytes bytes = { head, file->source.size < MARK_MAX ? (size_t)file->source.size : MARK_MAX };
    unsigned styles = tr_script_styles_of_name(file->source.name);
    tr_script_block block = { .is_found = false };
    tr_encoding_form form = TR_ENCODING_UTF8;
    size_t mark;
    tr_status status = tr_source_read(&file->source, head, bytes.size, 0, err);

    if (status != TR_OK)
        return status;
    mark = tr_encoding_mark(&form, bytes);
    status = tr_script_block_find(&block, &file->source, form,
                                  styles ? styles : TR_SCRIPT_ALL_STYLES, err);
    if (status == TR_OK && !block.is_found)
        status = tr_findings_add(&file->findings, TR_F_NO_SIGNATURE, TR_FAULT, TR_NO_SIGNATURE,
                                 NULL, NULL, 0, err);
    else if (status == TR_OK && block.fault)
        status = tr_findings_add(&file->findings, TR_F_MALFORMED_TABLE, TR_FAULT,
                                 TR_MALFORMED_TABLE, block.fault, NULL, 0, err);
    else if (status == TR_OK)
        status = take_block(file, &block, form, mark, err);
    free(block.message);
    return status;
}

/* A script that is read in one way. */
typedef struct attempt {
    tr_script_text text;
    tr_digest_set *digests;
    size_t skip;    /* bytes of the mark still to be passed over */
    uint64_t place; /* characters before the block */
} attempt;

static tr_status attempt_set_up(attempt *one, reading how, tr_claim **claims, size_t count,
                                unsigned threads, tr_error *err)
{
    one->skip = how.skipped;
    one->place = 0;
    one->digests = NULL;
    tr_script_text_set_up(&one->text, how.encoding, tr_digest_set_update, NULL);
    if (tr_claims_digest_set(&one->digests, claims, count, threads, err) != TR_OK)
        return TR_ERR_MEMORY;
    one->text.context = one->digests;
    return TR_OK;
}

/* Several readings of the same bytes, fed together. */
typedef struct attempts {
    attempt items[READINGS_MAX];
    size_t count;
} attempts;

static tr_status feed_attempts(void *context, const unsigned char *data, size_t size, tr_error *err)
{
    attempts *all = context;
    tr_status status = TR_OK;

    for (size_t i = 0; i < all->count && status == TR_OK; i++) {
        attempt *one = &all->items[i];
        size_t skip = one->skip < size ? one->skip : size;

        one->skip -= skip;
        status = tr_script_text_feed(&one->text, data + skip, size - skip, err);
    }
    return status;
}

static tr_status finish_attempt(attempt *one, const script *what, tr_error *err)
{
    unsigned char place[4] = { (unsigned char)one->place, (unsigned char)(one->place >> 8),
                               (unsigned char)(one->place >> 16),
                               (unsigned char)(one->place >> 24) };
    tr_status status = tr_script_text_finish(&one->text, err);

    if (status == TR_OK && what->style->is_host)
        status = tr_digest_set_update(one->digests, place, sizeof(place), err);
    return status == TR_OK ? tr_digest_set_finish(one->digests, err) : status;
}

static tr_status run_attempts(attempts *all, const script *what, const tr_source *source,
                              tr_error *err)
{
    tr_status status = tr_source_feed(source, 0, what->block, feed_attempts, all, err);

    for (size_t i = 0; i < all->count; i++)
        all->items[i].place = all->items[i].text.units;
    if (status == TR_OK)
        status =
            tr_source_feed(source, what->end, source->size - what->end, feed_attempts, all, err);
    for (size_t i = 0; i < all->count && status == TR_OK; i++)
        status = finish_attempt(&all->items[i], what, err);
    return status;
}

/*
 * Without a mark the reading is told. One that is neither the western code
 * page nor, where Windows looks for it, UTF-8 is accepted by Windows only on
 * systems that have that code page.
 */
static tr_status tell_reading(tr_claim *claim, const script *what, const attempt *how,
                              tr_error *err)
{
    bool is_usual = how->text.encoding.form == TR_ENCODING_UTF8
                        ? what->may_be_utf8
                        : how->text.encoding.page == tr_code_page_get(TR_CODE_PAGE_WESTERN);

    if (what->has_mark || how->text.is_ascii)
        return TR_OK;
    return tr_findings_add(&claim->findings, TR_F_DECODED_AS, is_usual ? TR_NOTE : TR_WARNING,
                           is_usual ? TR_TRUSTED : TR_BAD_DIGEST,
                           tr_encoding_name(how->text.encoding), NULL, 0, err);
}

/* Answers the claims that are still open and match one of the readings. */
static tr_status compare(tr_claim **claims, size_t count, const script *what, const attempts *all,
                         tr_error *err)
{
    tr_status status = TR_OK;

    for (size_t i = 0; i < count; i++) {
        tr_claim *claim = claims[i];

        if (claim->digest.algorithm == TR_DIGEST_UNKNOWN)
            continue;
        for (size_t k = 0; k < all->count && !claim->is_true && status == TR_OK; k++) {
            const attempt *how = &all->items[k];
            const tr_digest *actual = tr_digest_set_get(how->digests, claim->digest.algorithm);

            if (claim->actual.size == 0)
                claim->actual = *actual;
            /* Bytes that are no UTF-8 are read as that only if a mark says so. */
            if (!tr_digest_equal(&claim->digest, actual) ||
                (!what->has_mark && !how->text.is_valid))
                continue;
            claim->actual = *actual;
            claim->is_true = true;
            status = tell_reading(claim, what, how, err);
        }
    }
    return status;
}

static bool are_answered(tr_claim **claims, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (claims[i]->digest.algorithm != TR_DIGEST_UNKNOWN && !claims[i]->is_true)
            return false;
    }
    return true;
}

/* Reads the script in the ways from first on, and answers what claims match. */
static tr_status try_readings(bool *is_settled, const tr_signed_file *file, size_t first,
                              size_t reading_count, tr_claim **claims, size_t count,
                              unsigned threads, tr_error *err)
{
    const script *what = file->state;
    attempts *all = calloc(1, sizeof(*all));
    tr_status status = TR_OK;

    if (!all)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read '%s'", file->source.name);
    while (all->count < reading_count && status == TR_OK) {
        status = attempt_set_up(&all->items[all->count], what->readings[first + all->count], claims,
                                count, threads, err);
        all->count++;
    }
    if (status == TR_OK && all->items[0].digests)
        status = run_attempts(all, what, &file->source, err);
    if (status == TR_OK && all->items[0].digests)
        status = compare(claims, count, what, all, err);
    if (status == TR_OK)
        *is_settled =
            are_answered(claims, count) || (!what->has_mark && all->items[0].text.is_ascii);
    for (size_t i = 0; i < all->count; i++)
        tr_digest_set_free(all->items[i].digests);
    free(all);
    return status;
}

static tr_status script_check(tr_signed_file *file, tr_claim **claims, size_t count,
                              unsigned threads, tr_error *err)
{
    const script *what = file->state;
    bool is_settled = false;
    tr_status status = try_readings(&is_settled, file, 0, 1, claims, count, threads, err);

    /* Most scripts are read right the first time, or are ASCII, which every reading is the same
     * for. */
    if (status == TR_OK && !is_settled)
        status = try_readings(&is_settled, file, 1, what->reading_count - 1, claims, count, 1, err);
    return status;
}

const tr_format tr_script_format = {
    .word = "script",
    .recognises = script_recognises,
    .recognises_tail = tr_script_styles_recognise,
    .open = script_open,
    .check = script_check,
    .close = free,
};
