/* Targets as the console saves them: {"version":1,"server":"D:\\Apex One","anchors":["system"]} */
#include <string.h>

#include <jansson.h>

#include "snapin/rows/target.h"

#define VERSION 1
#define LONGEST ((size_t)1024 * 1024)

static json_t *list_of(const target *looked_at, target_option option)
{
    json_t *list = json_array();

    for (size_t index = 0; index < target_count(looked_at, option); index++)
        json_array_append_new(list, json_string(target_value(looked_at, option, index)));
    if (json_array_size(list) == target_count(looked_at, option))
        return list;
    json_decref(list);
    return NULL;
}

char *target_write(const target *looked_at)
{
    json_t *object = json_pack("{s:i}", "version", VERSION);
    bool is_good = object != NULL;
    char *text;

    for (int index = 0; index < TARGET_OPTION_COUNT && is_good; index++) {
        target_option option = (target_option)index;

        if (target_count(looked_at, option) == 0)
            continue;
        is_good = json_object_set_new(object, target_option_member(option),
                                      target_option_is_list(option)
                                          ? list_of(looked_at, option)
                                          : json_string(target_value(looked_at, option, 0))) == 0;
    }
    text = is_good ? json_dumps(object, JSON_COMPACT) : NULL;
    json_decref(object);
    return text;
}

static tr_status refuse(tr_error *err)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "what the console kept is damaged");
}

static tr_status read_value(target *out, target_option option, const json_t *value, tr_error *err)
{
    return json_is_string(value) ? target_add(out, option, json_string_value(value), err)
                                 : refuse(err);
}

static tr_status read_option(target *out, target_option option, const json_t *value, tr_error *err)
{
    tr_status status = TR_OK;
    const json_t *item;
    size_t index;

    if (!target_option_is_list(option))
        return read_value(out, option, value, err);
    if (json_array_size(value) == 0)
        return refuse(err);
    json_array_foreach(value, index, item)
    {
        if (status == TR_OK)
            status = read_value(out, option, item, err);
    }
    return status;
}

static target_option find_option(const char *member)
{
    int option = 0;

    while (option < TARGET_OPTION_COUNT &&
           strcmp(target_option_member((target_option)option), member) != 0)
        option++;
    return (target_option)option;
}

static tr_status read_members(target *out, json_t *object, tr_error *err)
{
    const json_t *version = json_object_get(object, "version");
    tr_status status = TR_OK;
    const char *member;
    json_t *value;

    if (!json_is_integer(version) || json_integer_value(version) < VERSION)
        return refuse(err);
    if (json_integer_value(version) > VERSION)
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                            "a later version of Trustmend saved this console");
    json_object_foreach(object, member, value)
    {
        target_option option = find_option(member);

        if (status != TR_OK || strcmp(member, "version") == 0)
            continue;
        status = option == TARGET_OPTION_COUNT ? refuse(err) : read_option(out, option, value, err);
    }
    return status;
}

tr_status target_read(target **out, const char *text, size_t size, tr_error *err)
{
    json_t *object = size <= LONGEST ? json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL) : NULL;
    target *made = target_new();
    tr_status status;

    if (!made)
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for what to look at");
    else
        status = read_members(made, object, err);
    json_decref(object);
    if (status == TR_OK)
        *out = made;
    else
        target_free(made);
    return status;
}
