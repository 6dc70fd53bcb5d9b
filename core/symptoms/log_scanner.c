#include "core/symptoms/log_scanner.h"

#include <stdlib.h>
#include <string.h>

#include "core/ini/secret.h"
#include "core/platform/file.h"
#include "core/platform/multibyte.h"
#include "core/symptoms/line_decoder.h"
#include "core/symptoms/log_record.h"
#include "core/symptoms/log_text.h"
#include "core/symptoms/needle_set.h"
#include "core/symptoms/rule_list.h"

#define PIECE_SIZE ((size_t)1024 * 1024)

/* What stays in the buffer before the place where the search goes on, and must be behind it. */
#define REACH       (2 * TR_LOG_RECORD_REACH)
#define BUFFER_SIZE (PIECE_SIZE + 4 * REACH)

/* Of a record that is shown, bytes before the match, and all. */
#define SHOWN_BEFORE 120
#define SHOWN_MAX    400

/* What is known of a rule in the file that is being searched. */
typedef struct progress {
    uint64_t tried_until; /* as far as this, all was tried */
    uint64_t last_line;   /* of its last hit; 0: none */
    bool is_off;
} progress;

struct tr_log_scanner {
    const tr_symptom_rules *rules;
    tr_log_scanner_calls calls;
    tr_needle_set *needles;
    tr_matcher *matcher;
    tr_line_decoder *decoder;
    progress *progress; /* of each rule */
    bool has_needleless;
    tr_log_record record;
    char *masked; /* its text without secrets */
    char shown[3 * SHOWN_MAX + 1];

    const char *path;
    tr_log_kind kind;
    uint64_t base;   /* how much of the text is before the buffer */
    size_t filled;   /* of the buffer */
    size_t counted;  /* up to here, line ends are counted */
    uint64_t lines;  /* so many */
    bool has_record; /* one of the bytes in the buffer is read */
    bool is_stopped;
    unsigned char *buffer;
};

/* What a text of the Japanese code page has in place of a needle's characters. */
static bool add_japanese(tr_log_scanner *scanner, tr_multibyte *japanese, const tr_needle *needle,
                         size_t rule)
{
    tr_needle encoded = { .word_size = 0 };
    bool is_ascii = true;

    for (size_t index = 0; index < needle->size; index++)
        is_ascii = is_ascii && needle->bytes[index] < 0x80;
    if (is_ascii || !japanese)
        return true;
    encoded.size = tr_multibyte_encode(japanese, (char *)encoded.bytes, sizeof(encoded.bytes),
                                       (const char *)needle->bytes, needle->size);
    /* The second byte of a character may be a letter, which is compared in lower case. */
    for (size_t index = 0; index < encoded.size; index++) {
        if (encoded.bytes[index] >= 'A' && encoded.bytes[index] <= 'Z')
            encoded.bytes[index] = (unsigned char)(encoded.bytes[index] + 32);
    }
    while (encoded.word_size < encoded.size && encoded.bytes[encoded.word_size] != ' ')
        encoded.word_size++;
    return encoded.word_size < TR_NEEDLE_SHORTEST ||
           tr_needle_set_add(scanner->needles, &encoded, rule);
}

static bool add_needles(tr_log_scanner *scanner)
{
    tr_multibyte *japanese = tr_multibyte_open(TR_MULTIBYTE_JAPANESE);
    bool is_good = true;

    for (size_t index = 0; index < scanner->rules->count; index++) {
        const tr_rule *rule = scanner->rules->items[index];

        scanner->has_needleless = scanner->has_needleless || rule->needle_count == 0;
        for (size_t next = 0; next < rule->needle_count && is_good; next++)
            is_good = tr_needle_set_add(scanner->needles, &rule->needles[next], index) &&
                      add_japanese(scanner, japanese, &rule->needles[next], index);
    }
    tr_needle_set_prepare(scanner->needles);
    tr_multibyte_close(japanese);
    return is_good;
}

tr_status tr_log_scanner_new(tr_log_scanner **out, const tr_symptom_rules *rules,
                             const tr_log_scanner_calls *calls, tr_error *err)
{
    tr_log_scanner *scanner = calloc(1, sizeof(*scanner));

    if (!scanner)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to search logs");
    scanner->rules = rules;
    scanner->calls = *calls;
    scanner->needles = tr_needle_set_new();
    scanner->matcher = tr_matcher_new();
    scanner->decoder = tr_line_decoder_new();
    scanner->progress = calloc(rules->count + 1, sizeof(*scanner->progress));
    scanner->buffer = malloc(BUFFER_SIZE);
    scanner->masked = malloc(tr_log_record_room());
    if (!scanner->needles || !scanner->matcher || !scanner->decoder || !scanner->progress ||
        !scanner->buffer || !scanner->masked || !tr_log_record_set_up(&scanner->record) ||
        !add_needles(scanner)) {
        tr_log_scanner_free(scanner);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to search logs");
    }
    *out = scanner;
    return TR_OK;
}

