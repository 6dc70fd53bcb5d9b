#include "core/report/history.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/report/json.h"
#include "core/report/printable.h"
#include "core/trust/certificate.h"

#define LABEL_WIDTH 12

static bool print_text(FILE *out, const char *text)
{
    char *printable = tr_printable(text);

    if (!printable)
        return false;
    fputs(printable, out);
    free(printable);
    return true;
}

/* "   reason: ..." on a line of its own; nothing if there is none. */
static bool print_line(FILE *out, const char *label, const char *text)
{
    bool is_good;

    if (!text)
        return true;
    fprintf(out, "%*s%s: ", LABEL_WIDTH, "", label);
    is_good = print_text(out, text);
    putc('\n', out);
    return is_good;
}

/* "interrupted" says more to people than that an entry is open. */
static const char *state_words(const tr_change *change)
{
    if (change->state == TR_CHANGE_OPEN)
        return "interrupted";
    return tr_change_state_word(change->state);
}

static bool write_text(FILE *out, const tr_change *change, const char *what)
{
    tr_short_text recorded = tr_time_text(change->recorded);
    bool is_good;

    fprintf(out, "%-*" PRId64 "%s  ", LABEL_WIDTH, change->id, recorded.text);
    is_good = print_text(out, change->who);
    fprintf(out, "  %s  ", state_words(change));
    if (change->undoes != 0)
        fprintf(out, "took back change %" PRId64 ": ", change->undoes);
    is_good = is_good && print_text(out, what);
    putc('\n', out);
    if (change->undone_by != 0)
        fprintf(out, "%*staken back by change %" PRId64 "\n", LABEL_WIDTH, "", change->undone_by);
    return is_good && print_line(out, "reason", change->reason) &&
           print_line(out, "note", change->note);
}

static bool write_line(FILE *out, json_t *object)
{
    bool is_good = object && json_dumpf(object, out, JSON_COMPACT) == 0;

    json_decref(object);
    putc('\n', out);
    return is_good;
}

static bool write_json(FILE *out, const tr_change *change, const char *what)
{
    json_t *closed = change->closed ? tr_json_time(change->closed) : json_null();
    json_t *object = json_pack(
        "{s:s, s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o, s:o}", "type",
        "change", "id", (json_int_t)change->id, "run", (json_int_t)change->run, "time",
        tr_json_time(change->recorded), "closed", closed, "who", tr_json_text(change->who), "kind",
        tr_json_text(change->kind), "before", tr_json_text(change->before), "after",
        tr_json_text(change->after), "backup", tr_json_text(change->backup), "reason",
        tr_json_text(change->reason), "state", tr_change_state_word(change->state), "note",
        tr_json_text(change->note), "undoes",
        change->undoes ? json_integer(change->undoes) : json_null(), "undone_by",
        change->undone_by ? json_integer(change->undone_by) : json_null(), "text",
        tr_json_text(what));

    if (!object || !tr_json_set_path(object, "path", "path_bytes", change->path)) {
        json_decref(object);
        return false;
    }
    return write_line(out, object);
}

/*
 * A cell in quotes. Spreadsheets take one that begins like a formula for one,
 * and names of files are chosen by anybody: an apostrophe keeps them text.
 */
static void write_cell(FILE *out, const char *text, const char *end)
{
    putc('"', out);
    if (text && *text && strchr("=+-@\t\r", *text))
        putc('\'', out);
    for (; text && *text; text++) {
        if (*text == '"')
            putc('"', out);
        putc(*text, out);
    }
    putc('"', out);
    fputs(end, out);
}

static void write_csv(FILE *out, const tr_change *change, const char *what)
{
    tr_short_text recorded = tr_time_text(change->recorded);
    tr_short_text closed = tr_time_text(change->closed);

    fprintf(out, "%" PRId64 ",%" PRId64 ",%s,%s,", change->id, change->run, recorded.text,
            change->closed ? closed.text : "");
    write_cell(out, change->who, ",");
    write_cell(out, change->kind, ",");
    write_cell(out, tr_change_state_word(change->state), ",");
    write_cell(out, change->path, ",");
    write_cell(out, change->before, ",");
    write_cell(out, change->after, ",");
    write_cell(out, change->backup, ",");
    write_cell(out, change->reason, ",");
    write_cell(out, change->note, ",");
    fprintf(out, "%" PRId64 ",%" PRId64 ",", change->undoes, change->undone_by);
    write_cell(out, what, "\r\n");
}

void tr_history_begin(FILE *out, tr_history_format format)
{
    if (format == TR_HISTORY_CSV)
        fputs("id,run,time,closed,who,kind,state,path,before,after,backup,reason,note,undoes,"
              "undone_by,text\r\n",
              out);
}

bool tr_history_write(FILE *out, tr_history_format format, const tr_change *change,
                      const char *what)
{
    switch (format) {
    case TR_HISTORY_JSON:
        return write_json(out, change, what);
    case TR_HISTORY_CSV:
        write_csv(out, change, what);
        return true;
    case TR_HISTORY_TEXT:
        break;
    }
    return write_text(out, change, what);
}

void tr_history_end(FILE *out, tr_history_format format, uint64_t count, bool is_complete)
{
    if (format == TR_HISTORY_JSON)
        write_line(out, json_pack("{s:s, s:b, s:I}", "type", "summary", "complete", is_complete,
                                  "changes", (json_int_t)count));
    else if (format == TR_HISTORY_TEXT && count == 0 && is_complete)
        fputs("Nothing was changed yet.\n", out);
}

static const char *outcome_of(const tr_undone *undone)
{
    if (undone->is_plan)
        return undone->is_undone ? "can undo" : "would refuse";
    return undone->is_undone ? "undone" : "refused";
}

bool tr_undone_write(FILE *out, tr_history_format format, const tr_undone *undone)
{
    const tr_change *change = undone->change;
    json_t *object;

    if (format == TR_HISTORY_TEXT) {
        bool is_good;

        fprintf(out, "%-12s %" PRId64 "  ", outcome_of(undone), change->id);
        is_good = print_text(out, undone->what);
        putc('\n', out);
        return print_line(out, "why", undone->message) && is_good;
    }
    object = json_pack("{s:s, s:I, s:o, s:b, s:b, s:o, s:o}", "type", "undo", "id",
                       (json_int_t)change->id, "kind", tr_json_text(change->kind), "dry_run",
                       undone->is_plan, "undone", undone->is_undone, "message",
                       tr_json_text(undone->message), "text", tr_json_text(undone->what));
    if (!object || !tr_json_set_path(object, "path", "path_bytes", change->path)) {
        json_decref(object);
        return false;
    }
    return write_line(out, object);
}

void tr_undone_end(FILE *out, tr_history_format format, uint64_t undone, uint64_t refused,
                   bool is_plan, bool is_complete)
{
    if (format == TR_HISTORY_JSON)
        write_line(out, json_pack("{s:s, s:b, s:b, s:I, s:I}", "type", "summary", "complete",
                                  is_complete, "dry_run", is_plan, "undone", (json_int_t)undone,
                                  "refused", (json_int_t)refused));
    else
        fprintf(out, "%" PRIu64 " %s %s, %" PRIu64 " %s.\n", undone,
                undone == 1 ? "change" : "changes", is_plan ? "can be undone" : "undone", refused,
                is_plan ? "would be refused" : "refused");
}
