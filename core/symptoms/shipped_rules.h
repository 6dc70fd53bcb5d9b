/*
 * The rules that ship inside the program, and the schema of all rule files:
 * resources/symptoms.xml and .xsd, embedded by CMake.
 */
#pragma once

#include <stddef.h>

extern const unsigned char tr_symptoms_xml[];
extern const size_t tr_symptoms_xml_size;

extern const unsigned char tr_symptoms_xsd[];
extern const size_t tr_symptoms_xsd_size;
