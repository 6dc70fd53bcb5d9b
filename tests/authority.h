/*
 * A certification authority inside the test program: certificates and
 * revocation lists with any property, good or bad, made on the spot.
 */
#pragma once

#include <stdbool.h>
#include <time.h>

#include <openssl/evp.h>
#include <openssl/x509.h>

/* Certificates are valid from 2020 to 2040 unless said otherwise. */
#define AUTHORITY_FROM  ((time_t)1577836800) /* 2020-01-01 */
#define AUTHORITY_UNTIL ((time_t)2208988800) /* 2040-01-01 */

/** Keys are numbered. Those below 16 are P-256; these are special. */
typedef enum authority_key {
    AUTHORITY_RSA_1024 = 16,
    AUTHORITY_RSA_512,
    AUTHORITY_EXPLICIT_CURVE, /* the curve's parameters written out */
    AUTHORITY_KEY_COUNT
} authority_key;

/** What to certify. Extensions are "name=value" as in openssl.cnf, without the key identifiers. */
typedef struct authority_request {
    const char *name; /* common name */
    unsigned key;
    X509 *issuer; /* NULL: self-signed */
    unsigned issuer_key;
    const char *extensions[6];
    time_t from;
    time_t until;
    const EVP_MD *digest; /* NULL: SHA-256 */
    bool is_version_1;
    bool without_key_ids;
} authority_request;

/** Make a certificate, for X509_free. Asserts that it can be made. */
X509 *authority_issue(const authority_request *request);

/** Root, intermediate or signer (codeSigning), as they should be. */
X509 *authority_root(const char *name, unsigned key);
X509 *authority_ca(const char *name, unsigned key, X509 *issuer, unsigned issuer_key);
X509 *authority_signer(const char *name, unsigned key, X509 *issuer, unsigned issuer_key);

/** A revocation list with one entry. */
typedef struct authority_revocation {
    X509 *issuer;
    unsigned issuer_key;
    X509 *revoked;         /* NULL: an empty list */
    time_t on;             /* of the revocation */
    int reason;            /* CRL_REASON_...; -1 for none */
    time_t invalid_since;  /* invalidityDate; 0 for none */
    time_t issued;         /* thisUpdate */
    time_t next;           /* nextUpdate; 0 for none */
    const char *extension; /* of the list, "name=value"; NULL for none */
} authority_revocation;

X509_CRL *authority_revoke(const authority_revocation *revocation);

/** The key of a number; borrowed, kept until authority_tear_down. */
EVP_PKEY *authority_key_of(unsigned number);

/** Free the keys. */
void authority_tear_down(void);
