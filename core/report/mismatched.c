#include "core/report/mismatched.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/report/json.h"
#include "core/report/mismatched_script.h"
#include "core/report/text.h"

/* Agents of each group that are shown, unless all are asked for. */
#define SHOWN 10

/* Faults that become records; further ones are counted. */
#define MOST_FAULTS 1000

/* A text for people is no longer than that. */
#define LONGEST_SHOWN ((size_t)200)

struct tr_mismatched_report {
    tr_report *report;
    const char *path;
    const tr_transfer *transfer;
    tr_transfer_lines lines;
    bool is_script;
    const tr_agent_columns *columns; /* until the list is read */
    uint64_t counts[TR_FIX_COUNT];
    uint64_t lost;
    uint64_t odd;
    char *shown[TR_FIX_COUNT][SHOWN];
};

tr_mismatched_report *tr_mismatched_report_new(tr_report *report, const char *path,
                                               const tr_transfer *transfer)
{
    tr_mismatched_report *mismatched = calloc(1, sizeof(*mismatched));

    if (!mismatched)
        return NULL;
    mismatched->report = report;
    mismatched->path = path;
    mismatched->transfer = transfer;
    if (transfer && !tr_transfer_lines_set_up(&mismatched->lines, transfer)) {
        tr_mismatched_report_free(mismatched);
        return NULL;
    }
    return mismatched;
}

void tr_mismatched_report_free(tr_mismatched_report *mismatched)
{
    if (!mismatched)
        return;
    for (int fix = 0; fix < TR_FIX_COUNT; fix++) {
        for (size_t index = 0; index < SHOWN; index++)
            free(mismatched->shown[fix][index]);
    }
    tr_transfer_lines_clear(&mismatched->lines);
    free(mismatched);
}

void tr_mismatched_report_script(tr_mismatched_report *mismatched)
{
    mismatched->is_script = true;
    tr_mismatched_script_begin(mismatched->report->options.out);
}

static json_t *column_record(const tr_agent_column *column)
{
    return json_pack("{s:o, s:s}", "heading", tr_json_text(column->heading), "kind",
                     tr_field_kind_word(column->kind));
}

static void write_layout(tr_mismatched_report *mismatched, const tr_agent_columns *columns,
                         const char *encoding)
{
    const char separator[] = { columns->separator, '\0' };
    json_t *kinds = json_array();
    json_t *object;

    for (size_t index = 0; index < columns->count; index++)
        json_array_append_new(kinds, column_record(&columns->items[index]));
    object =
        json_pack("{s:s, s:o, s:s, s:b, s:o}", "type", "list", "encoding", tr_json_text(encoding),
                  "separator", separator, "has_headings", columns->has_headings, "columns", kinds);
    if (object && !tr_json_set_path(object, "path", "path_bytes", mismatched->path)) {
        json_decref(object);
        object = NULL;
    }
    tr_records_write(mismatched->report->options.records, object);
}

void tr_mismatched_report_layout(tr_mismatched_report *mismatched, const tr_agent_columns *columns,
                                 const char *encoding)
{
    mismatched->columns = columns;
    if (mismatched->report->options.records)
        write_layout(mismatched, columns, encoding);
}

/* The columns that no text of the agent was taken from. */
static json_t *other_fields(const tr_mismatched_report *mismatched, const tr_listed_agent *agent)
{
    const tr_agent_columns *columns = mismatched->columns;
    json_t *others = json_array();

    for (size_t index = 0; index < agent->row->count; index++) {
        const char *heading = index < columns->count ? columns->items[index].heading : NULL;
        const tr_field_kind kind =
            index < columns->count ? columns->items[index].kind : TR_FIELD_OTHER;

        if (columns->of_kind[kind] == index || !*agent->row->fields[index])
            continue;
        json_array_append_new(others, json_pack("{s:I, s:o, s:o}", "column", (json_int_t)index + 1,
                                                "heading", tr_json_text(heading), "value",
                                                tr_json_text(agent->row->fields[index])));
    }
    return others;
}

