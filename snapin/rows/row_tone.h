/*
 * How the rows of each node stand, as their records say it.
 */
#pragma once

#include <jansson.h>

#include "snapin/rows/row.h"

row_tone row_tone_of_overview(const json_t *record);
row_tone row_tone_of_required(const json_t *record);
row_tone row_tone_of_installed(const json_t *record);
row_tone row_tone_of_agent_certificate(const json_t *record);
row_tone row_tone_of_renamed(const json_t *record);
row_tone row_tone_of_check(const json_t *record);
row_tone row_tone_of_agent(const json_t *record);
row_tone row_tone_of_change(const json_t *record);
