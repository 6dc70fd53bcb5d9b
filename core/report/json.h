/*
 * JSON values for what reports speak of; for core/report only. Each function
 * gives a new value, or NULL when out of memory, as jansson's own do.
 *
 * The shapes are those of the schemas in docs/, which strangers rely on.
 */
#pragma once

#include <stdbool.h>
#include <time.h>

#include <jansson.h>

#include "core/authenticode/verify.h"
#include "core/report/report_kind.h"

/** A text; NULL becomes null, bytes that are not UTF-8 become U+FFFD. */
json_t *tr_json_text(const char *text);

/** Lower-case hexadecimal; NULL becomes null. */
json_t *tr_json_hex(const unsigned char *bytes, size_t size);

/** RFC 3339. */
json_t *tr_json_time(time_t time);

/**
 * Set object[key] to a path and, where that is not UTF-8, object[key_bytes] to
 * its bytes in hexadecimal, so that nothing is lost.
 *
 * @return false when out of memory, or if object is NULL
 */
bool tr_json_set_path(json_t *object, const char *key, const char *key_bytes, const char *path);

/** {"verdict", "code", "name"} */
json_t *tr_json_verdict(tr_verdict verdict);

/** Add a verification's members, from "format" to "findings", to an object. */
bool tr_json_set_verification(json_t *object, const tr_verification *verification);

/** Parts of the report as records; see tr_report_kind. */
void tr_json_comparison(tr_report *report, const tr_comparison_row *rows, size_t count);
void tr_json_azure_signing(tr_report *report, const tr_azure_signing *found);
void tr_json_installed(tr_report *report, const tr_comparison_base *base,
                       const tr_trust_catalogue *catalogue);
void tr_json_import(tr_report *report, const tr_import *import, bool is_plan);