static json_t *agent_record(const tr_mismatched_report *mismatched, const tr_listed_agent *agent)
{
    json_t *object = json_object();

    json_object_set_new_nocheck(object, "type", json_string_nocheck("agent"));
    json_object_set_new_nocheck(object, "line", json_integer((json_int_t)agent->line));
    for (int kind = TR_FIELD_GUID; kind < TR_FIELD_KIND_COUNT; kind++)
        json_object_set_new_nocheck(object, tr_field_kind_word((tr_field_kind)kind),
                                    tr_json_text(agent->texts[kind]));
    json_object_set_new_nocheck(object, "fix", json_string_nocheck(tr_agent_fix_word(agent->fix)));
    json_object_set_new_nocheck(
        object, "command",
        tr_json_text(agent->fix == TR_FIX_TRANSFER && mismatched->transfer
                         ? tr_transfer_lines_typed(&mismatched->lines, agent->version)
                         : NULL));
    if (json_object_set_new_nocheck(object, "others", other_fields(mismatched, agent)) == 0)
        return object;
    json_decref(object);
    return NULL;
}

/* "PC-1 (10.0.0.1), 14.0.1, line 2", to free(); cut, however long its fields are. */
static char *describe(const tr_listed_agent *agent)
{
    const char *name = agent->texts[TR_FIELD_NAME];
    const char *address = agent->texts[TR_FIELD_ADDRESS];
    const char *version = agent->texts[TR_FIELD_VERSION];
    const char *first = agent->row->fields[0];
    char *text = malloc(4 * LONGEST_SHOWN);

    if (!text)
        return NULL;
    snprintf(text, 4 * LONGEST_SHOWN, "%.*s%s%.*s%s%s%.*s, line %" PRIu64, (int)LONGEST_SHOWN,
             name ? name : (address ? address : first), name && address ? " (" : "",
             (int)LONGEST_SHOWN, name && address ? address : "", name && address ? ")" : "",
             version ? ", " : "", (int)LONGEST_SHOWN, version ? version : "", agent->line);
    return text;
}

static void print_agent(tr_report *report, const char *word, const char *text)
{
    tr_text_cell(report, TR_TONE_BAD, word, TR_TEXT_INDENT);
    tr_text_print(report, text);
    putc('\n', report->options.out);
}

static void show_agent(tr_mismatched_report *mismatched, const tr_listed_agent *agent)
{
    const uint64_t before = mismatched->counts[agent->fix];
    char *text;

    if (!mismatched->report->options.is_verbose && before >= SHOWN)
        return;
    text = describe(agent);
    if (!text) {
        tr_report_out_of_memory(mismatched->report);
    } else if (mismatched->report->options.is_verbose) {
        print_agent(mismatched->report, tr_agent_fix_word(agent->fix), text);
        free(text);
    } else {
        mismatched->shown[agent->fix][before] = text;
    }
}

void tr_mismatched_report_agent(tr_mismatched_report *mismatched, const tr_listed_agent *agent)
{
    if (mismatched->is_script)
        tr_mismatched_script_agent(mismatched->report->options.out, &mismatched->lines, agent);
    else if (mismatched->report->options.records)
        tr_records_write(mismatched->report->options.records, agent_record(mismatched, agent));
    else
        show_agent(mismatched, agent);
    mismatched->counts[agent->fix]++;
}

void tr_mismatched_report_fault(tr_mismatched_report *mismatched, uint64_t line, bool is_lost,
                                const char *what)
{
    uint64_t *count = is_lost ? &mismatched->lost : &mismatched->odd;

    ++*count;
    if (mismatched->report->options.records && mismatched->lost + mismatched->odd <= MOST_FAULTS)
        tr_records_write(mismatched->report->options.records,
                         json_pack("{s:s, s:I, s:b, s:s}", "type", "fault", "line",
                                   (json_int_t)line, "lost", is_lost, "text", what));
}

