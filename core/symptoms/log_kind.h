/*
 * The product's logs, told by the names of their files: also those that were
 * rotated out (ofcdebug_3.log, TmuDump.txt.1) or carry a time.
 */
#pragma once

#include <stdbool.h>

typedef enum tr_log_kind {
    TR_LOG_OTHER,      /* no name of the product's */
    TR_LOG_DEBUG,      /* ofcdebug*.log */
    TR_LOG_UPDATE,     /* TmuDump.txt */
    TR_LOG_UPGRADE,    /* upgrade_*.log */
    TR_LOG_INSTALL,    /* OFCNT.log, OFCNTINST.log, OFCMAS.LOG, TmPatch.log */
    TR_LOG_CONNECTION, /* Conn_*.log */
    TR_LOG_SERVER      /* diagnostic.log, PtnDP*.log */
} tr_log_kind;

#define TR_LOG_KIND_COUNT (TR_LOG_SERVER + 1)

/** The kind of the file that a path names; TR_LOG_OTHER if its name is none of these. */
tr_log_kind tr_log_kind_of(const char *path);

/** "debug", "update" and so on; "other". */
const char *tr_log_kind_word(tr_log_kind kind);

/** The kind of a word (of size characters); false if it is none. */
bool tr_log_kind_find(tr_log_kind *out, const char *word, int size);
