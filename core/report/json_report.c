#include "core/report/json.h"

/* Takes object, which may be NULL; gives NULL unless is_good. */
static json_t *checked(json_t *object, bool is_good)
{
    if (is_good)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *line(const char *type, const char *path)
{
    json_t *object = json_pack("{s:s}", "type", type);

    return checked(object, tr_json_set_path(object, "path", "path_bytes", path));
}

static void write_file(tr_report *report, const tr_verification *verification, bool is_passed_over)
{
    json_t *object = line("file", verification->path);

    (void)is_passed_over; /* its verdict says so: programs get all lines */
    tr_records_write(report->options.records,
                     checked(object, tr_json_set_verification(object, verification)));
}

static void write_failure(tr_report *report, const char *path, const tr_error *failure)
{
    json_t *object = line("file", path);
    json_t *rest =
        json_pack("{s:s, s:o}", "verdict", "error", "message", tr_json_text(failure->message));
    bool is_good = rest && json_object_update(object, rest) == 0;

    json_decref(rest);
    tr_records_write(report->options.records, checked(object, is_good));
}

static void write_renamed(tr_report *report, const char *path, const tr_renamed_file *file,
                          bool is_plan)
{
    json_t *object = line("renamed", path);
    json_t *rest = json_pack("{s:s, s:s, s:b, s:b, s:b, s:b, s:o, s:o}", "action",
                             tr_renamed_action_word(file->action), "target_state",
                             tr_target_state_word(file->target_state), "dry_run", is_plan, "forced",
                             file->is_forced, "restored", file->is_restored, "parked",
                             file->is_parked, "parked_as", tr_json_text(file->parked_as), "change",
                             file->change > 0 ? json_integer(file->change) : json_null());
    bool is_good = rest && tr_json_set_path(object, "target", "target_bytes", file->target) &&
                   json_object_update(object, rest) == 0 &&
                   tr_json_set_verification(object, file->verification);

    json_decref(rest);
    tr_records_write(report->options.records, checked(object, is_good));
}

static json_int_t integer(uint64_t number)
{
    return (json_int_t)number;
}

static json_t *missing_counts(const tr_report *report)
{
    json_t *array = json_array();

    for (size_t index = 0; index < report->missing.count; index++) {
        const tr_missing_count *item = &report->missing.items[index];
        json_t *object =
            json_pack("{s:o, s:o, s:o, s:o, s:o, s:I}", "name", tr_json_text(item->name), "subject",
                      tr_json_text(item->subject), "sha1",
                      tr_json_hex(item->has_sha1 ? item->sha1 : NULL, TR_SHA1_SIZE), "store",
                      tr_json_text(item->store), "required_id", tr_json_text(item->required_id),
                      "files", integer(item->files));

        if (json_array_append_new(array, object) != 0) {
            json_decref(array);
            array = NULL;
        }
    }
    return array;
}

static json_t *verdict_counts(const tr_report *report)
{
    const tr_report_counts *counts = &report->counts;
    const uint64_t *verdicts = counts->verdicts;

    return json_pack(
        "{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "policy",
        report->options.is_strict ? "strict" : "windows", "files", integer(counts->files), "bytes",
        integer(counts->bytes), "trusted", integer(verdicts[TR_CLASS_TRUSTED]), "untrusted",
        integer(verdicts[TR_CLASS_UNTRUSTED]), "tampered", integer(verdicts[TR_CLASS_TAMPERED]),
        "unsigned", integer(verdicts[TR_CLASS_UNSIGNED]), "malformed",
        integer(verdicts[TR_CLASS_MALFORMED]), "unsupported",
        integer(verdicts[TR_CLASS_UNSUPPORTED]), "error", integer(counts->failures), "missing",
        missing_counts(report));
}

static json_t *required_counts(const tr_report *report)
{
    const tr_report_counts *counts = &report->counts;
    const uint64_t *required = counts->required;
    uint64_t all = 0;

    for (size_t index = 0; index <= TR_REQUIRED_MISSING; index++)
        all += required[index];
    return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "required", integer(all),
                     "faults", integer(counts->required_faults), "installed",
                     integer(required[TR_REQUIRED_INSTALLED]), "distrusted",
                     integer(required[TR_REQUIRED_DISTRUSTED]), "disabled",
                     integer(required[TR_REQUIRED_DISABLED]), "wrong-store",
                     integer(required[TR_REQUIRED_WRONG_STORE]), "user-only",
                     integer(required[TR_REQUIRED_USER_ONLY]), "look-alike",
                     integer(required[TR_REQUIRED_LOOK_ALIKE]), "missing",
                     integer(required[TR_REQUIRED_MISSING]), "error", integer(counts->failures));
}

