#include "tests/core/report/verification.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/platform/file.h"
#include "core/platform/output.h"
#include "tests/scratch.h"

#define STAMPED ((time_t)1704164645) /* 2024-01-02T03:04:05Z */

const tr_required made_required = {
    .id = "example-root",
    .common_name = "Example Root",
    .sha1 = { 0xAB, 0xCD },
    .store = TR_REQUIRED_IN_ROOT,
};

static FILE *stream;
static tr_records *records; /* NULL: a report as text */

static char *copy_of(const char *text)
{
    char *copy = strdup(text);

    CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
    return copy;
}

tr_verification *made_unsigned(const char *path)
{
    tr_verification *made = calloc(1, sizeof(*made));

    CU_ASSERT_PTR_NOT_NULL_FATAL(made);
    made->path = copy_of(path);
    made->format = "pe";
    made->size = 1024;
    made->verdict = made->strict = made->what_if = TR_NO_SIGNATURE;
    made->reason = copy_of("The file carries no signature.");
    tr_findings_add(&made->findings, TR_F_NO_SIGNATURE, TR_FAULT, TR_NO_SIGNATURE, NULL, NULL, 0,
                    NULL);
    return made;
}

static void add_link(tr_chain *chain, tr_link_role role, const char *name)
{
    tr_link *link = &chain->links[chain->count++];

    link->role = role;
    link->name = copy_of(name);
    link->subject = copy_of(name);
}

static void make_signature(tr_signature *out)
{
    out->digest = TR_SHA256;
    out->verdict = out->strict = TR_INCOMPLETE_CHAIN;
    out->at = STAMPED;
    out->stamps = calloc(1, sizeof(*out->stamps));
    CU_ASSERT_PTR_NOT_NULL_FATAL(out->stamps);
    out->stamp_count = 1;
    out->stamp = &out->stamps[0];
    out->stamps[0].kind = TR_STAMP_RFC3161;
    out->stamps[0].has_time = true;
    out->stamps[0].time = STAMPED;
    out->stamps[0].digest = TR_SHA256;
    add_link(&out->chain, TR_LINK_SIGNER, "Example Ltd");
    add_link(&out->chain, TR_LINK_MISSING, "Example Root");
    out->chain.links[1].required = &made_required;
    tr_findings_add(&out->findings, TR_F_INCOMPLETE_CHAIN, TR_FAULT, TR_INCOMPLETE_CHAIN,
                    "Example Root", "Example Ltd", 0, NULL);
}

tr_verification *made_untrusted(const char *path)
{
    tr_verification *made = made_unsigned(path);

    tr_findings_clear(&made->findings);
    free(made->reason);
    made->reason = copy_of("Signed by Example Ltd, but its root certificate is not installed.");
    made->remedy = copy_of("Install Example Root.");
    made->verdict = made->strict = TR_INCOMPLETE_CHAIN;
    made->what_if = TR_TRUSTED;
    made->signatures = calloc(1, sizeof(*made->signatures));
    made->missing = calloc(1, sizeof(*made->missing));
    made->with = calloc(1, sizeof(*made->with));
    CU_ASSERT_FATAL(made->signatures && made->missing && made->with);
    made->signature_count = made->missing_count = made->with_count = 1;
    make_signature(&made->signatures[0]);
    made->missing[0] = (tr_missing){ &made->signatures[0].chain.links[1], "Root", false };
    made->with[0] = &made_required;
    return made;
}

tr_report *made_report(tr_report_format format, bool is_verbose)
{
    tr_records_options options_of_records = { .format = format };
    tr_report_options options = { .is_verbose = is_verbose };
    tr_report *report = NULL;

    scratch_set_up();
    CU_ASSERT_EQUAL_FATAL(tr_output_open(&stream, scratch_path("report"), NULL), TR_OK);
    options.out = options_of_records.out = stream;
    if (format != TR_REPORT_TEXT)
        CU_ASSERT_EQUAL_FATAL(tr_records_open(&records, &options_of_records, NULL), TR_OK);
    options.records = records;
    CU_ASSERT_EQUAL_FATAL(tr_report_new(&report, &options, NULL), TR_OK);
    return report;
}

char *made_report_end(tr_report *report)
{
    unsigned char *text = NULL;
    size_t size;

    if (records)
        CU_ASSERT_EQUAL(tr_records_end(records, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_report_flush(report, NULL), TR_OK);
    tr_report_free(report);
    tr_records_close(records);
    records = NULL;
    fclose(stream);
    CU_ASSERT_EQUAL_FATAL(tr_file_load(&text, &size, scratch_path("report"), 1 << 20, NULL), TR_OK);
    scratch_tear_down();
    return (char *)text;
}
