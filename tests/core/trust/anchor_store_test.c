#include "core/trust/anchor_store.h"

#include <stdio.h>
#include <string.h>

#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509v3.h>

#include <CUnit/CUnit.h>

#include "core/trust/certificate_file.h"
#include "tests/authority.h"
#include "tests/scratch.h"
#include "tests/suites.h"

static tr_anchor_store *store;
static X509 *root, *other;
static BIO *text;       /* a file under way */
static size_t failures; /* parts that could not be read */
static char failure_text[1024];

static void set_up(void)
{
    scratch_set_up();
    CU_ASSERT_EQUAL_FATAL(tr_anchor_store_new(&store, NULL), TR_OK);
    root = authority_root("Root", 0);
    other = authority_root("Other", 1);
    text = BIO_new(BIO_s_mem());
    failures = 0;
}

static void tear_down(void)
{
    BIO_free(text);
    X509_free(root);
    X509_free(other);
    tr_anchor_store_free(store);
    authority_tear_down();
    scratch_tear_down();
}

static void warn(void *context, const tr_error *failure)
{
    (void)context;
    failures++;
    snprintf(failure_text, sizeof(failure_text), "%s", failure->message);
}

/* Write the file under way, and begin another one. */
static const char *written(const char *name)
{
    char *data;
    long size = BIO_get_mem_data(text, &data);
    FILE *file = fopen(scratch_path(name), "wb");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fwrite(data, 1, (size_t)size, file), (size_t)size);
    fclose(file);
    BIO_free(text);
    text = BIO_new(BIO_s_mem());
    return scratch_path(name);
}

static tr_status load(const char *path)
{
    return tr_anchor_store_load(store, path, TR_ROLE_ANCHOR, warn, NULL, NULL);
}

static bool is_installed(X509 *certificate)
{
    tr_thumbprint thumbprint;

    CU_ASSERT_EQUAL(tr_thumbprint_of(&thumbprint, certificate, NULL), TR_OK);
    return tr_anchor_store_find(store, thumbprint.sha1, thumbprint.sha256) != NULL;
}

static void put_pkcs7(bool as_pem)
{
    PKCS7 *message = PKCS7_new();

    PKCS7_set_type(message, NID_pkcs7_signed);
    PKCS7_content_new(message, NID_pkcs7_data);
    PKCS7_set_detached(message, 1);
    PKCS7_add_certificate(message, root);
    PKCS7_add_certificate(message, other);
    if (as_pem)
        PEM_write_bio_PKCS7(text, message);
    else
        i2d_PKCS7_bio(text, message);
    PKCS7_free(message);
}

