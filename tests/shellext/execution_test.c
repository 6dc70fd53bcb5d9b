#include "shellext/execution.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/change_kinds.h"
#include "core/ini/setting_change.h"
#include "core/platform/file.h"
#include "core/trust/certificate.h"
#include "tests/fixture.h"
#include "tests/scratch.h"
#include "tests/suites.h"

#define MOST 8

static tr_anchor_store *store;
static tr_trust_catalogue *catalogue;
static tr_verify_options verify;
static tr_request request;
static char state[512], target[512];

/* What was told of each item, and of the whole. */
static struct {
    tr_outcome outcomes[MOST];
    int64_t changes[MOST];
    char texts[MOST][256];
    unsigned told;
    unsigned ends;
    tr_outcome end;
} heard;

static void hear(void *context, const tr_reply *reply)
{
    (void)context;
    if (reply->index == TR_REPLY_END) {
        heard.ends++;
        heard.end = reply->outcome;
    } else if (reply->index < MOST) {
        heard.told++;
        heard.outcomes[reply->index] = reply->outcome;
        heard.changes[reply->index] = reply->change;
        snprintf(heard.texts[reply->index], sizeof(heard.texts[0]), "%s",
                 reply->text ? reply->text : "");
    }
}

/* A catalogue that requires the fixtures' root, and no other. */
static void require_root(void)
{
    static const char form[] =
        "<?xml version=\"1.0\"?>\n<required-certificates version=\"1\">\n"
        "<certificate id=\"root\" profile=\"named\"><common-name>Fixture Root</common-name>"
        "<sha1>%s</sha1><not-before>2020-01-01</not-before><not-after>2040-01-01</not-after>"
        "<store>Root</store><purpose>code signing</purpose><evidence>found</evidence>"
        "<source>test</source></certificate></required-certificates>\n";
    X509 *root = fixture_certificate("certs/root.pem");
    tr_thumbprint thumbprint;
    char hex[2 * TR_SHA1_SIZE + 1];
    char xml[1024];

    CU_ASSERT_EQUAL(tr_thumbprint_of(&thumbprint, root, NULL), TR_OK);
    tr_hex(hex, thumbprint.sha1, TR_SHA1_SIZE);
    snprintf(xml, sizeof(xml), form, hex);
    CU_ASSERT_EQUAL_FATAL(tr_trust_catalogue_parse(&catalogue,
                                                   (tr_bytes){ (unsigned char *)xml, strlen(xml) },
                                                   "test", NULL),
                          TR_OK);
    X509_free(root);
}

static void set_up(void)
{
    scratch_set_up();
    store = fixture_store("certs/root.pem");
    require_root();
    verify = (tr_verify_options){
        .store = store, .catalogue = catalogue, .has_time = true, .time = FIXTURE_NOW, .threads = 1
    };
    strcpy(state, scratch_path("state"));
    strcpy(target, scratch_path("store"));
    CU_ASSERT_TRUE(scratch_make_folder("store"));
}

static void tear_down(void)
{
    tr_request_clear(&request);
    tr_trust_catalogue_free(catalogue);
    tr_anchor_store_free(store);
    scratch_tear_down();
}

static bool always(void *context)
{
    (void)context;
    return true;
}

static void execute(bool is_stopped)
{
    const tr_execution how = { .verify = &verify,
                               .target = { target, false, NULL },
                               .state = state,
                               .jobs = 2,
                               .told = hear,
                               .is_stopped = is_stopped ? always : NULL };

    memset(&heard, 0, sizeof(heard));
    CU_ASSERT_TRUE(tr_request_seal(&request));
    tr_request_execute(&request, &how);
    CU_ASSERT_EQUAL(heard.ends, 1);
    CU_ASSERT_EQUAL(heard.told, request.count);
}

static void begin(tr_action action)
{
    tr_request_clear(&request);
    request = (tr_request){ .action = action };
}

/* A copy of a fixture, among what is to be restored. */
static void add_copy(const char *fixture, const char *name)
{
    tr_bytes bytes = fixture_bytes(fixture);
    FILE *file = fopen(scratch_path(name), "wb");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fwrite(bytes.data, 1, bytes.size, file), bytes.size);
    CU_ASSERT_EQUAL(fclose(file), 0);
    fixture_bytes_free(bytes);
    CU_ASSERT_TRUE(tr_request_add_path(&request, scratch_path(name)));
}

