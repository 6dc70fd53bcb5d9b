#include "core/authenticode/script_style.h"

#include <string.h>

static const tr_script_style styles[TR_SCRIPT_STYLE_COUNT] = {
    [TR_SCRIPT_HASH] = { .begin = "# SIG # Begin signature block",
                         .end = "# SIG # End signature block",
                         .prefix = "# ",
                         .suffix = "" },
    [TR_SCRIPT_XML] = { .begin = "<!-- SIG # Begin signature block -->",
                        .end = "<!-- SIG # End signature block -->",
                        .prefix = "<!-- ",
                        .suffix = " -->" },
    [TR_SCRIPT_C] = { .begin = "/* SIG # Begin signature block */",
                      .end = "/* SIG # End signature block */",
                      .prefix = "/* ",
                      .suffix = " */" },
    [TR_SCRIPT_JS] = { .begin = "// SIG // Begin signature block",
                       .end = "// SIG // End signature block",
                       .prefix = "// SIG // ",
                       .suffix = "",
                       .is_host = true },
    [TR_SCRIPT_VBS] = { .begin = "'' SIG '' Begin signature block",
                        .end = "'' SIG '' End signature block",
                        .prefix = "'' SIG '' ",
                        .suffix = "",
                        .is_host = true },
    [TR_SCRIPT_WSF] = { .begin = "<signature>",
                        .end = "</signature>",
                        .prefix = "** SIG ** ",
                        .suffix = "",
                        .is_host = true,
                        .is_inside = true },
};

static const struct {
    const char *extension;
    tr_script_style_id style;
} extensions[] = {
    { ".ps1", TR_SCRIPT_HASH },   { ".psm1", TR_SCRIPT_HASH }, { ".psd1", TR_SCRIPT_HASH },
    { ".ps1xml", TR_SCRIPT_XML }, { ".psc1", TR_SCRIPT_XML },  { ".cdxml", TR_SCRIPT_XML },
    { ".mof", TR_SCRIPT_C },      { ".js", TR_SCRIPT_JS },     { ".jse", TR_SCRIPT_JS },
    { ".vbs", TR_SCRIPT_VBS },    { ".vbe", TR_SCRIPT_VBS },   { ".wsf", TR_SCRIPT_WSF },
};

const tr_script_style *tr_script_style_get(tr_script_style_id id)
{
    return &styles[id];
}

/* Whatever the case of name's ASCII letters. */
static bool ends_with(const char *name, size_t size, const char *suffix)
{
    size_t length = strlen(suffix);

    if (size <= length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = name[size - length + i];

        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != suffix[i])
            return false;
    }
    return true;
}

unsigned tr_script_styles_of_name(const char *name)
{
    size_t size = strlen(name);

    /* A renamed file stays what it is: x.ps1_invalid is a .ps1. */
    while (ends_with(name, size, "_invalid"))
        size -= strlen("_invalid");
    for (size_t i = 0; i < sizeof(extensions) / sizeof(extensions[0]); i++) {
        if (ends_with(name, size, extensions[i].extension))
            return 1u << extensions[i].style;
    }
    return 0;
}

/* The byte at *at that is not zero, so that UTF-16 reads as ASCII; 0 at the end. */
static unsigned char next_byte(tr_bytes text, size_t *at)
{
    while (*at < text.size && text.data[*at] == 0)
        (*at)++;
    return *at < text.size ? text.data[(*at)++] : 0;
}

static bool holds_at(tr_bytes text, size_t at, const char *wanted)
{
    for (; *wanted; wanted++) {
        if (next_byte(text, &at) != (unsigned char)*wanted)
            return false;
    }
    return true;
}

bool tr_script_styles_recognise(tr_bytes tail)
{
    for (size_t at = 0; at < tail.size; at++) {
        if (tail.data[at] != '\n')
            continue;
        for (unsigned i = 0; i < TR_SCRIPT_STYLE_COUNT; i++) {
            /* The element's name alone says too little. */
            if (i != TR_SCRIPT_WSF && holds_at(tail, at + 1, styles[i].end))
                return true;
        }
        if (holds_at(tail, at + 1, styles[TR_SCRIPT_WSF].prefix))
            return true;
    }
    return false;
}