void tr_log_scanner_free(tr_log_scanner *scanner)
{
    if (!scanner)
        return;
    tr_log_record_tear_down(&scanner->record);
    free(scanner->masked);
    free(scanner->buffer);
    free(scanner->progress);
    tr_line_decoder_free(scanner->decoder);
    tr_matcher_free(scanner->matcher);
    tr_needle_set_free(scanner->needles);
    free(scanner);
}

/* Line ends in so many bytes; eight are looked at together. */
static uint64_t count_lines(const unsigned char *data, size_t size)
{
    const uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
    uint64_t count = 0, eight;

    for (; size >= sizeof(eight); data += sizeof(eight), size -= sizeof(eight)) {
        uint64_t low;

        memcpy(&eight, data, sizeof(eight));
        eight ^= ones * '\n';
        low = (eight & ~highs) + ~highs; /* the high bit of each byte that is not 0 below it */
        count += ((~(low | eight) & highs) >> 7) * ones >> 56;
    }
    for (; size > 0; data++, size--)
        count += *data == '\n';
    return count;
}

/* The number of the line that begins or goes on at this place of the buffer, from 1. */
static uint64_t line_number(tr_log_scanner *scanner, size_t at)
{
    if (at >= scanner->counted)
        scanner->lines += count_lines(scanner->buffer + scanner->counted, at - scanner->counted);
    else
        scanner->lines -= count_lines(scanner->buffer + at, scanner->counted - at);
    scanner->counted = at;
    return scanner->lines + 1;
}

static bool is_within_character(const char *text, size_t at)
{
    return ((unsigned char)text[at] & 0xC0) == 0x80;
}

/* The part of the record's text around a match, secrets masked; at most SHOWN_MAX and some. */
static const char *show(tr_log_scanner *scanner, size_t line, size_t start, size_t end)
{
    const tr_log_record *record = &scanner->record;
    char *text = scanner->masked;
    size_t from = record->lines[line];
    size_t to = line + 1 < record->line_count ? record->lines[line + 1] - 1 : record->text_size;
    char *out = scanner->shown;

    memcpy(text, record->text, record->text_size + 1);
    tr_secret_mask(text, record->text_size);
    if (to < end)
        to = end;
    if (to - from > SHOWN_MAX && start - from > SHOWN_BEFORE)
        from = start - SHOWN_BEFORE;
    if (to - from > SHOWN_MAX)
        to = from + SHOWN_MAX;
    while (is_within_character(text, from) && from < to)
        from++;
    while (to > from && to < record->text_size && is_within_character(text, to))
        to--;
    for (size_t at = from; at < to; at++) {
        /* What is masked is as long as it was, which nobody is to know. */
        if (text[at] != TR_SECRET_MASK) {
            *out++ = text[at];
        } else if (at == from || text[at - 1] != TR_SECRET_MASK) {
            memcpy(out, "***", 3);
            out += 3;
        }
    }
    *out = '\0';
    return scanner->shown;
}

static void report(tr_log_scanner *scanner, size_t index, size_t start, size_t end)
{
    const tr_log_record *record = &scanner->record;
    progress *known = &scanner->progress[index];
    size_t line = tr_log_record_line_at(record, start);
    tr_log_hit hit = {
        .symptom = &scanner->rules->items[index]->symptom,
        .path = scanner->path,
        .kind = scanner->kind,
        .line = line_number(scanner, record->start) + line,
        .time = record->time,
    };

    /* A line that is longer than a record may be is gone through in parts. */
    if (hit.line == known->last_line)
        return;
    known->last_line = hit.line;
    hit.text = show(scanner, line, start, end);
    if (!scanner->calls.visit(scanner->calls.context, index, &hit))
        scanner->is_stopped = true;
}

/* Try the patterns of a rule on the record that is read. */
static void match(tr_log_scanner *scanner, size_t index)
{
    const tr_rule *rule = scanner->rules->items[index];
    const tr_log_record *record = &scanner->record;

    for (size_t next = 0; next < rule->pattern_count; next++) {
        size_t start, end;
        tr_match found = tr_matcher_find(scanner->matcher, &start, &end, rule->patterns[next],
                                         record->text, record->text_size);

        if (found == TR_MATCH_FOUND) {
            report(scanner, index, start, end);
            return;
        }
        if (found == TR_MATCH_BEYOND_LIMIT) {
            scanner->progress[index].is_off = true;
            scanner->calls.give_up(scanner->calls.context, index, scanner->path);
            return;
        }
    }
}

