/*
 * What the user asked for on the command line. All texts are those of argv.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

typedef struct text_list {
    const char **items; /* owned */
    size_t count;
} text_list;

typedef struct given_time {
    bool is_given;
    time_t time;
} given_time;

/** Whether to ask Windows for its own verdict. */
typedef enum ask { ASK_AUTO, ASK_ALWAYS, ASK_NEVER } ask;

typedef struct settings {
    const char *command;          /* its name; NULL if none is given */
    const char *const *arguments; /* all of them, behind the program; NULL at the end */
    bool wants_help;
    bool wants_version;
    int language;          /* tr_language */
    bool stops_with_input; /* when standard input ends */
    int format;            /* tr_report_format */
    const char *output;    /* NULL: standard output */
    bool is_verbose;
    const char *system_root; /* another system's disk; NULL: this machine */
    text_list anchors;
    text_list intermediates;
    text_list disallowed;
    text_list crls;
    text_list trust_lists;
    text_list catalogs;
    const char *catalogue; /* NULL: the one inside the program */
    given_time at;
    int signatures;   /* tr_signature_choice */
    int policy;       /* 0 Windows', 1 strict */
    int asks_windows; /* an ask */
    int profile;      /* tr_profile */
    unsigned jobs;    /* 0: as many as there are processors */
    bool is_dry_run;
    bool is_agreed;     /* not to be asked */
    const char *state;  /* NULL: the folder by default */
    const char *reason; /* the user's, for what is out of the ordinary */
    bool takes_unsigned;
    bool parks;
    bool is_forgetting; /* the history, once it was shown */
    bool is_last;
    given_time since;
    bool shows_installed;
    text_list files;   /* whose chains say what is needed */
    text_list rules;   /* files of them */
    text_list sources; /* where certificates to import are */
    bool wants_missing;
    bool takes_unpinned;
    const char *store;         /* of certificates; NULL: the machine's */
    const char *installation;  /* of the product; NULL: this machine's */
    const char *ini;           /* its ofcscan.ini; NULL: that of the installation */
    bool leaves_service;       /* not to be restarted */
    const char *server;        /* the agent's, for IpXfer; NULL: as the agent or server here says */
    unsigned port;             /* 0: as the agent or server here says, and so below */
    unsigned ssl_port;         /* HTTPS */
    unsigned agent_port;       /* the agent's own */
    const char *certificate;   /* path of OfcNTCer.dat */
    const char *domain;        /* of agents; NULL: as it is */
    const char *agent_version; /* "14.0" */
    const char *ipxfer;        /* IpXfer's path */
    bool is_32_bit;            /* IpXfer.exe, not IpXfer_x64.exe */
    bool wants_transfer;       /* a .cmd file of IpXfer commands */
    int encoding;              /* of a list: 0 to be told, else 1 + index of a tr_code_page */
    bool wants_run;            /* IpXfer itself */
    bool reads_password;       /* on standard input */
    unsigned seconds;          /* to wait; 0: as long as is good */
    const char *pasted;        /* a command to look at; "-": on standard input */
    text_list installations;   /* of the product, to be checked; none: this machine's */
    text_list logs;            /* to be searched, besides those of the product */
    text_list mismatched;      /* lists of agents, to be checked */
    bool is_fix;               /* what is found is to be mended */
    bool enforces_checks;      /* with it: signature checks, too */
    const char *server_certificate; /* a file; NULL: as it is found */
    bool takes_unfit;               /* a server's certificate that is no good */
    text_list paths;
} settings;
