/*
 * How core says that it could not do its work. A signature that fails to
 * verify is an answer and no error: a tr_verdict, from a call that gave TR_OK.
 */
#pragma once

typedef enum tr_status {
    TR_OK = 0,
    TR_ERR_MEMORY,
    TR_ERR_IO,          /* the system refused a read, write or rename */
    TR_ERR_NOT_FOUND,   /* no such file, INI section or certificate */
    TR_ERR_EXISTS,      /* the name is taken, and nothing is overwritten */
    TR_ERR_FORMAT,      /* the input breaks its own format */
    TR_ERR_UNSUPPORTED, /* well-formed, but a form this library does not read */
    TR_ERR_CANCELLED,   /* the user said stop */
    TR_ERR_CRYPTO       /* OpenSSL failed; says nothing about the signature */
} tr_status;

typedef struct tr_error {
    tr_status status;
    unsigned long code; /* GetLastError(), errno or ERR_get_error(); 0 if none */
    char message[1024]; /* one line that names the file or certificate */
} tr_error;

/**
 * Fill *err, which may be NULL, and return status for the caller to return.
 * Control characters of the arguments become '?', so that the message stays one line.
 */
tr_status tr_error_set(tr_error *err, tr_status status, unsigned long code, const char *format, ...)
    __attribute__((format(gnu_printf, 4, 5)));
