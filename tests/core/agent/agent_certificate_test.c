#include "core/agent/agent_certificate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <openssl/pem.h>

#include "core/agent/certificate_replacement.h"
#include "core/change_kinds.h"
#include "core/platform/trust_store.h"
#include "tests/authority.h"
#include "tests/fixture.h"
#include "tests/scratch.h"
#include "tests/skip.h"
#include "tests/suites.h"

#define LATER ((time_t)2240611200) /* 2041-01-01, when all have expired */

static X509 *own;
static X509 *other;
static tr_agent_certificate result;
static tr_installations found;

static X509 *issue(const char *name, unsigned key, const char *extension)
{
    const authority_request request = { .name = name,
                                        .key = key,
                                        .extensions = { extension },
                                        .from = AUTHORITY_FROM,
                                        .until = AUTHORITY_UNTIL };

    return authority_issue(&request);
}

static void set_up(void)
{
    scratch_set_up();
    scratch_make_folder("agent");
    scratch_make_folder("PCCSRV");
    scratch_make_folder("PCCSRV/Pccnt");
    scratch_make_folder("PCCSRV/Pccnt/common");
    scratch_write("agent/ofcscan.ini", "ServerAddr=apex.example\n");
    own = issue("OfficeScan Server NTSG", 1, NULL);
    other = issue("OfficeScan Server NTSG", 2, NULL);
}

static void tear_down(void)
{
    tr_agent_certificate_clear(&result);
    tr_installations_clear(&found);
    X509_free(other);
    X509_free(own);
    authority_tear_down();
    scratch_tear_down();
}

static void write_bytes(const char *name, const void *bytes, size_t size)
{
    FILE *file = fopen(scratch_path(name), "wb");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fwrite(bytes, 1, size, file), size);
    CU_ASSERT_EQUAL(fclose(file), 0);
}

static void write_der(const char *name, X509 *certificate, size_t left_out)
{
    unsigned char *der = NULL;
    int size = i2d_X509(certificate, &der);

    CU_ASSERT_FATAL(size > 0 && (size_t)size > left_out);
    write_bytes(name, der, (size_t)size - left_out);
    OPENSSL_free(der);
}

static void write_pem(const char *name, X509 *first, X509 *second)
{
    BIO *pem = BIO_new(BIO_s_mem());
    char *text = NULL;
    long size;

    PEM_write_bio_X509(pem, first);
    if (second)
        PEM_write_bio_X509(pem, second);
    size = BIO_get_mem_data(pem, &text);
    write_bytes(name, text, (size_t)size);
    BIO_free(pem);
}

/* Judge the agent's, or the server's own. */
static tr_agent_certificate_state judge_with(const char *folder,
                                             tr_agent_certificate_question question)
{
    const tr_installation_place place = { .folder = scratch_path(folder) };

    tr_agent_certificate_clear(&result);
    tr_installations_clear(&found);
    CU_ASSERT_EQUAL_FATAL(tr_installations_find(&found, &place, NULL), TR_OK);
    question.installation = &found.items[0];
    if (question.at == 0)
        question.at = FIXTURE_NOW;
    CU_ASSERT_EQUAL_FATAL(tr_agent_certificate_examine(&result, &question, NULL), TR_OK);
    CU_ASSERT_PTR_NOT_NULL(tr_agent_certificate_meaning(&result));
    return result.state;
}

static tr_agent_certificate_state judge(const char *server_file)
{
    return judge_with("agent", (tr_agent_certificate_question){
                                   .server_file = server_file ? scratch_path(server_file) : NULL });
}

static void certificate_of_the_server_matches_in_der_and_pem(void)
{
    write_der("agent/OFCNTCER.DAT", own, 0);
    write_pem("server.cer", own, NULL);
    CU_ASSERT_EQUAL(judge("server.cer"), TR_AGENT_CERTIFICATE_MATCHES);
    CU_ASSERT_EQUAL(result.own.family, TR_FAMILY_SERVER);
    CU_ASSERT_PTR_NULL(tr_agent_certificate_remedy(&result));
    write_pem("agent/OFCNTCER.DAT", own, NULL);
    write_der("server.cer", own, 0);
    CU_ASSERT_EQUAL(judge("server.cer"), TR_AGENT_CERTIFICATE_MATCHES);
}

static void another_certificate_is_a_mismatch(void)
{
    write_der("agent/OfcNTCer.dat", own, 0);
    write_der("server.cer", other, 0);
    CU_ASSERT_EQUAL(judge("server.cer"), TR_AGENT_CERTIFICATE_MISMATCHED);
    CU_ASSERT_EQUAL(tr_agent_certificate_check_replacement(&result, NULL), TR_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(tr_agent_certificate_remedy(&result), "agent replace"));
}

