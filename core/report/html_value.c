#include "core/report/html_value.h"

#include <ctype.h>
#include <string.h>

#include "core/symptoms/family.h"

#define NUMBER_ROOM 64

/* Objects in objects; what is deeper is no report of ours. */
#define DEEPEST 12

static void add_value(tr_html_text *html, const char *key, const json_t *value, int depth);

static void add_capitalised(tr_html_text *html, const char *words)
{
    char first[] = { (char)toupper((unsigned char)*words), '\0' };

    if (!*words)
        return;
    if (first[0] == *words) { /* no ASCII letter, or a capital already */
        tr_html_add_text(html, words);
        return;
    }
    tr_html_add_text(html, first);
    tr_html_add_text(html, words + 1);
}

/* Names that are not told by their key. */
static const char *label_of(const char *key)
{
    static const struct {
        const char *key;
        const char *label;
    } labels[] = {
        { "sha1", "SHA-1" },
        { "sha256", "SHA-256" },
        { "path_bytes", "Bytes of the path" },
        { "target_bytes", "Bytes of the target" },
        { "url", "Address" },
        { "what_if", "If the required certificates were installed" },
        { "with", "By installing" },
        { "code", "Windows' code" },
        { "name", "Name" },
        { "strict", "Strict verdict" },
        { "id", "Id" },
        { "ssl_port", "SSL port" },
        { "required_id", "Id in the list of required certificates" },
        { "key_id", "Key identifier" },
        { "files", "Files" },
        { "error", "Could not be looked at" },
    };

    for (size_t index = 0; index < sizeof(labels) / sizeof(labels[0]); index++) {
        if (strcmp(labels[index].key, key) == 0)
            return labels[index].label;
    }
    return NULL;
}

/* With blanks for '_' and '-', as far as there is room: keys of others may be of any length. */
static void add_spaced(tr_html_text *html, const char *key, const char *joints)
{
    char words[128];

    snprintf(words, sizeof(words), "%s", key);
    for (char *letter = words; *letter; letter++) {
        if (strchr(joints, *letter))
            *letter = ' ';
    }
    add_capitalised(html, words);
}

void tr_html_add_label(tr_html_text *html, const char *key)
{
    const char *label = label_of(key);

    if (label)
        tr_html_add(html, label);
    else
        add_spaced(html, key, "_-");
}

void tr_html_add_word(tr_html_text *html, const char *word)
{
    add_spaced(html, word, "-");
}

bool tr_html_has_value(const json_t *value)
{
    if (json_is_array(value))
        return json_array_size(value) > 0;
    if (json_is_object(value))
        return json_object_size(value) > 0;
    return value && !json_is_null(value) && !(json_is_string(value) && !json_string_length(value));
}

/* Long numbers that are compared digit by digit. */
static bool is_digits(const char *key)
{
    static const char *const keys[] = { "sha1", "sha256", "serial", "key_id", "path_bytes" };

    for (size_t index = 0; index < sizeof(keys) / sizeof(keys[0]); index++) {
        if (strcmp(keys[index], key) == 0)
            return true;
    }
    return false;
}

/* {"severity": "warning", "text": "..."}, as findings are */
static bool is_remark(const json_t *object)
{
    return json_is_string(json_object_get(object, "severity")) &&
           json_is_string(json_object_get(object, "text"));
}

static void add_remark(tr_html_text *html, const json_t *object)
{
    tr_html_add_word(html, json_string_value(json_object_get(object, "severity")));
    tr_html_add(html, ": ");
    tr_html_add_isolated(html, json_string_value(json_object_get(object, "text")));
}

static void add_items(tr_html_text *html, const char *key, const json_t *array, int depth)
{
    tr_html_add(html, "<ul>");
    for (size_t index = 0; index < json_array_size(array); index++) {
        tr_html_add(html, "<li>");
        add_value(html, key, json_array_get(array, index), depth + 1);
        tr_html_add(html, "</li>");
    }
    tr_html_add(html, "</ul>");
}

static void add_members(tr_html_text *html, const json_t *object, const tr_html_kind *kind,
                        int depth)
{
    const char *key;
    json_t *value;

    tr_html_add(html, "<dl>");
    json_object_foreach((json_t *)object, key, value)
    {
        if (!tr_html_has_value(value) || (kind && tr_html_kind_shows(kind, key)))
            continue;
        tr_html_add(html, "<div><dt>");
        tr_html_add_label(html, key);
        tr_html_add(html, "</dt><dd>");
        add_value(html, key, value, depth + 1);
        tr_html_add(html, "</dd></div>");
    }
    tr_html_add(html, "</dl>");
}

static void add_plain(tr_html_text *html, const json_t *value)
{
    char room[NUMBER_ROOM];
    size_t size = json_dumpb(value, room, sizeof(room) - 1, JSON_ENCODE_ANY);

    room[size < sizeof(room) ? size : 0] = '\0';
    tr_html_add(html, room);
}

/* A letter alone says nothing to who has not read our pages. */
static void add_family(tr_html_text *html, const char *word)
{
    tr_family family;

    tr_html_add(html, "Family ");
    tr_html_add_text(html, word);
    if (tr_family_find(&family, word)) {
        tr_html_add(html, ": ");
        tr_html_add_text(html, tr_family_name(family));
    }
}

static void add_value(tr_html_text *html, const char *key, const json_t *value, int depth)
{
    if (depth > DEEPEST) {
        tr_html_add(html, "...");
    } else if (json_is_array(value)) {
        add_items(html, key, value, depth);
    } else if (json_is_object(value) && is_remark(value)) {
        add_remark(html, value);
    } else if (json_is_object(value)) {
        add_members(html, value, NULL, depth);
    } else if (json_is_string(value) && strcmp(key, "family") == 0) {
        add_family(html, json_string_value(value));
    } else if (json_is_string(value)) {
        tr_html_add(html, is_digits(key) ? "<code>" : "<bdi>");
        tr_html_add_text(html, json_string_value(value));
        tr_html_add(html, is_digits(key) ? "</code>" : "</bdi>");
    } else if (json_is_boolean(value)) {
        tr_html_add(html, json_is_true(value) ? "yes" : "no");
    } else if (json_is_integer(value)) {
        tr_html_add_count(html, json_integer_value(value));
    } else if (json_is_real(value)) {
        add_plain(html, value);
    }
}

void tr_html_add_value(tr_html_text *html, const char *key, const json_t *value)
{
    add_value(html, key, value, 0);
}

void tr_html_add_members(tr_html_text *html, const json_t *object, const tr_html_kind *kind)
{
    add_members(html, object, kind, 0);
}