static const char *advice_of(const tr_mismatched_report *mismatched, tr_agent_fix fix)
{
    switch (fix) {
    case TR_FIX_REINSTALL:
        return "Agents before version 11.0 know no server certificate: install them anew.";
    case TR_FIX_UNNAMED:
        return "Neither a name nor an address says which machines these are: look for them in "
               "the console.";
    case TR_FIX_TRANSFER:
    case TR_FIX_COUNT:
        break;
    }
    if (mismatched->transfer)
        return "On each of these machines, as administrator (--transfer writes a .cmd file for "
               "all of them):";
    return "Give each the server's certificate with IpXfer. The command is shown if the server is "
           "known: --server, --port, --ssl-port and --agent-port.";
}

static void print_group(tr_mismatched_report *mismatched, tr_agent_fix fix)
{
    tr_report *report = mismatched->report;
    const uint64_t count = mismatched->counts[fix];

    if (count == 0)
        return;
    for (uint64_t index = 0; index < count && index < SHOWN && mismatched->shown[fix][index];
         index++)
        print_agent(report, tr_agent_fix_word(fix), mismatched->shown[fix][index]);
    if (count > SHOWN && !report->options.is_verbose)
        fprintf(report->options.out, "%*sand %" PRIu64 " more (--verbose shows all)\n",
                TR_TEXT_INDENT, "", count - SHOWN);
    tr_text_paragraph(report, 0, advice_of(mismatched, fix));
    if (fix == TR_FIX_TRANSFER && mismatched->transfer) {
        fputs("  ", report->options.out);
        tr_text_print(report, tr_transfer_lines_typed(&mismatched->lines, 0));
        putc('\n', report->options.out);
    }
}

static void print_end(tr_mismatched_report *mismatched)
{
    FILE *out = mismatched->report->options.out;
    const uint64_t count = tr_mismatched_report_count(mismatched);

    for (int fix = 0; fix < TR_FIX_COUNT; fix++)
        print_group(mismatched, (tr_agent_fix)fix);
    fprintf(out, "%" PRIu64 " agent%s", count, count == 1 ? "" : "s");
    for (int fix = 0; fix < TR_FIX_COUNT; fix++) {
        if (mismatched->counts[fix] > 0)
            fprintf(out, ", %" PRIu64 " %s", mismatched->counts[fix],
                    tr_agent_fix_word((tr_agent_fix)fix));
    }
    if (mismatched->lost > 0)
        fprintf(out, ", %" PRIu64 " line%s passed over", mismatched->lost,
                mismatched->lost == 1 ? "" : "s");
    fputs(".\n", out);
}

void tr_mismatched_report_end(tr_mismatched_report *mismatched, bool is_complete)
{
    if (mismatched->is_script)
        tr_mismatched_script_end(mismatched->report->options.out);
    else if (mismatched->report->options.records)
        tr_records_write(
            mismatched->report->options.records,
            json_pack("{s:s, s:b, s:I, s:I, s:I, s:I, s:I, s:I}", "type", "summary", "complete",
                      is_complete, "agents", (json_int_t)tr_mismatched_report_count(mismatched),
                      "transfer", (json_int_t)mismatched->counts[TR_FIX_TRANSFER], "reinstall",
                      (json_int_t)mismatched->counts[TR_FIX_REINSTALL], "unnamed",
                      (json_int_t)mismatched->counts[TR_FIX_UNNAMED], "lost",
                      (json_int_t)mismatched->lost, "odd", (json_int_t)mismatched->odd));
    else
        print_end(mismatched);
}

uint64_t tr_mismatched_report_count(const tr_mismatched_report *mismatched)
{
    uint64_t count = 0;

    for (int fix = 0; fix < TR_FIX_COUNT; fix++)
        count += mismatched->counts[fix];
    return count;
}
