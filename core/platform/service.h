/*
 * Services of the system: looked at, stopped and started, with a time limit.
 *
 * Names are those of the service manager ("ofcservice"), not those shown to
 * people. A system without a service manager has no services.
 */
#pragma once

#include "core/error.h"

typedef enum tr_service_state {
    TR_SERVICE_MISSING,
    TR_SERVICE_STOPPED,
    TR_SERVICE_RUNNING,
    TR_SERVICE_CHANGING /* starting, stopping or paused */
} tr_service_state;

typedef struct tr_service_view {
    tr_service_state state;
    unsigned long process; /* 0 if it is not running */
} tr_service_view;

tr_status tr_service_look(tr_service_view *out, const char *name, tr_error *err);

/** The name that people see, to free(); NULL if it is not known. */
char *tr_service_title(const char *name);

/** The path of a service's program, to free(); NULL if it is not known. */
char *tr_service_program(const char *name);

/**
 * The services that run and need this one, to free(): their names with '/'
 * between them, those that must stop first first. "" if there is none.
 */
tr_status tr_service_dependents(char **out, const char *name, tr_error *err);

/** Stop a service, and wait until it has. One that is stopped is TR_OK. */
tr_status tr_service_stop(const char *name, unsigned seconds, tr_error *err);

/** Start a service, and wait until it runs. One that runs is TR_OK. */
tr_status tr_service_start(const char *name, unsigned seconds, tr_error *err);