static tr_bytes bytes_of(const tr_log_scanner *scanner)
{
    return (tr_bytes){ scanner->buffer, scanner->filled };
}

static void read_record(tr_log_scanner *scanner, size_t at)
{
    tr_log_record *record = &scanner->record;

    if (scanner->has_record && at >= record->start && at < record->end)
        return;
    tr_log_record_find(record, bytes_of(scanner), at);
    tr_log_record_read(record, bytes_of(scanner), scanner->decoder);
    scanner->has_record = true;
}

/* A rule has a needle at this place: try it, unless that was done for this record. */
static bool try_rule(void *context, size_t at, size_t index)
{
    tr_log_scanner *scanner = context;
    progress *known = &scanner->progress[index];

    if (known->is_off || scanner->base + at < known->tried_until)
        return true;
    read_record(scanner, at);
    known->tried_until = scanner->base + scanner->record.end;
    match(scanner, index);
    return !scanner->is_stopped;
}

/* The rules without needles have to be tried on every record. */
static void try_needleless(tr_log_scanner *scanner, size_t from, size_t to)
{
    while (from < to && !scanner->is_stopped) {
        read_record(scanner, from);
        for (size_t index = 0; index < scanner->rules->count && !scanner->is_stopped; index++) {
            if (scanner->rules->items[index]->needle_count == 0)
                try_rule(scanner, from, index);
        }
        from = scanner->record.end;
    }
}

/* Forget what is before the place where the search goes on, but for a record's reach. */
static void move_on(tr_log_scanner *scanner, size_t *next)
{
    size_t drop = *next > REACH ? *next - REACH : 0;

    if (drop == 0)
        return;
    if (scanner->counted < drop)
        line_number(scanner, drop);
    scanner->counted -= drop;
    memmove(scanner->buffer, scanner->buffer + drop, scanner->filled - drop);
    scanner->filled -= drop;
    scanner->base += drop;
    scanner->has_record = false;
    *next -= drop;
}

static void search(tr_log_scanner *scanner, size_t from, size_t to)
{
    tr_needle_set_search(scanner->needles, bytes_of(scanner), from, to, try_rule, scanner);
    if (scanner->has_needleless)
        try_needleless(scanner, from, to);
}

static tr_status run(tr_log_scanner *scanner, tr_log_text *text, tr_error *err)
{
    size_t next = 0;

    for (;;) {
        size_t got = 0, to;
        tr_status status =
            tr_log_text_read(text, scanner->buffer + scanner->filled, PIECE_SIZE, &got, err);

        if (status != TR_OK)
            return status;
        scanner->filled += got;
        to = got > 0 && scanner->filled > REACH ? scanner->filled - REACH : 0;
        if (got == 0)
            to = scanner->filled;
        if (to > next) {
            search(scanner, next, to);
            next = to;
        }
        if (got == 0 || scanner->is_stopped)
            return TR_OK;
        if (scanner->calls.is_stopped && scanner->calls.is_stopped(scanner->calls.context))
            return TR_OK;
        move_on(scanner, &next);
    }
}

/* Rules that are for other logs are off from the beginning. */
static void begin(tr_log_scanner *scanner, const char *path)
{
    scanner->path = path;
    scanner->kind = tr_log_kind_of(path);
    scanner->base = 0;
    scanner->filled = 0;
    scanner->counted = 0;
    scanner->lines = 0;
    scanner->has_record = false;
    scanner->is_stopped = false;
    for (size_t index = 0; index < scanner->rules->count; index++) {
        const unsigned logs = scanner->rules->items[index]->symptom.logs;

        scanner->progress[index] = (progress){
            .is_off = logs != 0 && scanner->kind != TR_LOG_OTHER && !(logs >> scanner->kind & 1),
        };
    }
}

tr_status tr_log_scanner_run(tr_log_scanner *scanner, uint64_t *bytes, const char *path,
                             tr_error *err)
{
    tr_file *file = NULL;
    tr_log_text *text = NULL;
    tr_status status = tr_file_open(&file, path, TR_FILE_READ, err);

    *bytes = 0;
    if (status != TR_OK)
        return status;
    begin(scanner, path);
    status = tr_log_text_open(&text, file, err);
    if (status == TR_OK)
        status = run(scanner, text, err);
    *bytes = scanner->base + scanner->filled;
    tr_log_text_close(text);
    tr_file_close(file);
    return status;
}
