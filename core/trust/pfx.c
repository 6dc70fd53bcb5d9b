#include "core/trust/pfx.h"

#include <limits.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>

/* Parts ("safes") and nested bags; Windows writes two, without nesting. */
#define MOST_SAFES 16
#define MOST_BAGS  4096

/* Reading one PFX. */
typedef struct pfx_reading {
    const char *password; /* NULL or "", which are not the same in PKCS #12 */
    uint64_t *work;
    tr_pfx_take *take;
    void *context;
    size_t bags;
} pfx_reading;

/* A SEQUENCE, its length in any form, and version 3. */
bool tr_pfx_is(tr_bytes der)
{
    size_t head = der.size > 1 && der.data[1] & 0x80 ? 2u + (der.data[1] & 0x7Fu) : 2;

    return der.size > 6 && der.data[0] == (V_ASN1_SEQUENCE | V_ASN1_CONSTRUCTED) && head <= 6 &&
           der.size - head >= 3 && memcmp(der.data + head, "\x02\x01\x03", 3) == 0;
}

static tr_status damaged(tr_error *err)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "the PFX is damaged");
}

static tr_status needs_password(tr_error *err)
{
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                        "the PFX is protected by a password: export the certificate without its "
                        "key, as .cer or .p7b");
}

/* Hostile files ask for billions of rounds. */
static tr_status spend(pfx_reading *reading, const ASN1_INTEGER *rounds, tr_error *err)
{
    uint64_t count = 1;

    if (rounds && !ASN1_INTEGER_get_uint64(&count, rounds))
        return damaged(err);
    if (count > *reading->work)
        return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                            "the PFX asks for too many rounds of hashing");
    *reading->work -= count;
    return TR_OK;
}

/* How a password becomes a key: by PKCS #12's own way, or by PBKDF2 (RFC 8018). */
static tr_status spend_on_key(pfx_reading *reading, const X509_ALGOR *algorithm, tr_error *err)
{
    PBEPARAM *plain = NULL;
    PBE2PARAM *second = NULL;
    PBKDF2PARAM *derived = NULL;
    tr_status status;

    if (OBJ_obj2nid(algorithm->algorithm) == NID_pbes2) {
        second = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), algorithm->parameter);
        if (second && OBJ_obj2nid(second->keyfunc->algorithm) == NID_id_pbkdf2)
            derived =
                ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBKDF2PARAM), second->keyfunc->parameter);
    } else {
        plain = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBEPARAM), algorithm->parameter);
    }
    if (plain)
        status = spend(reading, plain->iter, err);
    else if (derived)
        status = spend(reading, derived->iter, err);
    else
        status = tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                              "the PFX is encrypted in a way that is not read here");
    PBEPARAM_free(plain);
    PBE2PARAM_free(second);
    PBKDF2PARAM_free(derived);
    return status;
}

/* The integrity of all is kept by the password, which tells whether there is one. */
static tr_status find_password(pfx_reading *reading, PKCS12 *pfx, tr_error *err)
{
    static const char *const passwords[] = { NULL, "" };
    const ASN1_INTEGER *rounds = NULL;

    reading->password = NULL;
    if (!PKCS12_mac_present(pfx))
        return TR_OK;
    PKCS12_get0_mac(NULL, NULL, NULL, &rounds, pfx);
    for (size_t index = 0; index < 2; index++) {
        tr_status status = spend(reading, rounds, err);

        if (status != TR_OK)
            return status;
        if (PKCS12_verify_mac(pfx, passwords[index], passwords[index] ? 0 : -1)) {
            reading->password = passwords[index];
            return TR_OK;
        }
    }
    return needs_password(err);
}

static tr_status take_certificate(pfx_reading *reading, const PKCS12_SAFEBAG *bag, tr_error *err)
{
    X509 *certificate = PKCS12_SAFEBAG_get1_cert(bag);
    unsigned char *der = NULL;
    int size = certificate ? i2d_X509(certificate, &der) : -1;

    X509_free(certificate);
    if (size <= 0)
        return damaged(err);
    reading->take(reading->context, (tr_bytes){ der, (size_t)size });
    OPENSSL_free(der);
    return TR_OK;
}

static tr_status read_bags(pfx_reading *reading, const STACK_OF(PKCS12_SAFEBAG) *bags,
                           tr_error *err)
{
    tr_status status = TR_OK;

    for (int index = 0; index < sk_PKCS12_SAFEBAG_num(bags) && status == TR_OK; index++) {
        const PKCS12_SAFEBAG *bag = sk_PKCS12_SAFEBAG_value(bags, index);

        if (++reading->bags > MOST_BAGS)
            status = damaged(err);
        else if (PKCS12_SAFEBAG_get_nid(bag) == NID_certBag &&
                 PKCS12_SAFEBAG_get_bag_nid(bag) == NID_x509Certificate)
            status = take_certificate(reading, bag, err);
    }
    return status;
}

static tr_status read_safe(pfx_reading *reading, PKCS7 *safe, tr_error *err)
{
    STACK_OF(PKCS12_SAFEBAG) *bags = NULL;
    int size = reading->password ? 0 : -1;
    tr_status status = TR_OK;

    if (PKCS7_type_is_data(safe)) {
        bags = PKCS12_unpack_p7data(safe);
    } else if (PKCS7_type_is_encrypted(safe) && safe->d.encrypted &&
               safe->d.encrypted->enc_data->algorithm) {
        status = spend_on_key(reading, safe->d.encrypted->enc_data->algorithm, err);
        if (status == TR_OK)
            bags = PKCS12_unpack_p7encdata(safe, reading->password, size);
        if (status == TR_OK && !bags)
            status = tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                                  "the PFX is encrypted in a way, or by a password, that is not "
                                  "read here");
    } else {
        return TR_OK; /* for the holder of a key */
    }
    if (status == TR_OK)
        status = bags ? read_bags(reading, bags, err) : damaged(err);
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
    return status;
}

static tr_status read_safes(pfx_reading *reading, PKCS12 *pfx, tr_error *err)
{
    STACK_OF(PKCS7) *safes = PKCS12_unpack_authsafes(pfx);
    tr_status status = safes && sk_PKCS7_num(safes) <= MOST_SAFES ? TR_OK : damaged(err);

    for (int index = 0; index < sk_PKCS7_num(safes) && status == TR_OK; index++)
        status = read_safe(reading, sk_PKCS7_value(safes, index), err);
    sk_PKCS7_pop_free(safes, PKCS7_free);
    return status;
}

tr_status tr_pfx_walk(tr_bytes der, uint64_t *work, tr_pfx_take *take, void *context, tr_error *err)
{
    pfx_reading reading = { .work = work, .take = take, .context = context };
    const unsigned char *next = der.data;
    PKCS12 *pfx = der.size <= LONG_MAX ? d2i_PKCS12(NULL, &next, (long)der.size) : NULL;
    tr_status status = pfx ? find_password(&reading, pfx, err) : damaged(err);

    if (status == TR_OK)
        status = read_safes(&reading, pfx, err);
    PKCS12_free(pfx);
    ERR_clear_error();
    return status;
}
