/* What of a diagnosis no machine in a folder can show: see tests/check for the rest. */
#include "core/check/diagnose.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "tests/suites.h"

static const tr_required required = { .id = "fixture-root",
                                      .common_name = "Fixture Root",
                                      .subject = "CN=Fixture Root",
                                      .store = TR_REQUIRED_IN_ROOT,
                                      .profile = TR_PROFILE_NAMED,
                                      .purpose = "code signing",
                                      .evidence = "found",
                                      .source = "test" };

static const tr_mending_words words = { .stores = " --store DIR",
                                        .judging = "",
                                        .sources = " --from PATH",
                                        .folders = " PCCSRV",
                                        .server = "",
                                        .transfer = "",
                                        .changing = " --state STATE",
                                        .server_certificate = "" };

static tr_diagnosis *diagnosis;

static void set_up(void)
{
    diagnosis = NULL;
    CU_ASSERT_EQUAL_FATAL(tr_diagnosis_new(&diagnosis, TR_ENGLISH, NULL), TR_OK);
}

static void tear_down(void)
{
    CU_ASSERT_EQUAL(tr_diagnosis_status(diagnosis, NULL), TR_OK);
    tr_diagnosis_free(diagnosis);
}

/* A root that is not installed as it should be, and that no file needs. */
static void diagnose_root(tr_required_status status)
{
    static const char *places[] = { "CurrentUser\\Root" };
    static unsigned roles[] = { TR_ROLE_ANCHOR };
    const tr_anchor installed = { .places = places, .place_roles = roles, .place_count = 1 };
    tr_comparison_row row = { .required = &required, .status = status, .installed = &installed };
    const tr_compared listed = { &row, 1 };
    const tr_compared needed = { NULL, 0 };
    tr_file_survey *survey = NULL;
    tr_ca_causes causes;

    CU_ASSERT_EQUAL_FATAL(tr_file_survey_new(&survey, NULL), TR_OK);
    tr_diagnose_certificates(&causes, diagnosis, &listed, &needed, survey, &words);
    free(causes.items);
    tr_file_survey_free(survey);
}

static void root_of_one_user_is_told_apart(void)
{
    diagnose_root(TR_REQUIRED_USER_ONLY);
    CU_ASSERT_EQUAL_FATAL(diagnosis->count, 1);
    CU_ASSERT_STRING_EQUAL(diagnosis->items[0]->kind->word, "ca-user-only");
    CU_ASSERT_EQUAL(diagnosis->items[0]->severity, TR_WARNING);
    CU_ASSERT_STRING_EQUAL(diagnosis->items[0]->command,
                           "trustmend import fixture-root --store DIR --from PATH --state STATE");
    CU_ASSERT_TRUE(diagnosis->items[0]->is_mendable);
}

static void installed_root_is_no_finding(void)
{
    diagnose_root(TR_REQUIRED_INSTALLED);
    CU_ASSERT_EQUAL(diagnosis->count, 0);
}

static void diagnose_service(tr_service_state state, bool is_known, bool is_essential)
{
    tr_installation installation = { .kind = TR_INSTALLATION_AGENT, .service_count = 1 };

    installation.services[0] = (tr_installed_service){
        .name = "TmListen", .state = state, .is_known = is_known, .is_essential = is_essential
    };
    tr_diagnose_installation(diagnosis, &installation);
}

static void stopped_service_is_a_fault(void)
{
    diagnose_service(TR_SERVICE_STOPPED, true, true);
    CU_ASSERT_EQUAL_FATAL(diagnosis->count, 1);
    CU_ASSERT_STRING_EQUAL(diagnosis->items[0]->kind->word, "service-stopped");
    CU_ASSERT_STRING_EQUAL(diagnosis->items[0]->key, "TmListen");
}

static void service_that_runs_or_is_not_needed_is_none(void)
{
    diagnose_service(TR_SERVICE_RUNNING, true, true);
    diagnose_service(TR_SERVICE_STOPPED, true, false);
    diagnose_service(TR_SERVICE_MISSING, true, true);
    CU_ASSERT_EQUAL(diagnosis->count, 0);
    CU_ASSERT_EQUAL(diagnosis->overlooked_count, 0);
}

