/*
 * The trust catalogue that ships inside the program, and the schema of all
 * catalogues: resources/required-certificates.xml and .xsd, embedded by CMake.
 */
#pragma once

#include <stddef.h>

extern const unsigned char tr_required_certificates_xml[];
extern const size_t tr_required_certificates_xml_size;

extern const unsigned char tr_required_certificates_xsd[];
extern const size_t tr_required_certificates_xsd_size;
