/* The top of the page: what it comes down to. */
#include <string.h>

#include "core/report/html_page.h"
#include "core/report/html_value.h"

#define MOST_ROWS 200 /* of a table */

static bool is_complete(const tr_html_page *of)
{
    return json_is_true(json_object_get(of->summary, "complete"));
}

/* What it comes down to, in one sentence. */
static void add_outcome(tr_html_text *html, const tr_html_page *of)
{
    const size_t all = of->faulty.count + of->others.count;

    tr_html_add(html, "<p class=\"outcome ");
    tr_html_add(html, of->faulty.count > 0 || !is_complete(of) ? "faulty\">" : "well\">");
    if (of->faulty.count > 0) {
        tr_html_add_count(html, (long long)of->faulty.count);
        tr_html_add(html, " of ");
        tr_html_add_count(html, (long long)all);
        tr_html_add(html, of->faulty.count == 1 ? " needs attention." : " need attention.");
    } else {
        tr_html_add(html, all > 0 ? "Nothing needs attention." : "There is nothing to report.");
    }
    if (!is_complete(of))
        tr_html_add(html, " This report is not complete: something could not be looked at, or the "
                          "run was stopped.");
    tr_html_add(html, "</p>\n");
}

/* Numbers that are not 0, or texts. */
static bool is_wanted(const char *key, const json_t *value, bool has_numbers)
{
    if (has_numbers)
        return json_is_integer(value) && json_integer_value(value) != 0;
    return json_is_string(value) && tr_html_has_value(value) && strcmp(key, "type") != 0;
}

/* Counts of many are called otherwise than a member of one. */
static void add_figure_label(tr_html_text *html, const char *key)
{
    if (strcmp(key, "fault") == 0 || strcmp(key, "warning") == 0 || strcmp(key, "note") == 0) {
        tr_html_add_label(html, key);
        tr_html_add(html, "s");
    } else if (strcmp(key, "overlooked") == 0) {
        tr_html_add(html, "Not looked at");
    } else {
        tr_html_add_label(html, key);
    }
}

static void add_facts(tr_html_text *html, const json_t *summary, const char *begin,
                      bool has_numbers)
{
    const char *key;
    json_t *value;
    bool is_first = true;

    json_object_foreach((json_t *)summary, key, value)
    {
        if (!is_wanted(key, value, has_numbers))
            continue;
        tr_html_add(html, is_first ? begin : "");
        tr_html_add(html, "<div><dt>");
        add_figure_label(html, key);
        tr_html_add(html, "</dt><dd>");
        tr_html_add_value(html, key, value);
        tr_html_add(html, "</dd></div>\n");
        is_first = false;
    }
    tr_html_add(html, is_first ? "" : "</dl>\n");
}

/* Columns that have something in any row. */
static bool is_used(const json_t *rows, const char *key)
{
    for (size_t index = 0; index < json_array_size(rows); index++) {
        if (tr_html_has_value(json_object_get(json_array_get(rows, index), key)))
            return true;
    }
    return false;
}

static void add_columns(tr_html_text *html, const json_t *rows)
{
    const char *key;
    json_t *value;

    tr_html_add(html, "<thead role=\"rowgroup\"><tr role=\"row\">");
    json_object_foreach(json_array_get(rows, 0), key, value)
    {
        if (!is_used(rows, key))
            continue;
        tr_html_add(html, "<th scope=\"col\" role=\"columnheader\">");
        tr_html_add_label(html, key);
        tr_html_add(html, "</th>");
    }
    tr_html_add(html, "</tr></thead>\n");
}

/* On a narrow page the columns stand below each other, each with its name. */
static void add_cell(tr_html_text *html, const char *key, const json_t *value, bool is_head)
{
    tr_html_add(html, is_head ? "<th scope=\"row\" role=\"rowheader\">"
                              : "<td role=\"cell\" data-column=\"");
    if (!is_head) {
        tr_html_add_label(html, key);
        tr_html_add(html, "\">");
    }
    tr_html_add_value(html, key, value);
    tr_html_add(html, is_head ? "</th>" : "</td>");
}

static void add_cells(tr_html_text *html, const json_t *rows, const json_t *row)
{
    const char *key;
    json_t *value;
    bool is_head = true;

    tr_html_add(html, "<tr role=\"row\">");
    json_object_foreach(json_array_get(rows, 0), key, value)
    {
        if (!is_used(rows, key))
            continue;
        add_cell(html, key, json_object_get(row, key), is_head);
        is_head = false;
    }
    tr_html_add(html, "</tr>\n");
}

static void add_table(tr_html_text *html, const char *key, const json_t *rows)
{
    const size_t count = json_array_size(rows);
    const size_t shown = count < MOST_ROWS ? count : MOST_ROWS;

    tr_html_add(html, "<table role=\"table\" class=\"list\"><caption>");
    if (strcmp(key, "missing") == 0)
        tr_html_add(html, "Certificates that are missing");
    else
        tr_html_add_label(html, key);
    tr_html_add(html, " (");
    tr_html_add_count(html, (long long)count);
    tr_html_add(html, ")</caption>\n");
    add_columns(html, rows);
    tr_html_add(html, "<tbody role=\"rowgroup\">\n");
    for (size_t index = 0; index < shown; index++)
        add_cells(html, rows, json_array_get(rows, index));
    tr_html_add(html, "</tbody></table>\n");
}

/* Lists of the summary, such as the certificates that files miss. */
static void add_tables(tr_html_text *html, const json_t *summary)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)summary, key, value)
    {
        if (json_is_object(json_array_get(value, 0)))
            add_table(html, key, value);
    }
}

void tr_html_add_summary(tr_html_text *html, const tr_html_page *page)
{
    tr_html_add(html, "<section aria-labelledby=\"summary\">\n<h2 id=\"summary\">Summary</h2>\n");
    add_outcome(html, page);
    if (page->summary) {
        add_facts(html, page->summary, "<dl class=\"figures\">\n", true);
        add_facts(html, page->summary, "<dl class=\"remarks\">\n", false);
        add_tables(html, page->summary);
    }
    tr_html_add(html, "</section>\n");
}