static void add_certificate(const char *fixture)
{
    X509 *certificate = fixture_certificate(fixture);
    unsigned char *der = NULL;
    int size = i2d_X509(certificate, &der);

    CU_ASSERT_TRUE_FATAL(size > 0);
    CU_ASSERT_TRUE(tr_request_add_certificate(&request, (tr_bytes){ der, (size_t)size }));
    OPENSSL_free(der);
    X509_free(certificate);
}

static void good_files_are_restored_and_others_are_not(void)
{
    begin(TR_ACTION_RESTORE);
    add_copy("pe/sha256.exe", "good.exe_invalid");
    add_copy("pe/unsigned.exe", "unsigned.exe_invalid");
    add_copy("pe/sha256.exe", "taken.exe_invalid");
    CU_ASSERT_TRUE(scratch_write("taken.exe", "another"));
    CU_ASSERT_TRUE(tr_request_add_path(&request, scratch_path("missing_invalid")));
    add_copy("pe/sha256.exe", "plain.exe");
    CU_ASSERT_TRUE(scratch_make_folder("folder_invalid"));
    CU_ASSERT_TRUE(tr_request_add_path(&request, scratch_path("folder_invalid")));
    execute(false);

    CU_ASSERT_EQUAL(heard.end, TR_OUTCOME_DONE);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_DONE);
    CU_ASSERT_NOT_EQUAL(heard.changes[0], 0);
    CU_ASSERT_TRUE(tr_file_exists(scratch_path("good.exe")));
    CU_ASSERT_EQUAL(heard.outcomes[1], TR_OUTCOME_REFUSED);
    CU_ASSERT_PTR_NOT_NULL(strstr(heard.texts[1], "signature"));
    CU_ASSERT_EQUAL(heard.outcomes[2], TR_OUTCOME_REFUSED);
    CU_ASSERT_TRUE(scratch_holds("taken.exe", "another"));
    CU_ASSERT_EQUAL(heard.outcomes[3], TR_OUTCOME_FAILED);
    CU_ASSERT_EQUAL(heard.outcomes[4], TR_OUTCOME_REFUSED);
    CU_ASSERT_PTR_NOT_NULL(strstr(heard.texts[4], "not a renamed file"));
    CU_ASSERT_NOT_EQUAL(heard.outcomes[5], TR_OUTCOME_DONE);
}

static void what_was_restored_can_be_taken_back(void)
{
    begin(TR_ACTION_RESTORE);
    add_copy("pe/sha256.exe", "a.exe_invalid");
    add_copy("pe/sha256.exe", "b.exe_invalid");
    execute(false);
    begin(TR_ACTION_UNDO);
    CU_ASSERT_TRUE(tr_request_add_change(&request, heard.changes[1]));
    CU_ASSERT_TRUE(tr_request_add_change(&request, heard.changes[0]));
    CU_ASSERT_TRUE(tr_request_add_change(&request, 999));
    execute(false);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_DONE);
    CU_ASSERT_EQUAL(heard.outcomes[1], TR_OUTCOME_DONE);
    CU_ASSERT_EQUAL(heard.outcomes[2], TR_OUTCOME_FAILED);
    CU_ASSERT_TRUE(tr_file_exists(scratch_path("a.exe_invalid")));
    CU_ASSERT_FALSE(tr_file_exists(scratch_path("a.exe")));
}

static void a_file_that_was_changed_since_stays(void)
{
    begin(TR_ACTION_RESTORE);
    add_copy("pe/sha256.exe", "a.exe_invalid");
    execute(false);
    CU_ASSERT_TRUE(scratch_write("a.exe", "changed"));
    begin(TR_ACTION_UNDO);
    CU_ASSERT_TRUE(tr_request_add_change(&request, 1));
    execute(false);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_REFUSED);
    CU_ASSERT_TRUE(scratch_holds("a.exe", "changed"));
}

