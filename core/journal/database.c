#include "core/journal/database.h"

#include <string.h>

#include "core/platform/file.h"
#include "core/platform/system_error.h"

/* "TRmd"; tells our databases from others. */
#define APPLICATION_ID "1414688100"
#define VERSION        "1"

/* How long to wait for another process, in milliseconds. */
#define PATIENCE 60000

/* No text of a change is longer. */
#define MOST_BYTES (1 << 20)

static const char create_change[] = "CREATE TABLE change ("
                                    "id INTEGER PRIMARY KEY AUTOINCREMENT, "
                                    "run INTEGER NOT NULL, "
                                    "kind TEXT NOT NULL, "
                                    "path TEXT NOT NULL, "
                                    "before TEXT, "
                                    "after TEXT, "
                                    "proof TEXT, "
                                    "backup TEXT, "
                                    "reason TEXT, "
                                    "who TEXT NOT NULL, "
                                    "recorded INTEGER NOT NULL, "
                                    "closed INTEGER NOT NULL DEFAULT 0, "
                                    "undoes INTEGER NOT NULL DEFAULT 0, "
                                    "undone_by INTEGER NOT NULL DEFAULT 0, "
                                    "state INTEGER NOT NULL DEFAULT 0, "
                                    "note TEXT) STRICT";
static const char create_index[] = "CREATE INDEX change_open ON change (id) WHERE state = 0";

static const char *name_of(sqlite3 *database)
{
    const char *path = sqlite3_db_filename(database, "main");

    return path ? path : "journal.db";
}

tr_status tr_database_failure(sqlite3 *database, const char *verb, tr_error *err)
{
    const char *path = name_of(database);
    unsigned long code = (unsigned long)sqlite3_system_errno(database);

    switch (sqlite3_errcode(database) & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            "the journal '%s' is damaged; it stays as it is: keep a copy, and move "
                            "it away to begin a new one",
                            path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return tr_error_set(err, TR_ERR_IO, 0,
                            "cannot %s the journal '%s': another program has used it for more "
                            "than a minute",
                            verb, path);
    case SQLITE_NOMEM:
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to %s the journal '%s'", verb, path);
    case SQLITE_FULL:
        return tr_error_set(err, TR_ERR_IO, code, "cannot %s the journal '%s': no space left", verb,
                            path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return tr_error_set(err, TR_ERR_IO, code, "cannot %s the journal '%s': permission denied",
                            verb, path);
    default:
        break;
    }
    if (code != 0)
        return tr_error_set_system(err, TR_ERR_IO, code, "cannot %s the journal '%s'", verb, path);
    return tr_error_set(err, TR_ERR_IO, 0, "cannot %s the journal '%s': %s", verb, path,
                        sqlite3_errmsg(database));
}

tr_status tr_database_run(sqlite3 *database, const char *statement, tr_error *err)
{
    if (sqlite3_exec(database, statement, NULL, NULL, NULL) == SQLITE_OK)
        return TR_OK;
    return tr_database_failure(database, "write to", err);
}

static tr_status not_ours(sqlite3 *database, tr_error *err)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0,
                        "'%s' is not a journal of Trustmend; it stays as it is", name_of(database));
}

/* Whether the first value that a query gives is this text. */
static tr_status answers(bool *out, sqlite3 *database, const char *query, const char *expected,
                         tr_error *err)
{
    sqlite3_stmt *statement = NULL;
    const char *answer;

    if (sqlite3_prepare_v2(database, query, -1, &statement, NULL) != SQLITE_OK ||
        sqlite3_step(statement) != SQLITE_ROW) {
        sqlite3_finalize(statement);
        return tr_database_failure(database, "read", err);
    }
    answer = (const char *)sqlite3_column_text(statement, 0);
    *out = answer && strcmp(answer, expected) == 0;
    sqlite3_finalize(statement);
    return TR_OK;
}

/* What the file may say of triggers, views or functions is not listened to. */
static tr_status distrust(sqlite3 *database, tr_error *err)
{
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, MOST_BYTES);
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_busy_timeout(database, PATIENCE);
    return tr_database_run(database, "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY",
                           err);
}

static tr_status is_empty(bool *out, sqlite3 *database, tr_error *err)
{
    return answers(out, database, "SELECT count(*) FROM sqlite_schema", "0", err);
}

static tr_status check_schema(sqlite3 *database, tr_error *err)
{
    static const char query[] =
        "SELECT count(*) FROM sqlite_schema WHERE sql NOT IN (?1, ?2) AND name <> "
        "'sqlite_sequence'";
    sqlite3_stmt *statement = NULL;
    bool is_good = false;

    if (sqlite3_prepare_v2(database, query, -1, &statement, NULL) != SQLITE_OK)
        return tr_database_failure(database, "read", err);
    sqlite3_bind_text(statement, 1, create_change, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, create_index, -1, SQLITE_STATIC);
    if (sqlite3_step(statement) != SQLITE_ROW) {
        sqlite3_finalize(statement);
        return tr_database_failure(database, "read", err);
    }
    is_good = sqlite3_column_int(statement, 0) == 0;
    sqlite3_finalize(statement);
    return is_good ? TR_OK : not_ours(database, err);
}