static void file_that_is_not_there_is_missing(void)
{
    CU_ASSERT_EQUAL(judge(NULL), TR_AGENT_CERTIFICATE_MISSING);
    CU_ASSERT_PTR_NOT_NULL(strstr(result.path, "OfcNTCer.dat"));
    CU_ASSERT_PTR_NOT_NULL(strstr(tr_agent_certificate_remedy(&result), "--server-certificate"));
}

static void damaged_files_are_broken(void)
{
    static const char *const texts[] = { "", "not a certificate", "0",
                                         "-----BEGIN CERTIFICATE-----\nAAAA\n"
                                         "-----END CERTIFICATE-----\n" };

    for (size_t index = 0; index < sizeof(texts) / sizeof(texts[0]); index++) {
        write_bytes("agent/OfcNTCer.dat", texts[index], strlen(texts[index]));
        CU_ASSERT_EQUAL(judge(NULL), TR_AGENT_CERTIFICATE_BROKEN);
        CU_ASSERT_PTR_NOT_NULL(strstr(result.failure, "OfcNTCer.dat' is no certificate"));
    }
    for (size_t left_out = 1; left_out < 300; left_out += 7) {
        write_der("agent/OfcNTCer.dat", own, left_out);
        CU_ASSERT_EQUAL(judge(NULL), TR_AGENT_CERTIFICATE_BROKEN);
    }
    write_pem("agent/OfcNTCer.dat", own, other);
    CU_ASSERT_EQUAL(judge(NULL), TR_AGENT_CERTIFICATE_BROKEN);
    CU_ASSERT_PTR_NOT_NULL(strstr(result.failure, "2 certificates"));
}

static void huge_file_is_broken(void)
{
    static char zeros[512 << 10];

    write_bytes("agent/OfcNTCer.dat", zeros, sizeof(zeros));
    CU_ASSERT_EQUAL(judge(NULL), TR_AGENT_CERTIFICATE_BROKEN);
}

static void time_decides_where_certificates_match(void)
{
    write_der("agent/OfcNTCer.dat", own, 0);
    write_der("server.cer", own, 0);
    CU_ASSERT_EQUAL(judge_with("agent",
                               (tr_agent_certificate_question){
                                   .server_file = scratch_path("server.cer"), .at = LATER }),
                    TR_AGENT_CERTIFICATE_EXPIRED);
    CU_ASSERT_PTR_NOT_NULL(strstr(tr_agent_certificate_remedy(&result), "CertificateManager"));
    CU_ASSERT_EQUAL(tr_agent_certificate_check_replacement(&result, NULL), TR_ERR_UNSUPPORTED);
    CU_ASSERT_EQUAL(
        judge_with("agent", (tr_agent_certificate_question){ .at = AUTHORITY_FROM - 1 }),
        TR_AGENT_CERTIFICATE_NOT_YET_VALID);
}

static void distrust_overrides(void)
{
    tr_anchor_store *store = fixture_store(NULL);

    tr_anchor_store_add(store, own, TR_ROLE_DISTRUSTED, "LocalMachine\\Disallowed", NULL);
    write_der("agent/OfcNTCer.dat", own, 0);
    write_der("server.cer", own, 0);
    CU_ASSERT_EQUAL(judge_with("agent",
                               (tr_agent_certificate_question){
                                   .server_file = scratch_path("server.cer"), .store = store }),
                    TR_AGENT_CERTIFICATE_DISTRUSTED);
    CU_ASSERT_STRING_EQUAL(result.distrusted_in, "LocalMachine\\Disallowed");
    CU_ASSERT_EQUAL(tr_agent_certificate_check_replacement(&result, NULL), TR_ERR_UNSUPPORTED);
    tr_agent_certificate_clear(&result);
    tr_anchor_store_free(store);
}

