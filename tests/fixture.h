/*
 * What tests take from the fixtures: files, certificates and stores by
 * relative path. Each asserts that the fixture is there and can be read.
 */
#pragma once

#include <time.h>

#include "core/authenticode/verify.h"
#include "core/bytes.h"
#include "core/trust/anchor_store.h"

/** The time at which fixtures are judged: 2027-06-01, while most certificates are valid. */
#define FIXTURE_NOW ((time_t)1811808000)

/** A whole file; its bytes are to be freed by fixture_bytes_free. */
tr_bytes fixture_bytes(const char *path);
void fixture_bytes_free(tr_bytes bytes);

/** One certificate, for X509_free. */
X509 *fixture_certificate(const char *path);

/** A store with one file of trust anchors, for tr_anchor_store_free. NULL path: empty. */
tr_anchor_store *fixture_store(const char *path);

/** Judge a file at FIXTURE_NOW. For tr_verification_free. */
tr_verification *fixture_verify(const char *path, const tr_anchor_store *store);

/** Judge bytes instead. */
tr_verification *fixture_verify_bytes(tr_bytes bytes, const tr_anchor_store *store);
