#include "core/report/html_row.h"

#include <string.h>

#include "core/report/html_value.h"

#define NAME_ROOM    64
#define PLACES_SHOWN 3

/* The next word of a list of members; false at its end. */
static bool next_name(char *name, const char **list)
{
    size_t size;

    *list += strspn(*list, " ");
    size = strcspn(*list, " ");
    if (size == 0)
        return false;
    snprintf(name, NAME_ROOM, "%.*s", (int)size, *list);
    *list += size;
    return true;
}

/* The first of the listed members that has a text. */
static const char *first_text(const json_t *record, const char *list)
{
    char name[NAME_ROOM];

    while (next_name(name, &list)) {
        const char *text = json_string_value(json_object_get(record, name));

        if (text && *text)
            return text;
    }
    return "(no name)";
}

static const char *subject_of(const json_t *record, const tr_html_kind *kind)
{
    return *kind->subject ? first_text(record, kind->subject) : kind->heading;
}

/* Findings are in order, and name each other by their numbers. */
static void add_number(tr_html_text *html, const json_t *record, const tr_html_kind *kind)
{
    const json_t *number = json_object_get(record, kind->number);

    if (!json_is_integer(number))
        return;
    tr_html_add_count(html, json_integer_value(number));
    tr_html_add(html, ". ");
}

/* "Mend first: 1, 2" */
static void add_causes(tr_html_text *html, const json_t *record, const tr_html_kind *kind)
{
    const json_t *causes = json_object_get(record, kind->causes);

    if (json_array_size(causes) == 0)
        return;
    tr_html_add(html, "<div class=\"remedy\"><b>To be mended first:</b> ");
    for (size_t index = 0; index < json_array_size(causes); index++) {
        tr_html_add(html, index > 0 ? ", " : "");
        tr_html_add_value(html, kind->causes, json_array_get(causes, index));
    }
    tr_html_add(html, "</div>");
}

/* "PCCSRV/ofcscan.ini, line 4: [Global Setting]" */
static void add_place(tr_html_text *html, const json_t *place)
{
    const char *path = json_string_value(json_object_get(place, "path"));
    const char *text = json_string_value(json_object_get(place, "text"));
    const json_t *line = json_object_get(place, "line");

    tr_html_add(html, "<li>");
    tr_html_add_isolated(html, path ? path : "");
    if (json_is_integer(line)) {
        tr_html_add(html, ", line ");
        tr_html_add_count(html, json_integer_value(line));
    }
    if (text) {
        tr_html_add(html, ": ");
        tr_html_add_isolated(html, text);
    }
    tr_html_add(html, "</li>");
}

/* The first places that a finding rests on; the details have all of them. */
static void add_places(tr_html_text *html, const json_t *record)
{
    const json_t *places = json_object_get(record, "places");
    const size_t count = json_array_size(places);

    if (count == 0)
        return;
    tr_html_add(html, "<div><ul>");
    for (size_t index = 0; index < count && index < PLACES_SHOWN; index++)
        add_place(html, json_array_get(places, index));
    if (count > PLACES_SHOWN)
        tr_html_add(html, "<li>and more: see the details</li>");
    tr_html_add(html, "</ul></div>");
}

/* Of a time, what goes without saying. */
static bool is_now(const json_t *value)
{
    return json_is_string(value) && strcmp(json_string_value(value), "now") == 0;
}

static void add_subject(tr_html_text *html, const json_t *record, const tr_html_kind *kind)
{
    const char *list = kind->addition;
    char name[NAME_ROOM];

    tr_html_add(html, "<th scope=\"row\" role=\"rowheader\">");
    add_number(html, record, kind);
    tr_html_add_isolated(html, subject_of(record, kind));
    while (next_name(name, &list)) {
        const json_t *value = json_object_get(record, name);

        if (!tr_html_has_value(value) || is_now(value))
            continue;
        tr_html_add(html, "<span class=\"addition\">");
        if (json_is_integer(value)) { /* "Line 12": a number says nothing by itself */
            tr_html_add_label(html, name);
            tr_html_add(html, " ");
        }
        tr_html_add_value(html, name, value);
        tr_html_add(html, "</span>");
    }
    tr_html_add(html, "</th>");
}

/* Whether there were any. */
static bool add_all(tr_html_text *html, const json_t *record, const char *list, const char *before,
                    const char *after)
{
    char name[NAME_ROOM];
    bool has_any = false;

    while (next_name(name, &list)) {
        const json_t *value = json_object_get(record, name);

        if (!tr_html_has_value(value))
            continue;
        tr_html_add(html, before);
        tr_html_add_value(html, name, value);
        tr_html_add(html, after);
        has_any = true;
    }
    return has_any;
}

static bool has_more(const json_t *record, const tr_html_kind *kind)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)record, key, value)
    {
        if (!tr_html_kind_shows(kind, key) && tr_html_has_value(value))
            return true;
    }
    return false;
}

void tr_html_add_state(tr_html_text *html, tr_html_state state)
{
    static const char *const classes[] = {
        [TR_STANDS_WELL] = "<span class=\"state well\">",
        [TR_STANDS_NOTED] = "<span class=\"state noted\">",
        [TR_STANDS_DOUBTFUL] = "<span class=\"state doubtful\">",
        [TR_STANDS_FAULTY] = "<span class=\"state faulty\">",
    };

    tr_html_add(html, classes[state.standing]);
    tr_html_add_word(html, state.word ? state.word : "noted");
    tr_html_add(html, "</span>");
}

void tr_html_add_row(tr_html_text *html, const json_t *record, const tr_html_kind *kind,
                     tr_html_state state, bool has_details)
{
    bool has_text;

    tr_html_add(html, "<tr role=\"row\">");
    add_subject(html, record, kind);
    tr_html_add(html, "<td role=\"cell\">");
    tr_html_add_state(html, state);
    tr_html_add(html, "</td><td role=\"cell\">");
    has_text = add_all(html, record, kind->why, "<div>", "</div>");
    add_places(html, record);
    has_text |=
        add_all(html, record, kind->remedy, "<div class=\"remedy\"><b>What to do:</b> ", "</div>");
    add_causes(html, record, kind);
    has_text |= add_all(html, record, kind->commands, "<div class=\"command\">", "</div>");
    if (has_details && has_more(record, kind)) {
        tr_html_add(html, has_text ? "<details>" : "<details open=\"open\">");
        tr_html_add(html, "<summary>Details<span class=\"unseen\"> of ");
        tr_html_add_isolated(html, subject_of(record, kind));
        tr_html_add(html, "</span></summary>");
        tr_html_add_members(html, record, kind);
        tr_html_add(html, "</details>");
    }
    tr_html_add(html, "</td></tr>\n");
}

void tr_html_add_row_head(tr_html_text *html, const tr_html_kind *kind)
{
    tr_html_add(html, "<thead role=\"rowgroup\"><tr role=\"row\">"
                      "<th scope=\"col\" role=\"columnheader\">");
    tr_html_add(html, kind->heading);
    tr_html_add(html, "</th><th scope=\"col\" role=\"columnheader\">State</th>"
                      "<th scope=\"col\" role=\"columnheader\">Why, and what to do</th>"
                      "</tr></thead>\n");
}