static void replace_is_refused(tr_agent_certificate_state judged, const char *now)
{
    const tr_journal_options options = { .state = scratch_path("state"),
                                         .mode = TR_JOURNAL_CHANGE,
                                         .kinds = tr_change_kinds };
    tr_journal *journal = NULL;
    tr_contents_changed changed = { .backup = NULL };
    tr_error err = { .message = "" };

    CU_ASSERT_EQUAL(judge("server.cer"), judged);
    scratch_write("agent/OfcNTCer.dat", now);
    CU_ASSERT_EQUAL_FATAL(tr_journal_open(&journal, &options, NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_journal_lock(journal, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_agent_certificate_replace(&changed, &result, journal, NULL, &err),
                    TR_ERR_IO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "was changed by somebody else meanwhile"));
    CU_ASSERT(scratch_holds("agent/OfcNTCer.dat", now));
    free(changed.backup);
    tr_journal_close(journal);
}

static void file_that_changed_since_it_was_judged_stays(void)
{
    scratch_make_folder("state");
    write_der("server.cer", own, 0);
    replace_is_refused(TR_AGENT_CERTIFICATE_MISSING, "another one");
    write_der("agent/OfcNTCer.dat", other, 0);
    replace_is_refused(TR_AGENT_CERTIFICATE_MISMATCHED, "another one");
}

static void nothing_to_compare_with_is_said(void)
{
    write_der("agent/OfcNTCer.dat", own, 0);
    CU_ASSERT_EQUAL(judge(NULL), TR_AGENT_CERTIFICATE_SERVER_UNKNOWN);
    CU_ASSERT_PTR_NULL(result.server.certificate);
    CU_ASSERT_EQUAL(tr_agent_certificate_check_replacement(&result, NULL), TR_ERR_UNSUPPORTED);
}

static void agent_on_the_server_is_compared_with_the_servers_file(void)
{
    tr_installations servers = { NULL, 0 };
    const tr_installation_place place = { .folder = scratch_path("PCCSRV") };

    scratch_write("PCCSRV/ofcscan.ini", "Master_DomainName=APEX.example\n");
    write_der("agent/OfcNTCer.dat", own, 0);
    write_der("PCCSRV/Pccnt/common/ofcntcer.dat", other, 0);
    CU_ASSERT_EQUAL_FATAL(tr_installations_find(&servers, &place, NULL), TR_OK);
    CU_ASSERT_EQUAL(
        judge_with("agent", (tr_agent_certificate_question){ .server = &servers.items[0] }),
        TR_AGENT_CERTIFICATE_MISMATCHED);
    CU_ASSERT_FALSE(result.is_other_server);
    scratch_write("agent/ofcscan.ini", "ServerAddr=elsewhere\n");
    CU_ASSERT_EQUAL(
        judge_with("agent", (tr_agent_certificate_question){ .server = &servers.items[0] }),
        TR_AGENT_CERTIFICATE_MISMATCHED);
    CU_ASSERT_TRUE(result.is_other_server);
    tr_installations_clear(&servers);
}

static void what_a_server_hands_out_is_judged_too(void)
{
    CU_ASSERT_EQUAL(judge_with("PCCSRV", (tr_agent_certificate_question){ .at = 0 }),
                    TR_AGENT_CERTIFICATE_MISSING);
    write_der("PCCSRV/Pccnt/common/ofcntcer.dat", own, 0);
    write_der("server.cer", other, 0);
    CU_ASSERT_EQUAL(
        judge_with("PCCSRV",
                   (tr_agent_certificate_question){ .server_file = scratch_path("server.cer") }),
        TR_AGENT_CERTIFICATE_MISMATCHED);
    CU_ASSERT_EQUAL(result.kind, TR_INSTALLATION_SERVER);
}

static void other_families_are_known(void)
{
    static const struct {
        const char *name;
        const char *extension;
        tr_certificate_family family;
    } cases[] = {
        { "Apex One Server ntsg", "basicConstraints=critical,CA:TRUE", TR_FAMILY_SERVER },
        { "ofcsslagent", NULL, TR_FAMILY_AGENT_TLS },
        { "console.example", "extendedKeyUsage=serverAuth", TR_FAMILY_WEB_HOST },
        { "Some Root", "basicConstraints=critical,CA:TRUE", TR_FAMILY_SIGNING },
        { "Some Signer", "extendedKeyUsage=codeSigning", TR_FAMILY_SIGNING },
        { "whatever", NULL, TR_FAMILY_UNSAID },
    };

    write_der("server.cer", own, 0);
    for (size_t index = 0; index < sizeof(cases) / sizeof(cases[0]); index++) {
        X509 *certificate = issue(cases[index].name, 3, cases[index].extension);
        const bool may_be =
            cases[index].family == TR_FAMILY_SERVER || cases[index].family == TR_FAMILY_UNSAID;

        CU_ASSERT_EQUAL(tr_certificate_family_of(certificate), cases[index].family);
        write_der("agent/OfcNTCer.dat", certificate, 0);
        write_der("other.cer", certificate, 0);
        CU_ASSERT_EQUAL(judge("other.cer"), TR_AGENT_CERTIFICATE_MATCHES);
        CU_ASSERT_EQUAL(tr_agent_certificate_check_replacement(&result, NULL) == TR_OK, may_be);
        X509_free(certificate);
    }
}

static void server_certificate_that_is_none_is_an_error(void)
{
    const tr_installation_place place = { .folder = scratch_path("agent") };
    tr_agent_certificate_question question = { .at = FIXTURE_NOW };

    CU_ASSERT_EQUAL_FATAL(tr_installations_find(&found, &place, NULL), TR_OK);
    question.installation = &found.items[0];
    question.server_file = scratch_path("agent/ofcscan.ini");
    CU_ASSERT_EQUAL(tr_agent_certificate_examine(&result, &question, NULL), TR_ERR_FORMAT);
    question.server_file = scratch_path("missing");
    CU_ASSERT_EQUAL(tr_agent_certificate_examine(&result, &question, NULL), TR_ERR_NOT_FOUND);
}

static bool put_into_store(const char *place, X509 *certificate)
{
    unsigned char *der = NULL;
    int size = i2d_X509(certificate, &der);
    bool is_put = tr_trust_store_add(place, der, (size_t)size, NULL) == TR_OK;

    OPENSSL_free(der);
    return is_put;
}

static void take_from_store(const char *place, X509 *certificate)
{
    tr_thumbprint thumbprint;

    tr_thumbprint_of(&thumbprint, certificate, NULL);
    tr_trust_store_remove(place, thumbprint.sha1, NULL);
}

static void stores_of_the_server_are_looked_into(void)
{
    static const char now[] = "LocalMachine\\" TR_SERVER_STORE;
    static const char before[] = "LocalMachine\\" TR_SERVER_STORE_EXPIRED;
    static const char tls[] = "LocalMachine\\" TR_AGENT_TLS_STORE;
    X509 *agent_tls = issue("ofcsslagent", 3, NULL);
    tr_registry *registry = NULL;

    if (!put_into_store(now, own)) {
        skip("there are no system stores to write to");
        X509_free(agent_tls);
        return;
    }
    CU_ASSERT_TRUE(put_into_store(before, other));
    CU_ASSERT_TRUE(put_into_store(tls, agent_tls));
    CU_ASSERT_EQUAL_FATAL(tr_registry_open(&registry, NULL, NULL), TR_OK);
    write_der("agent/OfcNTCer.dat", own, 0);
    CU_ASSERT_EQUAL(judge_with("agent", (tr_agent_certificate_question){ .registry = registry }),
                    TR_AGENT_CERTIFICATE_MATCHES);
    CU_ASSERT_STRING_EQUAL(result.server.place, now);
    CU_ASSERT_FALSE(result.is_former);
    CU_ASSERT_EQUAL_FATAL(result.others.count, 1);
    CU_ASSERT_EQUAL(result.others.items[0].family, TR_FAMILY_AGENT_TLS);
    write_der("agent/OfcNTCer.dat", other, 0);
    CU_ASSERT_EQUAL(judge_with("agent", (tr_agent_certificate_question){ .registry = registry }),
                    TR_AGENT_CERTIFICATE_MISMATCHED);
    CU_ASSERT_TRUE(result.is_former);
    tr_registry_free(registry);
    take_from_store(tls, agent_tls);
    take_from_store(before, other);
    take_from_store(now, own);
    X509_free(agent_tls);
}

static CU_TestInfo tests[] = {
    { "certificate of the server matches in DER and PEM",
      certificate_of_the_server_matches_in_der_and_pem },
    { "another certificate is a mismatch", another_certificate_is_a_mismatch },
    { "file that is not there is missing", file_that_is_not_there_is_missing },
    { "damaged files are broken", damaged_files_are_broken },
    { "huge file is broken", huge_file_is_broken },
    { "time decides where certificates match", time_decides_where_certificates_match },
    { "distrust overrides", distrust_overrides },
    { "file that changed since it was judged stays", file_that_changed_since_it_was_judged_stays },
    { "nothing to compare with is said", nothing_to_compare_with_is_said },
    { "agent on the server is compared with the server's file",
      agent_on_the_server_is_compared_with_the_servers_file },
    { "what a server hands out is judged, too", what_a_server_hands_out_is_judged_too },
    { "other families are known", other_families_are_known },
    { "server certificate that is none is an error", server_certificate_that_is_none_is_an_error },
    { "stores of the server are looked into", stores_of_the_server_are_looked_into },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo agent_certificate_suite = {
    "agent/agent_certificate", NULL, NULL, set_up, tear_down, tests
};