static void certificate_has_places_and_roles(void)
{
    const tr_anchor *anchor;

    CU_ASSERT_EQUAL(tr_anchor_store_add(store, root, TR_ROLE_ANCHOR, "A", NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_anchor_store_add(store, root, TR_ROLE_ANCHOR, "A", NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_anchor_store_add(store, root, TR_ROLE_DISTRUSTED, "B", NULL), TR_OK);
    CU_ASSERT_EQUAL_FATAL(tr_anchor_store_count(store), 1);
    anchor = tr_anchor_store_get(store, 0);
    CU_ASSERT_EQUAL(anchor->roles, TR_ROLE_ANCHOR | TR_ROLE_DISTRUSTED);
    CU_ASSERT_EQUAL_FATAL(anchor->place_count, 2);
    CU_ASSERT_STRING_EQUAL(anchor->places[0], "A");
    CU_ASSERT_EQUAL(anchor->place_roles[0], TR_ROLE_ANCHOR);
    CU_ASSERT_STRING_EQUAL(anchor->places[1], "B");
    CU_ASSERT_EQUAL(anchor->place_roles[1], TR_ROLE_DISTRUSTED);
}

static void many_certificates_are_found_again(void)
{
    X509 *roots[600];
    const tr_anchor *found;
    size_t count = 0;

    for (size_t index = 0; index < 600; index++) {
        char name[32];

        snprintf(name, sizeof(name), "Root %zu", index / 2); /* two of each name */
        roots[index] = authority_root(name, (unsigned)index % 3);
        CU_ASSERT_EQUAL(tr_anchor_store_add(store, roots[index], TR_ROLE_ANCHOR, "x", NULL), TR_OK);
    }
    CU_ASSERT_EQUAL(tr_anchor_store_count(store), 600);
    for (size_t index = 0; index < 600; index++) {
        const X509_NAME *name = X509_get_subject_name(roots[index]);

        CU_ASSERT_TRUE(is_installed(roots[index]));
        for (found = NULL; (found = tr_anchor_store_find_subject(store, name, found)) != NULL;)
            count += X509_NAME_cmp(X509_get_subject_name(found->certificate), name) == 0;
    }
    CU_ASSERT_EQUAL(count, 1200);
    CU_ASSERT_FALSE(is_installed(other));
    for (size_t index = 0; index < 600; index++)
        X509_free(roots[index]);
}

static void empty_store_finds_nothing(void)
{
    CU_ASSERT_FALSE(is_installed(root));
    CU_ASSERT_PTR_NULL(tr_anchor_store_find_subject(store, X509_get_subject_name(root), NULL));
    CU_ASSERT_PTR_NULL(tr_anchor_store_find_crl(store, X509_get_subject_name(root), NULL));
    CU_ASSERT_EQUAL(tr_anchor_store_crl_count(store), 0);
}

static void pem_may_hold_several_with_text_around(void)
{
    BIO_puts(text, "\xef\xbb\xbf# roots\r\nsubject=Root\r\n");
    PEM_write_bio_X509(text, root);
    BIO_puts(text, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\nand\n");
    PEM_write_bio_X509_AUX(text, other);
    CU_ASSERT_EQUAL(load(written("roots.txt")), TR_OK);
    CU_ASSERT_EQUAL(tr_anchor_store_count(store), 2);
    CU_ASSERT_EQUAL(failures, 0);
    CU_ASSERT_TRUE(is_installed(root) && is_installed(other));
}

static void der_is_read_whatever_its_name(void)
{
    i2d_X509_bio(text, root);
    CU_ASSERT_EQUAL(load(written("root.pem")), TR_OK);
    CU_ASSERT_TRUE(is_installed(root));
}

static void pkcs7_is_read_in_both_forms(void)
{
    put_pkcs7(false);
    CU_ASSERT_EQUAL(load(written("a.p7b")), TR_OK);
    CU_ASSERT_TRUE(is_installed(root) && is_installed(other));
    put_pkcs7(true);
    CU_ASSERT_EQUAL(load(written("b.p7b")), TR_OK);
    CU_ASSERT_EQUAL(tr_anchor_store_count(store), 2);
    CU_ASSERT_EQUAL(tr_anchor_store_get(store, 0)->place_count, 2);
    CU_ASSERT_EQUAL(failures, 0);
}

/* Elements of type, encoding, size and bytes. */
static void put_element(unsigned char type, const unsigned char *data, int size)
{
    unsigned char head[12] = { type, 0, 0, 0, 1, 0, 0, 0 };

    head[8] = (unsigned char)(size & 255);
    head[9] = (unsigned char)(size >> 8 & 255);
    BIO_write(text, head, sizeof(head));
    BIO_write(text, data, size);
}

static void serialized_store_is_read(void)
{
    unsigned char *der = NULL;
    int size = i2d_X509(root, &der);

    BIO_write(text, "\0\0\0\0CERT", 8);
    put_element(11, (const unsigned char *)"n\0a\0m\0e", 8);
    put_element(32, der, size);
    put_element(0, NULL, 0);
    CU_ASSERT_EQUAL(load(written("a.sst")), TR_OK);
    CU_ASSERT_TRUE(is_installed(root));
    CU_ASSERT_EQUAL(failures, 0);
    BIO_write(text, "\0\0\0\0CERT", 8);
    put_element(32, der, size);
    put_element(32, der, 50);
    CU_ASSERT_EQUAL(load(written("b.sst")), TR_OK);
    CU_ASSERT_EQUAL(failures, 1);
    OPENSSL_free(der);
}

static void unreadable_part_is_told_and_passed_over(void)
{
    BIO_puts(text, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    PEM_write_bio_X509(text, root);
    BIO_puts(text, "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n");
    BIO_puts(text, "-----BEGIN CERTIFICATE-----\nAAAA\n");
    CU_ASSERT_EQUAL(load(written("mixed.pem")), TR_OK);
    CU_ASSERT_TRUE(is_installed(root));
    CU_ASSERT_EQUAL(failures, 3);
    CU_ASSERT_PTR_NOT_NULL(strstr(failure_text, "mixed.pem"));
    CU_ASSERT_PTR_NOT_NULL(strstr(failure_text, "certificate 4"));
    CU_ASSERT_PTR_NOT_NULL(strstr(failure_text, "end line"));
}

static void file_without_certificate_is_refused(void)
{
    tr_error err = { .message = "" };
    const char *path;

    CU_ASSERT_TRUE(scratch_write("note.txt", "0 is the first character of this text\n"));
    path = scratch_path("note.txt");
    CU_ASSERT_EQUAL(tr_anchor_store_load(store, path, TR_ROLE_ANCHOR, warn, NULL, &err),
                    TR_ERR_FORMAT);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "note.txt"));
    CU_ASSERT_TRUE(scratch_write("empty.pem", ""));
    CU_ASSERT_EQUAL(load(scratch_path("empty.pem")), TR_ERR_FORMAT);
    CU_ASSERT_EQUAL(load(scratch_path("none.pem")), TR_ERR_NOT_FOUND);
    CU_ASSERT_EQUAL(failures, 0);
}

static void folder_is_read_with_all_below_it(void)
{
    CU_ASSERT_TRUE(scratch_make_folder("roots"));
    CU_ASSERT_TRUE(scratch_make_folder("roots/more"));
    CU_ASSERT_TRUE(scratch_write("roots/readme.txt", "no certificate"));
    i2d_X509_bio(text, root);
    written("roots/a.cer");
    PEM_write_bio_X509(text, other);
    written("roots/more/b.crt");
    CU_ASSERT_EQUAL(load(scratch_path("roots")), TR_OK);
    CU_ASSERT_EQUAL(tr_anchor_store_count(store), 2);
    CU_ASSERT_EQUAL(failures, 0);
}

static bool count_and_stop(void *context, X509 *certificate, const tr_error *failure)
{
    (void)certificate, (void)failure;
    ++*(int *)context;
    return false;
}

static void visitor_may_stop(void)
{
    int count = 0;

    CU_ASSERT_TRUE(scratch_make_folder("all"));
    PEM_write_bio_X509(text, root);
    PEM_write_bio_X509(text, other);
    written("all/a.pem");
    PEM_write_bio_X509(text, other);
    written("all/b.pem");
    CU_ASSERT_EQUAL(tr_certificates_load(scratch_path("all"), count_and_stop, &count, NULL), TR_OK);
    CU_ASSERT_EQUAL(count, 1);
}

static void damaged_files_do_no_harm(void)
{
    unsigned char *der = NULL;
    PKCS7 *message = PKCS7_new();
    int size, count = 0;

    PKCS7_set_type(message, NID_pkcs7_signed);
    PKCS7_content_new(message, NID_pkcs7_data);
    PKCS7_add_certificate(message, root);
    size = i2d_PKCS7(message, &der);
    for (int at = 0; at < size; at++) {
        tr_bytes part = { der, (size_t)at }, whole = { der, (size_t)size };

        tr_certificates_parse(part, "part", count_and_stop, &count, NULL);
        der[at] ^= 0x81;
        tr_certificates_parse(whole, "flipped", count_and_stop, &count, NULL);
        der[at] ^= 0x81;
    }
    CU_PASS("nothing crashed");
    OPENSSL_free(der);
    PKCS7_free(message);
}

static void revocation_lists_are_found_by_issuer(void)
{
    X509_CRL *crl = authority_revoke(&(authority_revocation){
        .issuer = root, .issuer_key = 0, .reason = -1, .issued = AUTHORITY_FROM });
    const tr_revocation_list *found;

    PEM_write_bio_X509_CRL(text, crl);
    CU_ASSERT_EQUAL(tr_anchor_store_load_crls(store, written("a.pem"), warn, NULL, NULL), TR_OK);
    i2d_X509_CRL_bio(text, crl);
    CU_ASSERT_EQUAL(tr_anchor_store_load_crls(store, written("a.crl"), warn, NULL, NULL), TR_OK);
    CU_ASSERT_EQUAL(tr_anchor_store_crl_count(store), 2);
    found = tr_anchor_store_find_crl(store, X509_get_subject_name(root), NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    CU_ASSERT_PTR_NOT_NULL(strstr(found->place, "a.crl"));
    found = tr_anchor_store_find_crl(store, X509_get_subject_name(root), found);
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    CU_ASSERT_PTR_NULL(tr_anchor_store_find_crl(store, X509_get_subject_name(root), found));
    CU_ASSERT_PTR_NULL(tr_anchor_store_find_crl(store, X509_get_subject_name(other), NULL));
    PEM_write_bio_X509(text, root);
    CU_ASSERT_EQUAL(tr_anchor_store_load_crls(store, written("no.crl"), warn, NULL, NULL),
                    TR_ERR_FORMAT);
    X509_CRL_free(crl);
}

static CU_TestInfo tests[] = {
    { "certificate has places and roles", certificate_has_places_and_roles },
    { "many certificates are found again", many_certificates_are_found_again },
    { "empty store finds nothing", empty_store_finds_nothing },
    { "PEM may hold several, with text around", pem_may_hold_several_with_text_around },
    { "DER is read whatever its name", der_is_read_whatever_its_name },
    { "PKCS #7 is read in both forms", pkcs7_is_read_in_both_forms },
    { "serialized store is read", serialized_store_is_read },
    { "unreadable part is told and passed over", unreadable_part_is_told_and_passed_over },
    { "file without certificate is refused", file_without_certificate_is_refused },
    { "folder is read with all below it", folder_is_read_with_all_below_it },
    { "visitor may stop", visitor_may_stop },
    { "damaged files do no harm", damaged_files_do_no_harm },
    { "revocation lists are found by issuer", revocation_lists_are_found_by_issuer },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo anchor_store_suite = { "trust/anchor_store", NULL, NULL, set_up, tear_down, tests };
