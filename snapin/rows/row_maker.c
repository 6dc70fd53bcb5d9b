#include "snapin/rows/row_maker.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "snapin/rows/distinguished_name.h"
#include "snapin/rows/timestamp.h"
#include "snapin/rows/word.h"

#define BETWEEN      "; "
#define LONGEST_NAME 64 /* of a member */

bool row_maker_wants(const row_maker *maker, const char *type)
{
    if (!maker->node)
        return true;
    for (const char *const *wanted = maker->node->types; *wanted; wanted++) {
        if (strcmp(*wanted, type) == 0)
            return true;
    }
    return false;
}

static void put_between(text_buffer *out, size_t begin)
{
    if (out->size > begin)
        text_buffer_add(out, BETWEEN, strlen(BETWEEN));
}

/* What stands in a text, a number or a yes or no; nothing for anything else. */
static void put_scalar(text_buffer *out, size_t begin, const json_t *value, column_part part)
{
    char digits[32];
    const char *text = digits;
    size_t size;

    if (json_is_string(value)) {
        text = json_string_value(value);
        size = json_string_length(value);
    } else if (json_is_integer(value)) {
        size = (size_t)snprintf(digits, sizeof(digits), "%" PRId64,
                                (int64_t)json_integer_value(value));
    } else if (json_is_boolean(value)) {
        text = json_is_true(value) ? "true" : "false";
        size = strlen(text);
    } else {
        return;
    }
    put_between(out, begin);
    if (part == COLUMN_COMMON_NAME)
        distinguished_name_common(out, text);
    else
        text_buffer_add(out, text, size);
}

/* The value at a path such as "installed_in.path", size characters; of an array, all of them. A
 * path is as deep as a column says, whatever the record is like. */
static void put_member(text_buffer *out, size_t begin, const json_t *value, const char *path,
                       size_t size, column_part part)
{
    char name[LONGEST_NAME];
    const char *dot = memchr(path, '.', size);
    size_t length = dot ? (size_t)(dot - path) : size;
    const json_t *member;
    const json_t *item;
    size_t index;

    if (length >= sizeof(name))
        return;
    memcpy(name, path, length);
    name[length] = '\0';
    member = json_object_get(value, name);
    if (!json_is_array(member) && dot) {
        put_member(out, begin, member, dot + 1, size - length - 1, part);
    } else if (!json_is_array(member)) {
        put_scalar(out, begin, member, part);
    } else {
        json_array_foreach(member, index, item)
        {
            if (dot)
                put_member(out, begin, item, dot + 1, size - length - 1, part);
            else
                put_scalar(out, begin, item, part);
        }
    }
}

/* Of members that are named one after the other: the first that says something, or all of them. */
static void put_members(text_buffer *out, const json_t *record, const char *members, bool is_first,
                        column_part part)
{
    size_t begin = out->size;
    size_t size;

    for (; *members; members += size + strspn(members + size, " ")) {
        size = strcspn(members, " ");
        put_member(out, begin, record, members, size, part);
        if (is_first && out->size > begin)
            return;
    }
}

int64_t cell_number_of(const column *of, const char *text)
{
    int64_t seconds;
    long long number;
    char *end;

    switch (of->kind) {
    case COLUMN_WORD:
        return word_rank(of->words, text);
    case COLUMN_TIME:
        return timestamp_parse(&seconds, text) ? seconds : CELL_NO_NUMBER;
    case COLUMN_NUMBER:
    case COLUMN_SIZE:
        errno = 0;
        number = strtoll(text, &end, 10);
        return end == text || *end != '\0' || errno != 0 ? CELL_NO_NUMBER : number;
    case COLUMN_TEXT:
    case COLUMN_THUMBPRINT:
    case COLUMN_PATH:
        break;
    }
    return CELL_NO_NUMBER;
}

static const char *text_of(row_maker *maker, row_block *block, const json_t *record,
                           const char *members, bool is_first, column_part part)
{
    text_buffer *scratch = &maker->scratch;

    text_buffer_empty(scratch);
    put_members(scratch, record, members, is_first, part);
    return scratch->has_failed ? NULL : row_block_text(block, scratch->text, scratch->size);
}

static bool fill_cells(row_maker *maker, row_block *block, row *made, const json_t *record)
{
    for (size_t index = 0; index < made->cell_count; index++) {
        const column *shown = &maker->node->columns[index];
        const char *text = text_of(maker, block, record, shown->members, true, shown->part);

        if (!text)
            return false;
        made->cells[index] = (cell){ text, cell_number_of(shown, text) };
    }
    return true;
}

static bool fill(row_maker *maker, row_block *block, row *made, const json_t *record,
                 const char *text, size_t size)
{
    const node *shown = maker->node;
    const char *type = json_string_value(json_object_get(record, "type"));

    made->type = row_block_text(block, type, strlen(type));
    made->key = shown ? text_of(maker, block, record, shown->keys, false, COLUMN_WHOLE) : "";
    made->record = row_block_text(block, text, size);
    made->record_size = size;
    made->tone = shown ? shown->tone(record) : ROW_PLAIN;
    return made->type && made->key && made->record && fill_cells(maker, block, made, record);
}

bool row_maker_add(row_maker *maker, row_block *block, const json_t *record, const char *text,
                   size_t size)
{
    row *made = row_block_add(block, maker->node ? maker->node->column_count : 0);

    if (!made)
        return false;
    if (fill(maker, block, made, record, text, size))
        return true;
    row_block_drop_last(block);
    return false;
}