static tr_status check(sqlite3 *database, tr_error *err)
{
    bool is_so = false;
    tr_status status = answers(&is_so, database, "PRAGMA application_id", APPLICATION_ID, err);

    if (status == TR_OK && !is_so)
        return not_ours(database, err);
    if (status == TR_OK)
        status = answers(&is_so, database, "PRAGMA user_version", VERSION, err);
    if (status == TR_OK && !is_so)
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            "the journal '%s' was made by a newer version of Trustmend",
                            name_of(database));
    return status == TR_OK ? check_schema(database, err) : status;
}

/* Another process may be doing the same. */
static tr_status create(sqlite3 *database, tr_error *err)
{
    bool is_so = false;
    tr_status status = tr_database_run(database, "BEGIN EXCLUSIVE", err);

    if (status != TR_OK)
        return status;
    status = is_empty(&is_so, database, err);
    if (status == TR_OK && is_so)
        status = answers(&is_so, database, "PRAGMA application_id", "0", err);
    if (status == TR_OK && is_so) {
        status = tr_database_run(database, create_change, err);
        if (status == TR_OK)
            status = tr_database_run(database, create_index, err);
        if (status == TR_OK)
            status = tr_database_run(
                database,
                "PRAGMA application_id = " APPLICATION_ID "; PRAGMA user_version = " VERSION, err);
    }
    if (status == TR_OK)
        status = tr_database_run(database, "COMMIT", err);
    if (status != TR_OK)
        sqlite3_exec(database, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

/* See journal.h for why it is this mode. */
static tr_status set_up_changes(sqlite3 *database, tr_error *err)
{
    bool is_so = false;
    tr_status status;

    if (sqlite3_db_readonly(database, "main") == 1)
        return tr_error_set(err, TR_ERR_IO, 0,
                            "cannot write to the journal '%s': permission denied",
                            name_of(database));
    status = answers(&is_so, database, "PRAGMA journal_mode = TRUNCATE", "truncate", err);
    if (status == TR_OK && !is_so)
        return tr_error_set(err, TR_ERR_IO, 0, "another program holds the journal '%s'",
                            name_of(database));
    if (status == TR_OK)
        status = tr_database_run(database, "PRAGMA synchronous = FULL", err);
    if (status == TR_OK)
        status = answers(&is_so, database, "PRAGMA quick_check(1)", "ok", err);
    if (status == TR_OK && !is_so)
        status = tr_error_set(err, TR_ERR_FORMAT, 0,
                              "the journal '%s' is damaged; it stays as it is: keep a copy, and "
                              "move it away to begin a new one",
                              name_of(database));
    return status;
}

static tr_status set_up(sqlite3 *database, bool may_change, tr_error *err)
{
    bool is_new = false;
    tr_status status = distrust(database, err);

    if (status == TR_OK)
        status = is_empty(&is_new, database, err);
    if (status == TR_OK && is_new && !may_change)
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0, "the journal '%s' is empty",
                            name_of(database));
    if (status == TR_OK && !is_new)
        status = check(database, err);
    if (status == TR_OK && may_change)
        status = set_up_changes(database, err);
    if (status == TR_OK && is_new)
        status = create(database, err);
    return status == TR_OK && is_new ? check(database, err) : status;
}

tr_status tr_database_open(sqlite3 **out, const char *path, bool may_change, tr_error *err)
{
    sqlite3 *database = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE;
    tr_status status;

    if (!may_change && !tr_file_exists(path))
        return tr_error_set(err, TR_ERR_NOT_FOUND, 0, "there is no journal '%s'", path);
    if (sqlite3_open_v2(path, &database, flags | (may_change ? SQLITE_OPEN_CREATE : 0), NULL) !=
        SQLITE_OK)
        status = tr_database_failure(database, "open", err);
    else
        status = set_up(database, may_change, err);
    if (status == TR_OK)
        *out = database;
    else
        sqlite3_close(database);
    return status;
}

tr_status tr_database_lock(sqlite3 **out, const char *path, tr_error *err)
{
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOFOLLOW;
    sqlite3 *lock = NULL;
    int code = sqlite3_open_v2(path, &lock, flags, NULL);
    tr_status status = TR_OK;

    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(lock, PATIENCE);
        code = sqlite3_exec(lock, "BEGIN EXCLUSIVE", NULL, NULL, NULL);
    }
    if (code == SQLITE_BUSY)
        status = tr_error_set(err, TR_ERR_IO, 0,
                              "another Trustmend has been making changes for more than a minute "
                              "('%s'); try again when it has finished",
                              path);
    else if (code != SQLITE_OK)
        status = tr_database_failure(lock, "lock", err);
    if (status == TR_OK)
        *out = lock;
    else
        sqlite3_close(lock);
    return status;
}
