/*
 * The product as it is installed: an agent, or a server, and what is known of
 * it, each value with where it was read.
 *
 * The registry is looked into in both views, this machine's or that of another
 * system's disk; then, in the folder that it names or that the user names,
 * ofcscan.ini and the versions of the programs. Names of files have no case.
 * Only the keys listed here are read, none of which is a secret.
 *
 * In which group of the console ("domain") an agent is, no source says where to
 * read, so that it is not read.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"
#include "core/platform/service.h"

typedef enum tr_installation_kind {
    TR_INSTALLATION_AGENT,
    TR_INSTALLATION_SERVER
} tr_installation_kind;

/** What may be known of an installation. */
typedef enum tr_fact {
    TR_FACT_PRODUCT,     /* "Trend Micro Apex One Security Agent" */
    TR_FACT_VERSION,     /* "14.0.9565" */
    TR_FACT_SERVER,      /* name or address: of the agent's server, or the server's own */
    TR_FACT_HTTP_PORT,   /* of the server */
    TR_FACT_HTTPS_PORT,  /* of the server */
    TR_FACT_AGENT_PORT,  /* the one that agents listen on */
    TR_FACT_GUID,        /* the agent's */
    TR_FACT_NO_UPGRADE,  /* NoProgramUpgrade; "1": the agent does not upgrade its programs */
    TR_FACT_UNINSTALL,   /* Allow Uninstall; tamper protection, which is only ever shown */
    TR_FACT_NO_PASSWORD, /* NoPwdProtect; tamper protection, too */
    TR_FACT_COUNT
} tr_fact;

/** A word for it: "product", "version", "server", "http_port" and so on. */
const char *tr_fact_word(tr_fact fact);

typedef struct tr_fact_value {
    char *text; /* NULL: not known */
    char *
        source; /* "HKLM\\...: Server (32-bit view)", "'C:/.../ofcscan.ini', line 12: ServerAddr" */
} tr_fact_value;

/** A service of the product, as this machine has it. */
typedef struct tr_installed_service {
    const char *name; /* the service manager's: "TmListen" */
    char *title;      /* that people see; NULL: not known */
    tr_service_state state;
    bool is_known;     /* false: its state could not be asked for */
    bool is_essential; /* without it the agent, or server, does not work */
} tr_installed_service;

#define TR_INSTALLED_SERVICES_MOST 8

typedef struct tr_installation {
    tr_installation_kind kind;
    char *folder;        /* where it can be read: the agent's folder, or the server's PCCSRV */
    char *folder_source; /* NULL: the user named it */
    bool has_folder;     /* false: the folder that the registry names is not there */
    tr_fact_value facts[TR_FACT_COUNT];
    bool is_here; /* it belongs to this machine, so that its services can be asked for */
    tr_installed_service services[TR_INSTALLED_SERVICES_MOST];
    size_t service_count; /* 0 unless is_here */
    char *failure;        /* what of it could not be read, one line; NULL: nothing */
} tr_installation;

/** Where to look. All zero: this machine. */
typedef struct tr_installation_place {
    const char *folder;      /* an agent's, a server's, or its PCCSRV; NULL: as the registry says */
    const char *system_root; /* where another system's disk is mounted; NULL: this machine */
} tr_installation_place;

typedef struct tr_installations {
    tr_installation *items; /* agents first */
    size_t count;
} tr_installations;

/**
 * Find what is installed. That there is nothing is TR_OK for a machine, and
 * TR_ERR_NOT_FOUND for a folder that was named. A folder that the registry
 * names too is known with all that the registry says of it.
 *
 * @param out  for tr_installations_clear; set on TR_OK only
 */
tr_status tr_installations_find(tr_installations *out, const tr_installation_place *place,
                                tr_error *err);

void tr_installations_clear(tr_installations *list); /* all zero is fine */

/** Add those of another list, which is empty then. TR_ERR_MEMORY leaves both as they are. */
tr_status tr_installations_join(tr_installations *list, tr_installations *more, tr_error *err);

/** The first one of a kind. Borrowed; NULL if there is none. */
const tr_installation *tr_installations_of(const tr_installations *list, tr_installation_kind kind);

/** What is known; NULL if it is not. Borrowed. */
const char *tr_installation_fact(const tr_installation *installation, tr_fact fact);

/** A port; 0 if it is not known. */
unsigned tr_installation_port(const tr_installation *installation, tr_fact fact);

/**
 * A file of an installation, in any letter case, to free().
 *
 * @param name  below its folder, with '/' between names
 * @return TR_ERR_NOT_FOUND if it is not there
 */
tr_status tr_installation_file(char **out, const tr_installation *installation, const char *name,
                               tr_error *err);

/**
 * Find the server's ofcscan.ini.
 *
 * @param out  to free()
 * @return TR_ERR_NOT_FOUND if there is none
 */
tr_status tr_installation_find_server_ini(char **out, const tr_installation_place *place,
                                          tr_error *err);
