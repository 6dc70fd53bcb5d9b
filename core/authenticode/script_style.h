/*
 * How scripts of each language carry a signature: the comment lines that
 * begin and end it, and those between. Which style is looked for follows from
 * the file's name, as in Windows.
 */
#pragma once

#include <stdbool.h>

#include "core/bytes.h"

typedef enum tr_script_style_id {
    TR_SCRIPT_HASH, /* # , of PowerShell */
    TR_SCRIPT_XML,  /* <!-- -->, of PowerShell's XML files */
    TR_SCRIPT_C,    /* slash and asterisk, of MOF files */
    TR_SCRIPT_JS,   /* // , of JScript */
    TR_SCRIPT_VBS,  /* '' , of VBScript */
    TR_SCRIPT_WSF,  /* a <signature> element within a Windows Script File */
    TR_SCRIPT_STYLE_COUNT
} tr_script_style_id;

/** A set of styles: a bit (1u << id) for each. */
#define TR_SCRIPT_ALL_STYLES ((1u << TR_SCRIPT_STYLE_COUNT) - 1)

typedef struct tr_script_style {
    const char *begin; /* whole lines */
    const char *end;
    const char *prefix; /* of each line of base64 */
    const char *suffix;
    bool is_host;   /* of Windows Script Host, which signs the block's place and no mark */
    bool is_inside; /* text that follows the block belongs to the script, and is signed */
} tr_script_style;

const tr_script_style *tr_script_style_get(tr_script_style_id id);

/** The styles that a file of this name may have; 0 if it is not that of a script. */
unsigned tr_script_styles_of_name(const char *name);

/** Whether the last bytes of a file hold a line that ends a signature, of any style. */
bool tr_script_styles_recognise(tr_bytes tail);