static void service_that_could_not_be_asked_for_is_said(void)
{
    diagnose_service(TR_SERVICE_STOPPED, false, true);
    CU_ASSERT_EQUAL(diagnosis->count, 0);
    CU_ASSERT_EQUAL_FATAL(diagnosis->overlooked_count, 1);
    CU_ASSERT_STRING_EQUAL(diagnosis->overlooked[0].what, "TmListen");
}

static void places_beyond_the_most_are_counted(void)
{
    tr_ailment *ailment = tr_diagnosis_add(diagnosis, TR_AILMENT_FILE_DAMAGED, NULL);
    char *title;

    for (size_t index = 0; index < TR_EVIDENCE_PLACES_MOST + 7; index++)
        tr_ailment_place(diagnosis, ailment, "x.dll", 0, NULL);
    CU_ASSERT_EQUAL(ailment->place_count, TR_EVIDENCE_PLACES_MOST);
    CU_ASSERT_EQUAL(ailment->count, TR_EVIDENCE_PLACES_MOST + 7);
    title = tr_ailment_title(ailment, TR_ENGLISH);
    CU_ASSERT_STRING_EQUAL(title, "Damaged: 1007 of the product's files.");
    free(title);
}

static void findings_are_told_in_other_languages(void)
{
    const tr_word count[] = { { "n", "7" } };
    tr_ailment *ailment;
    char *title;

    diagnosis->language = TR_GERMAN;
    ailment = tr_diagnosis_add(diagnosis, TR_AILMENT_CA_MISSING, "Fixture Root");
    tr_ailment_say(diagnosis, ailment, TR_WORDS("{n} files do not verify without it."), count, 1);
    tr_diagnosis_overlook(diagnosis, TR_WORDS("the product"), "D:\\x");
    title = tr_ailment_title(ailment, diagnosis->language);
    CU_ASSERT_STRING_EQUAL(title, "Das Zertifikat Fixture Root ist nicht installiert.");
    CU_ASSERT_STRING_EQUAL(ailment->sentences[0], "7 Dateien k\xC3\xB6nnen ohne es nicht \xC3\xBC"
                                                  "berpr\xC3\xBC"
                                                  "ft werden.");
    CU_ASSERT_STRING_EQUAL(diagnosis->overlooked[0].what, "das Produkt");
    CU_ASSERT_STRING_EQUAL(diagnosis->overlooked[0].why, "D:\\x");
    free(title);
}

static void finding_follows_from_another_once(void)
{
    tr_ailment *cause = tr_diagnosis_add(diagnosis, TR_AILMENT_CA_MISSING, "Fixture Root");
    tr_ailment *effect = tr_diagnosis_add(diagnosis, TR_AILMENT_RENAMED_WAITING, NULL);

    tr_ailment_follow(diagnosis, effect, cause);
    tr_ailment_follow(diagnosis, effect, cause);
    CU_ASSERT_EQUAL_FATAL(effect->follows_count, 1);
    CU_ASSERT_EQUAL(effect->follows_from[0], 1);
    CU_ASSERT_EQUAL(effect->number, 2);
}

static CU_TestInfo tests[] = {
    { "root of one user is told apart", root_of_one_user_is_told_apart },
    { "installed root is no finding", installed_root_is_no_finding },
    { "stopped service is a fault", stopped_service_is_a_fault },
    { "service that runs, or is not needed, is none", service_that_runs_or_is_not_needed_is_none },
    { "service that could not be asked for is said", service_that_could_not_be_asked_for_is_said },
    { "places beyond the most are counted", places_beyond_the_most_are_counted },
    { "findings are told in other languages", findings_are_told_in_other_languages },
    { "finding follows from another once", finding_follows_from_another_once },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo diagnose_suite = { "check/diagnose", NULL, NULL, set_up, tear_down, tests };
