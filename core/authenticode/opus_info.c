#include "core/authenticode/opus_info.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/asn1.h>
#include <openssl/crypto.h>

#include "core/authenticode/der.h"

#define OID_OPUS_INFO "1.3.6.1.4.1.311.2.1.12"
#define NAME_MAX_SIZE 1024

/* SpcString ::= CHOICE { [0] BMPString, [1] IA5String }, both implicit. */
static char *text_of(const tr_der *string)
{
    int type = string->tag == (TR_DER_CONTEXT | 0) ? V_ASN1_BMPSTRING : V_ASN1_IA5STRING;
    ASN1_STRING *value = ASN1_STRING_type_new(type);
    unsigned char *utf8 = NULL;
    char *text = NULL;

    if (value && ASN1_STRING_set(value, string->contents.data, (int)string->contents.size) &&
        ASN1_STRING_to_UTF8(&utf8, value) >= 0)
        text = strdup((char *)utf8);
    for (char *c = text; c && *c; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
    }
    OPENSSL_free(utf8);
    ASN1_STRING_free(value);
    return text;
}

char *tr_opus_info_program(const tr_signer_info *signer)
{
    tr_bytes value;
    tr_der info;
    tr_der element;

    if (!tr_signer_info_signed_attribute(&value, signer, OID_OPUS_INFO) ||
        !tr_der_expect(&info, &value, TR_DER_SEQUENCE) ||
        !tr_der_expect(&element, &info.contents, TR_DER_CONTEXT_CONSTRUCTED | 0) ||
        !tr_der_next(&element, &element.contents) || element.contents.size == 0 ||
        element.contents.size > NAME_MAX_SIZE ||
        (element.tag != (TR_DER_CONTEXT | 0) && element.tag != (TR_DER_CONTEXT | 1)))
        return NULL;
    return text_of(&element);
}
