#include "core/symptoms/log_kind.h"

#include <stddef.h>
#include <string.h>

#include "core/platform/directory.h"

/* A name begins with stem, and its extension stands behind whatever a rotation put there. */
typedef struct log_name {
    const char *stem; /* lower case */
    const char *extension;
    tr_log_kind kind;
} log_name;

static const log_name names[] = {
    { "ofcdebug", ".log", TR_LOG_DEBUG },   { "tmudump", ".txt", TR_LOG_UPDATE },
    { "upgrade_", ".log", TR_LOG_UPGRADE }, { "ofcnt", ".log", TR_LOG_INSTALL },
    { "ofcmas", ".log", TR_LOG_INSTALL },   { "tmpatch", ".log", TR_LOG_INSTALL },
    { "conn_", ".log", TR_LOG_CONNECTION }, { "diagnostic", ".log", TR_LOG_SERVER },
    { "ptndp", ".log", TR_LOG_SERVER },
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* word is in lower case */
static bool begins(const char *text, const char *word)
{
    while (*word && lower(*text) == *word) {
        text++;
        word++;
    }
    return *word == '\0';
}

/* ".log" at the end, or before what a rotation adds: ".log.1", ".log_20240531", ".log.old". */
static bool has_extension(const char *name, const char *extension)
{
    for (; *name; name++) {
        if (begins(name, extension)) {
            char next = name[strlen(extension)];

            if (next == '\0' || strchr("._-", next))
                return true;
        }
    }
    return false;
}

tr_log_kind tr_log_kind_of(const char *path)
{
    const char *name = path + tr_path_name(path);

    for (size_t index = 0; index < sizeof(names) / sizeof(names[0]); index++) {
        if (begins(name, names[index].stem) &&
            has_extension(name + strlen(names[index].stem), names[index].extension))
            return names[index].kind;
    }
    return TR_LOG_OTHER;
}

static const char *const words[TR_LOG_KIND_COUNT] = {
    "other", "debug", "update", "upgrade", "install", "connection", "server",
};

const char *tr_log_kind_word(tr_log_kind kind)
{
    return words[kind];
}

bool tr_log_kind_find(tr_log_kind *out, const char *word, int size)
{
    for (int kind = TR_LOG_OTHER + 1; kind < TR_LOG_KIND_COUNT; kind++) {
        if (strlen(words[kind]) == (size_t)size && strncmp(words[kind], word, (size_t)size) == 0) {
            *out = (tr_log_kind)kind;
            return true;
        }
    }
    return false;
}
