#include "core/report/html_page.h"

#include <string.h>

#include <openssl/evp.h>

#include "core/report/html_row.h"
#include "core/trust/certificate.h"

#define DIGEST_SIZE 32
#define BASE64_ROOM 48

/* resources/report.css */
extern const unsigned char tr_report_style[];
extern const size_t tr_report_style_size;

/* The page's own style is the only thing that a browser is allowed to use. */
static bool add_policy(tr_html_text *html)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned char text[BASE64_ROOM];
    unsigned size = 0;

    if (!EVP_Digest(tr_report_style, tr_report_style_size, digest, &size, EVP_sha256(), NULL) ||
        size != DIGEST_SIZE)
        return false;
    EVP_EncodeBlock(text, digest, (int)size);
    tr_html_add(html, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                      "style-src 'sha256-");
    tr_html_add(html, (const char *)text);
    tr_html_add(html, "'; base-uri 'none'; form-action 'none'\"/>\n");
    return true;
}

static void add_head(tr_html_text *html, const tr_report_run *run)
{
    tr_html_add(html, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    if (!add_policy(html))
        html->has_failed = true;
    tr_html_add(html, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                      "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
                      "<meta name=\"referrer\" content=\"no-referrer\"/>\n<title>");
    tr_html_add_text(html, tr_html_title_of(run->command));
    tr_html_add(html, " - ");
    tr_html_add_text(html, run->machine);
    tr_html_add(html, " - Trustmend</title>\n<style>");
}

static void add_fact(tr_html_text *html, const char *name, const char *value)
{
    tr_html_add(html, "<div><dt>");
    tr_html_add(html, name);
    tr_html_add(html, "</dt><dd>");
    tr_html_add_isolated(html, value);
    tr_html_add(html, "</dd></div>\n");
}

/* "2026-11-22 07:09:08" */
static tr_short_text time_words(time_t time)
{
    tr_short_text words = tr_time_text(time);

    words.text[strcspn(words.text, "Z")] = '\0';
    if (words.text[strcspn(words.text, "T")] == 'T')
        words.text[strcspn(words.text, "T")] = ' ';
    return words;
}

static void add_command(tr_html_text *html, const tr_report_run *run)
{
    tr_html_add(html, "<div><dt>Command</dt><dd><code>trustmend");
    for (char **argument = run->arguments; *argument; argument++) {
        bool has_blank = strpbrk(*argument, " \t\"'&|<>^") || !**argument;

        tr_html_add(html, has_blank ? " &quot;" : " ");
        tr_html_add_isolated(html, *argument);
        tr_html_add(html, has_blank ? "&quot;" : "");
    }
    tr_html_add(html, "</code></dd></div>\n");
}

static void add_header(tr_html_text *html, const tr_report_run *run)
{
    tr_html_add(html, "</style>\n</head>\n<body>\n<header>\n<p class=\"maker\">Trustmend ");
    tr_html_add_text(html, run->version);
    tr_html_add(html, "</p>\n<h1>");
    tr_html_add_text(html, tr_html_title_of(run->command));
    tr_html_add(html, "</h1>\n<dl class=\"facts\">\n");
    add_fact(html, "Machine", run->machine);
    add_fact(html, "User", run->user);
    add_fact(html, "Time (UTC)", time_words(run->started).text);
    add_command(html, run);
    tr_html_add(html, "</dl>\n</header>\n<main>\n");
}

static void add_table(tr_html_text *html, const tr_html_table *from)
{
    tr_html_add(html, "<table role=\"table\" class=\"records\"><caption>");
    tr_html_add(html, from->kind->title);
    tr_html_add(html, " (");
    tr_html_add_count(html, (long long)from->count);
    tr_html_add(html, ")</caption>\n");
    tr_html_add_row_head(html, from->kind);
    tr_html_add(html, "<tbody role=\"rowgroup\">\n");
}

static void add_left_out(tr_html_text *html, const tr_html_section *from)
{
    if (from->left_out == 0)
        return;
    tr_html_add(html, "<p class=\"left-out\">");
    tr_html_add_count(html, (long long)from->left_out);
    tr_html_add(html,
                " more are not shown here: --format csv, xml and json have all of them.</p>\n");
}

/* Takes what is in html to the stream. */
static bool hand_over(FILE *out, tr_html_text *html)
{
    bool is_good = !html->has_failed;

    if (is_good && html->size > 0)
        fwrite(html->bytes, 1, html->size, out);
    tr_html_text_clear(html);
    return is_good;
}

static bool write_section(FILE *out, const tr_html_section *from, const char *id,
                          const char *heading)
{
    tr_html_text html = { 0 };
    bool is_good = true;

    if (from->count == 0)
        return true;
    tr_html_add(&html, "<section aria-labelledby=\"");
    tr_html_add(&html, id);
    tr_html_add(&html, "\">\n<h2 id=\"");
    tr_html_add(&html, id);
    tr_html_add(&html, "\">");
    tr_html_add(&html, heading);
    tr_html_add(&html, "</h2>\n");
    for (size_t index = 0; index < from->table_count && is_good; index++) {
        const tr_html_text *rows = &from->tables[index].rows;

        add_table(&html, &from->tables[index]);
        is_good = hand_over(out, &html);
        fwrite(rows->bytes, 1, rows->size, out);
        tr_html_add(&html, "</tbody></table>\n");
    }
    add_left_out(&html, from);
    tr_html_add(&html, "</section>\n");
    return hand_over(out, &html) && is_good;
}

static bool write_top(FILE *out, const tr_html_page *page, const tr_report_run *run)
{
    tr_html_text html = { 0 };
    bool is_good;

    add_head(&html, run);
    is_good = hand_over(out, &html);
    fwrite(tr_report_style, 1, tr_report_style_size, out);
    add_header(&html, run);
    tr_html_add_summary(&html, page);
    return hand_over(out, &html) && is_good;
}

bool tr_html_page_write(FILE *out, const tr_html_page *page, const tr_report_run *run)
{
    bool has_both = page->faulty.count > 0;
    bool is_good =
        write_top(out, page, run) &&
        write_section(out, &page->faulty, "faulty", "What needs attention") &&
        write_section(out, &page->others, "others", has_both ? "The rest" : "What was looked at");

    fputs("</main>\n<footer><p>Made by Trustmend. This page needs no network, and has no script. "
          "Rows open to show all that is known.</p></footer>\n</body>\n</html>\n",
          out);
    return is_good;
}
