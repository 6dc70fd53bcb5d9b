/* Reading the journal. */
#include <stdlib.h>

#include "core/journal/database.h"
#include "core/journal/open_journal.h"

/* Rows are read so many at a time, so that nobody waits for a reader that takes its time. */
#define PAGE 64

#define COLUMNS                                                                                    \
    "id, run, kind, path, before, after, proof, backup, reason, who, recorded, closed, undoes, "   \
    "undone_by, state, note"

#define CONDITIONS                                                                                 \
    " FROM change WHERE (?1 = 0 OR id = ?1) AND (?2 = 0 OR run = ?2) AND (?3 = 0 OR recorded >= "  \
    "?4) AND (?5 IS NULL OR kind = ?5) AND (?6 IS NULL OR path = ?6) AND (?7 = 0 OR (state = 1 "   \
    "AND undoes = 0))"

static const char oldest_first[] = "SELECT " COLUMNS CONDITIONS " AND id > ?8 ORDER BY id LIMIT ?9";
static const char newest_first[] =
    "SELECT " COLUMNS CONDITIONS " AND id < ?8 ORDER BY id DESC LIMIT ?9";
/* Only so does SQLite take its indices, and need not look at all rows each time. */
static const char one[] = "SELECT " COLUMNS CONDITIONS " AND id > ?8 AND id = ?1 LIMIT ?9";
static const char open_ones[] =
    "SELECT " COLUMNS CONDITIONS " AND state = 0 AND id < ?8 ORDER BY id DESC LIMIT ?9";

static tr_status unreadable(const tr_journal *journal, tr_error *err)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0,
                        "the journal in '%s' has an entry that makes no "
                        "sense",
                        journal->state);
}

static const char *text_at(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

static tr_status read_row(change_list *into, const tr_journal *journal, sqlite3_stmt *statement,
                          tr_error *err)
{
    const sqlite3_int64 state = sqlite3_column_int64(statement, 14);
    tr_change change = {
        .id = sqlite3_column_int64(statement, 0),
        .run = sqlite3_column_int64(statement, 1),
        .kind = text_at(statement, 2),
        .path = text_at(statement, 3),
        .before = text_at(statement, 4),
        .after = text_at(statement, 5),
        .proof = text_at(statement, 6),
        .backup = text_at(statement, 7),
        .reason = text_at(statement, 8),
        .who = text_at(statement, 9),
        .recorded = (time_t)sqlite3_column_int64(statement, 10),
        .closed = (time_t)sqlite3_column_int64(statement, 11),
        .undoes = sqlite3_column_int64(statement, 12),
        .undone_by = sqlite3_column_int64(statement, 13),
        .note = text_at(statement, 15),
    };

    if (state < TR_CHANGE_OPEN || state > TR_CHANGE_UNCLEAR || !change.kind || !change.path ||
        !change.who)
        return unreadable(journal, err);
    change.state = (tr_change_state)state;
    if (!change_list_add(into, &change))
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to read the journal");
    return TR_OK;
}

static void bind_filter(sqlite3_stmt *statement, const tr_journal_filter *filter, int64_t from)
{
    sqlite3_bind_int64(statement, 1, filter->id);
    sqlite3_bind_int64(statement, 2, filter->run);
    sqlite3_bind_int(statement, 3, filter->has_since);
    sqlite3_bind_int64(statement, 4, filter->since);
    sqlite3_bind_text(statement, 5, filter->kind, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 6, filter->path, -1, SQLITE_STATIC);
    sqlite3_bind_int(statement, 7, filter->is_standing);
    sqlite3_bind_int64(statement, 8, from);
    sqlite3_bind_int(statement, 9, PAGE);
}

static tr_status read_page(change_list *out, const tr_journal *journal,
                           const tr_journal_filter *filter, int64_t from, tr_error *err)
{
    const char *query = filter->is_open        ? open_ones
                        : filter->newest_first ? newest_first
                        : filter->id != 0      ? one
                                               : oldest_first;
    sqlite3_stmt *statement = NULL;
    tr_status status = TR_OK;
    int code = SQLITE_DONE;

    if (sqlite3_prepare_v2(journal->database, query, -1, &statement, NULL) != SQLITE_OK)
        return tr_database_failure(journal->database, "read", err);
    bind_filter(statement, filter, from);
    while (status == TR_OK && (code = sqlite3_step(statement)) == SQLITE_ROW)
        status = read_row(out, journal, statement, err);
    if (status == TR_OK && code != SQLITE_DONE)
        status = tr_database_failure(journal->database, "read", err);
    sqlite3_finalize(statement);
    return status;
}

tr_status tr_journal_walk(const tr_journal *journal, const tr_journal_filter *filter,
                          tr_journal_visit *visit, void *context, tr_error *err)
{
    int64_t from = filter->newest_first || filter->is_open ? INT64_MAX : INT64_MIN;
    bool goes_on = true;

    while (goes_on) {
        change_list page = { 0 };
        tr_status status = read_page(&page, journal, filter, from, err);

        if (status != TR_OK) {
            change_list_free(&page);
            return status;
        }
        for (size_t index = 0; index < page.count && goes_on; index++)
            goes_on = visit(context, page.items[index]);
        if (page.count > 0)
            from = page.items[page.count - 1]->id;
        goes_on = goes_on && page.count == PAGE;
        change_list_free(&page);
    }
    return TR_OK;
}
