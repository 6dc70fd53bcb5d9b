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

/* Takes object; adds the path. */
static void write_record(tr_records *records, json_t *object, const tr_change *change)
{
    if (object && !tr_json_set_path(object, "path", "path_bytes", change->path)) {
        json_decref(object);
        object = NULL;
    }
    tr_records_write(records, object);
}

static json_t *record_of(const tr_change *change, const char *what)
{
    json_t *closed = change->closed ? tr_json_time(change->closed) : json_null();

    return json_pack(
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
}

bool tr_history_write(FILE *out, tr_records *records, const tr_change *change, const char *what)
{
    if (!records)
        return write_text(out, change, what);
    write_record(records, record_of(change, what), change);
    return true;
}

void tr_history_end(FILE *out, tr_records *records, uint64_t count, bool is_complete)
{
    if (records)
        tr_records_write(records, json_pack("{s:s, s:b, s:I}", "type", "summary", "complete",
                                            is_complete, "changes", (json_int_t)count));
    else if (count == 0 && is_complete)
        fputs("Nothing was changed yet.\n", out);
}

static const char *outcome_of(const tr_undone *undone)
{
    if (undone->is_plan)
        return undone->is_undone ? "can undo" : "would refuse";
    return undone->is_undone ? "undone" : "refused";
}

bool tr_undone_write(FILE *out, tr_records *records, const tr_undone *undone)
{
    const tr_change *change = undone->change;

    if (!records) {
        bool is_good;

        fprintf(out, "%-12s %" PRId64 "  ", outcome_of(undone), change->id);
        is_good = print_text(out, undone->what);
        putc('\n', out);
        return print_line(out, "why", undone->message) && is_good;
    }
    write_record(records,
                 json_pack("{s:s, s:I, s:o, s:b, s:b, s:o, s:o}", "type", "undo", "id",
                           (json_int_t)change->id, "kind", tr_json_text(change->kind), "dry_run",
                           undone->is_plan, "undone", undone->is_undone, "message",
                           tr_json_text(undone->message), "text", tr_json_text(undone->what)),
                 change);
    return true;
}

void tr_undone_end(FILE *out, tr_records *records, uint64_t undone, uint64_t refused, bool is_plan,
                   bool is_complete)
{
    if (records)
        tr_records_write(records, json_pack("{s:s, s:b, s:b, s:I, s:I}", "type", "summary",
                                            "complete", is_complete, "dry_run", is_plan, "undone",
                                            (json_int_t)undone, "refused", (json_int_t)refused));
    else
        fprintf(out, "%" PRIu64 " %s %s, %" PRIu64 " %s.\n", undone,
                undone == 1 ? "change" : "changes", is_plan ? "can be undone" : "undone", refused,
                is_plan ? "would be refused" : "refused");
}