/* Record a change of a setting, as `checks relax` does. */
static void relax(void)
{
    const tr_journal_options options = { .state = state,
                                         .mode = TR_JOURNAL_CHANGE,
                                         .kinds = tr_change_kinds };
    tr_change change = { .kind = tr_setting_change.word,
                         .path = scratch_path("ofcscan.ini"),
                         .before = "1",
                         .after = "0",
                         .state = TR_CHANGE_OPEN };
    tr_journal *journal = NULL;

    CU_ASSERT_EQUAL_FATAL(tr_journal_open(&journal, &options, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_journal_lock(journal, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_journal_record(journal, &change, 1, NULL), TR_OK);
    change.state = TR_CHANGE_DONE;
    CU_ASSERT_EQUAL(tr_journal_settle(journal, &change, 1, NULL), TR_OK);
    tr_journal_close(journal);
}

static void changes_of_other_kinds_are_not_the_windows_to_take_back(void)
{
    relax();
    begin(TR_ACTION_UNDO);
    CU_ASSERT_TRUE(tr_request_add_change(&request, 1));
    execute(false);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_REFUSED);
    CU_ASSERT_PTR_NOT_NULL(strstr(heard.texts[0], "none that the window makes"));
}

static void only_required_certificates_are_installed(void)
{
    begin(TR_ACTION_INSTALL);
    add_certificate("certs/root.pem");
    add_certificate("certs/other-root.pem");
    add_certificate("certs/signer.pem");
    CU_ASSERT_TRUE(tr_request_add_certificate(&request, (tr_bytes){ (const uint8_t *)"no", 2 }));
    execute(false);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_DONE);
    CU_ASSERT_NOT_EQUAL(heard.changes[0], 0);
    CU_ASSERT_TRUE(tr_file_exists(scratch_path("store/Root")));
    CU_ASSERT_EQUAL(heard.outcomes[1], TR_OUTCOME_REFUSED);
    CU_ASSERT_PTR_NOT_NULL(strstr(heard.texts[1], "required"));
    CU_ASSERT_EQUAL(heard.outcomes[2], TR_OUTCOME_REFUSED);
    CU_ASSERT_EQUAL(heard.outcomes[3], TR_OUTCOME_FAILED);
    execute(false);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_NOTHING);
}

static void what_is_stopped_is_left(void)
{
    begin(TR_ACTION_RESTORE);
    add_copy("pe/sha256.exe", "a.exe_invalid");
    execute(true);
    CU_ASSERT_EQUAL(heard.outcomes[0], TR_OUTCOME_LEFT);
    CU_ASSERT_TRUE(tr_file_exists(scratch_path("a.exe_invalid")));
}

static void without_a_journal_nothing_is_done(void)
{
    const tr_execution how = { .verify = &verify,
                               .target = { target, false, NULL },
                               .state = scratch_path("plain"),
                               .told = hear };

    CU_ASSERT_TRUE(scratch_write("plain", "no folder"));
    memset(&heard, 0, sizeof(heard));
    begin(TR_ACTION_RESTORE);
    add_copy("pe/sha256.exe", "a.exe_invalid");
    CU_ASSERT_TRUE(tr_request_seal(&request));
    tr_request_execute(&request, &how);
    CU_ASSERT_EQUAL(heard.told, 0);
    CU_ASSERT_EQUAL(heard.ends, 1);
    CU_ASSERT_NOT_EQUAL(heard.end, TR_OUTCOME_DONE);
    CU_ASSERT_TRUE(tr_file_exists(scratch_path("a.exe_invalid")));
}

static CU_TestInfo tests[] = {
    { "good files are restored, and others are not", good_files_are_restored_and_others_are_not },
    { "what was restored can be taken back", what_was_restored_can_be_taken_back },
    { "a file that was changed since stays", a_file_that_was_changed_since_stays },
    { "changes of other kinds are not the window's to take back",
      changes_of_other_kinds_are_not_the_windows_to_take_back },
    { "only required certificates are installed", only_required_certificates_are_installed },
    { "what is stopped is left", what_is_stopped_is_left },
    { "without a journal, nothing is done", without_a_journal_nothing_is_done },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo execution_suite = { "shellext/execution", NULL, NULL, set_up, tear_down, tests };