static json_t *installed_counts(const tr_report *report)
{
    return json_pack("{s:I, s:I}", "installed", integer(report->counts.installed), "error",
                     integer(report->counts.failures));
}

static json_t *renamed_counts(const tr_report *report)
{
    const tr_report_counts *counts = &report->counts;
    json_t *object = verdict_counts(report);
    json_t *rest = json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "restore",
                             integer(counts->actions[TR_RENAMED_RESTORE]), "refuse",
                             integer(counts->actions[TR_RENAMED_REFUSE]), "target-exists",
                             integer(counts->actions[TR_RENAMED_TARGET_EXISTS]), "park",
                             integer(counts->actions[TR_RENAMED_PARK]), "replace",
                             integer(counts->actions[TR_RENAMED_REPLACE]), "restored",
                             integer(counts->restored), "parked", integer(counts->parked));
    bool is_good = rest && json_object_update(object, rest) == 0;

    json_decref(rest);
    return checked(object, is_good);
}

static json_t *import_counts(const tr_report *report)
{
    const tr_report_counts *counts = &report->counts;
    const uint64_t *imports = counts->imports;

    return json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "install",
        integer(imports[TR_IMPORT_INSTALL]), "none", integer(imports[TR_IMPORT_NOTHING]), "fetch",
        integer(imports[TR_IMPORT_FETCH]), "unpinned", integer(imports[TR_IMPORT_UNPINNED]),
        "refuse", integer(imports[TR_IMPORT_REFUSE]), "installed", integer(counts->imported),
        "files", integer(counts->files), "trusted", integer(counts->verdicts[TR_CLASS_TRUSTED]),
        "error", integer(counts->failures));
}

static json_t *counts_of(const tr_report *report, tr_report_subject subject)
{
    switch (subject) {
    case TR_REPORT_ABOUT_FILES:
        return verdict_counts(report);
    case TR_REPORT_ABOUT_REQUIRED:
        return required_counts(report);
    case TR_REPORT_ABOUT_INSTALLED:
        return installed_counts(report);
    case TR_REPORT_ABOUT_PLAN:
    case TR_REPORT_ABOUT_RESTORED:
        return renamed_counts(report);
    case TR_REPORT_ABOUT_IMPORT_PLAN:
    case TR_REPORT_ABOUT_IMPORTED:
        return import_counts(report);
    }
    return NULL;
}

static void write_summary(tr_report *report, tr_report_subject subject, bool is_complete)
{
    json_t *counts = counts_of(report, subject);
    json_t *object = json_pack("{s:s, s:b}", "type", "summary", "complete", is_complete);
    bool is_good = counts && json_object_update(object, counts) == 0;

    json_decref(counts);
    tr_records_write(report->options.records, checked(object, is_good));
}

const tr_report_kind tr_json_report = {
    .file = write_file,
    .failure = write_failure,
    .comparison = tr_json_comparison,
    .azure_signing = tr_json_azure_signing,
    .installed = tr_json_installed,
    .renamed = write_renamed,
    .import = tr_json_import,
    .summary = write_summary,
};
