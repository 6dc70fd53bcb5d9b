#include "core/authenticode/signed_data.h"

#include <stdlib.h>
#include <string.h>

#include "core/authenticode/der.h"
#include "core/authenticode/signer_info.h"
#include "core/trust/certificate.h"
#include "core/words/words.h"

#define OID_SIGNED_DATA "1.2.840.113549.1.7.2"

/* A message with more is not read: each one costs time when chains are built. */
#define CERTIFICATES_MAX 256
#define SIGNERS_MAX      16

bool tr_algorithm_next(tr_algorithm *out, tr_bytes *rest)
{
    tr_der sequence;
    tr_der oid;

    if (!tr_der_expect(&sequence, rest, TR_DER_SEQUENCE) ||
        !tr_der_expect(&oid, &sequence.contents, TR_DER_OID))
        return false;
    out->oid = oid.contents;
    out->parameters = sequence.contents;
    return true;
}

static tr_status broken(tr_error *err, const char *what)
{
    return tr_error_set(err, TR_ERR_FORMAT, 0, "%s", what);
}

/* The message's content: [0] with any one element, or nothing. */
static bool read_content(tr_signed_data *message, tr_bytes *rest)
{
    tr_der sequence;
    tr_der element;

    if (!tr_der_expect(&sequence, rest, TR_DER_SEQUENCE) ||
        !tr_der_expect(&element, &sequence.contents, TR_DER_OID))
        return false;
    message->content_type = element.contents;
    if (sequence.contents.size == 0)
        return true;
    if (!tr_der_expect(&element, &sequence.contents, TR_DER_CONTEXT_CONSTRUCTED | 0) ||
        !tr_der_next(&element, &element.contents))
        return false;
    message->has_content = true;
    message->content = element.contents;
    message->is_wrapped = element.tag == TR_DER_OCTET_STRING;
    return true;
}

/* A certificate that OpenSSL cannot read is told and passed over: it may not be needed. */
static tr_status read_certificate(tr_signed_data *message, const tr_der *element, tr_error *err)
{
    X509 *certificate;
    tr_error why;
    tr_status status = tr_certificate_pool_parse(message->pool, &certificate, element->whole, &why);

    if (status == TR_ERR_MEMORY)
        return tr_error_set(err, status, 0, "%s", why.message);
    if (status != TR_OK)
        return tr_findings_add(&message->findings, TR_F_UNUSED_CERTIFICATE, TR_WARNING,
                               TR_NOT_TRUSTED, why.message, NULL, element->whole.size, err);
    if (!sk_X509_push(message->certificates, certificate)) {
        X509_free(certificate);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for certificates");
    }
    return TR_OK;
}

static tr_status read_certificates(tr_signed_data *message, tr_bytes set, tr_error *err)
{
    tr_status status = TR_OK;

    for (size_t i = 0; set.size > 0 && status == TR_OK; i++) {
        tr_der element;

        if (i == CERTIFICATES_MAX || !tr_der_next(&element, &set))
            return broken(err, TR_WORDS("its list of certificates is damaged or too long"));
        if (element.tag == TR_DER_SEQUENCE)
            status = read_certificate(message, &element, err);
    }
    return status;
}

static tr_status read_signers(tr_signed_data *message, tr_bytes set, tr_error *err)
{
    tr_signer_info *signers = calloc(SIGNERS_MAX, sizeof(*signers));

    if (!signers)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for signers");
    message->signers = signers;
    while (set.size > 0) {
        tr_der element;

        if (message->signer_count == SIGNERS_MAX || !tr_der_next(&element, &set) ||
            !tr_signer_info_parse(&signers[message->signer_count], element.whole))
            return broken(err, TR_WORDS("its list of signers is damaged or too long"));
        message->signer_count++;
    }
    return TR_OK;
}

/* SignedData ::= version, digestAlgorithms, content, [0] certificates, [1] crls, signerInfos. */
static tr_status read_message(tr_signed_data *message, tr_bytes rest, tr_error *err)
{
    tr_status status = TR_OK;
    unsigned long long version;
    tr_der element;

    if (!tr_der_expect(&element, &rest, TR_DER_INTEGER) ||
        !tr_der_integer(&version, element.contents) || version > 5)
        return broken(err, TR_WORDS("its version is not known"));
    message->version = (unsigned)version;
    if (!tr_der_expect(&element, &rest, TR_DER_SET) || !read_content(message, &rest))
        return broken(err, TR_WORDS("its content is damaged"));
    if (tr_der_expect(&element, &rest, TR_DER_CONTEXT_CONSTRUCTED | 0))
        status = read_certificates(message, element.contents, err);
    if (status != TR_OK)
        return status;
    tr_der_expect(&element, &rest, TR_DER_CONTEXT_CONSTRUCTED | 1);
    if (!tr_der_expect(&element, &rest, TR_DER_SET))
        return broken(err, TR_WORDS("its list of signers is missing"));
    return read_signers(message, element.contents, err);
}

static tr_status open_content_info(tr_signed_data *message, tr_error *err)
{
    tr_bytes rest = message->der;
    tr_der info;
    tr_der element;

    if (!tr_der_expect(&info, &rest, TR_DER_SEQUENCE) ||
        !tr_der_expect(&element, &info.contents, TR_DER_OID) ||
        !tr_der_is_oid(element.contents, OID_SIGNED_DATA) ||
        !tr_der_expect(&element, &info.contents, TR_DER_CONTEXT_CONSTRUCTED | 0) ||
        !tr_der_expect(&element, &element.contents, TR_DER_SEQUENCE))
        return broken(err, TR_WORDS("it is not a PKCS #7 message with signed data"));
    return read_message(message, element.contents, err);
}

tr_status tr_signed_data_parse(tr_signed_data **out, tr_bytes bytes, size_t *used, tr_error *err)
{
    return tr_signed_data_parse_shared(out, bytes, used, NULL, err);
}

tr_status tr_signed_data_parse_shared(tr_signed_data **out, tr_bytes bytes, size_t *used,
                                      tr_certificate_pool *pool, tr_error *err)
{
    tr_status status;
    size_t taken = 0;
    tr_signed_data *message = calloc(1, sizeof(*message));

    if (!message || !(message->certificates = sk_X509_new_null())) {
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a signature");
        goto done;
    }
    message->pool = pool;
    status = tr_der_from_ber(&message->owned, &message->der.size, &taken, bytes, err);
    if (status != TR_OK)
        goto done;
    message->der.data = message->owned ? message->owned : bytes.data;
    if (message->owned)
        status = tr_findings_add(&message->findings, TR_F_NOT_DER, TR_NOTE, TR_TRUSTED, NULL, NULL,
                                 0, err);
    if (status == TR_OK)
        status = open_content_info(message, err);
    if (status == TR_OK && message->signer_count > 1)
        status = tr_findings_add(&message->findings, TR_F_SEVERAL_SIGNERS, TR_NOTE, TR_TRUSTED,
                                 NULL, NULL, message->signer_count, err);
done:
    if (status == TR_OK) {
        *out = message;
        if (used)
            *used = taken;
    } else {
        tr_signed_data_free(message);
    }
    return status;
}

void tr_signed_data_free(tr_signed_data *message)
{
    if (!message)
        return;
    sk_X509_pop_free(message->certificates, X509_free);
    free(message->signers);
    tr_findings_clear(&message->findings);
    free(message->owned);
    free(message);
}
