#include "core/agent/transfer_change.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>

#include "core/agent/agent_state.h"
#include "core/platform/clock.h"

#define LOOK_EVERY 500 /* milliseconds */

#define MASK '*'

static char *describe(const tr_change *change)
{
    static const char form[] = "gave the agent in '%s' its server anew: %s -> %s";
    const char *before = change->before ? change->before : "-";
    const char *after = change->after ? change->after : "-";
    const size_t room = sizeof(form) + strlen(change->path) + strlen(before) + strlen(after);
    char *text = malloc(room);

    if (text)
        snprintf(text, room, form, change->path, before, after);
    return text;
}

/* The agent on this machine, as it is. */
static tr_status look_at_agent(char **state, size_t *services, tr_error *err)
{
    tr_installations found = { 0 };
    const tr_installation *agent = NULL;
    tr_status status = tr_agent_state_find(&found, &agent, err);

    if (status == TR_OK)
        status = tr_agent_state_of(state, agent, err);
    if (status == TR_OK && services)
        *services = tr_agent_state_running(agent);
    tr_installations_clear(&found);
    return status;
}

static tr_status look(tr_world *out, tr_error *found, const tr_change *change,
                      const tr_journal *journal, tr_error *err)
{
    char *state = NULL;
    tr_status status = look_at_agent(&state, NULL, err);

    (void)journal;
    if (status == TR_ERR_NOT_FOUND) {
        tr_error_set(found, TR_OK, 0, "there is no agent on this machine any more");
        *out = TR_WORLD_OTHER;
        return TR_OK;
    }
    if (status != TR_OK)
        return status;
    if (change->after && tr_agent_state_is(state, change->after)) {
        *out = TR_WORLD_AFTER;
    } else {
        tr_error_set(found, TR_OK, 0, "the agent has %s", state);
        *out = change->before && tr_agent_state_is(state, change->before) ? TR_WORLD_BEFORE
                                                                          : TR_WORLD_OTHER;
    }
    free(state);
    return TR_OK;
}

static void keep_output(void *context, const char *bytes, size_t size)
{
    tr_transfer_run *run = context;
    const size_t room = TR_TRANSFER_MOST_OUTPUT - run->output_size;

    size = size < room ? size : room;
    memcpy(run->output + run->output_size, bytes, size);
    run->output_size += size;
}

/* Without zero bytes, UTF-16 is text like any other. */
static void drop_zero_bytes(tr_transfer_run *run)
{
    size_t kept = 0;

    for (size_t index = 0; index < run->output_size; index++) {
        if (run->output[index] != '\0')
            run->output[kept++] = run->output[index];
    }
    run->output_size = kept;
    run->output[kept] = '\0';
}

static void mask(char *from, const char *end)
{
    while (from < end)
        *from++ = MASK;
}

/* However it is quoted: all that follows its switch, and one character, on the line. */
static void mask_lines(char *text)
{
    for (; *text; text++) {
        const size_t left = strcspn(text, "\r\n");

        if (left > 5 && OPENSSL_strncasecmp(text, "-pwd", 4) == 0)
            mask(text + 5, text + left);
    }
}

static bool is_ascii(const char *text)
{
    while (*text && !(*text & 0x80))
        text++;
    return *text == '\0';
}

/* It may repeat what it was given, with the password cut off where room ended. */
static void clean_output(tr_transfer_run *run)
{
    const size_t size = run->password ? strlen(run->password) : 0;
    const bool is_full = run->output_size == TR_TRANSFER_MOST_OUTPUT;
    char *at = run->output;

    drop_zero_bytes(run);
    /* In which encoding it would stand there nobody knows. */
    if (size > 0 && !is_ascii(run->password))
        run->output_size = 0;
    if (is_full)
        run->output_size -= size < run->output_size ? size : run->output_size;
    run->output[run->output_size] = '\0';
    mask_lines(run->output);
    for (; size > 0 && (at = strstr(at, run->password)) != NULL; at += size)
        mask(at, at + size);
}

/* The agent takes its time: until it is as it should be, and what ran runs again. */
static void wait_for(const char *wanted, size_t services, unsigned seconds)
{
    const uint64_t end = tr_clock_milliseconds() + (uint64_t)seconds * 1000;

    for (;;) {
        char *state = NULL;
        size_t running = 0;
        const bool is_so = look_at_agent(&state, &running, NULL) == TR_OK &&
                           tr_agent_state_is(state, wanted) && running >= services;

        free(state);
        if (is_so || tr_clock_milliseconds() >= end)
            return;
        tr_clock_wait(LOOK_EVERY);
    }
}

static tr_status act(const tr_change *change, void *subject, const tr_journal *journal,
                     tr_error *err)
{
    tr_transfer_run *run = subject;
    tr_transfer_words words;
    tr_status status;

    (void)journal;
    tr_transfer_words_of(&words, run->transfer, run->password);
    status = tr_process_run(&run->result, words.items, run->seconds, keep_output, run, err);
    if (status != TR_OK)
        return status;
    run->is_run = true;
    clean_output(run);
    wait_for(change->after, run->services, run->result.is_timed_out ? 0 : run->settling);
    return TR_OK;
}

const tr_change_kind tr_transfer_change = {
    .word = "transfer",
    .describe = describe,
    .look = look,
    .act = act,
    .no_way_back = "the server before has to take the agent, and its unload password is kept "
                   "nowhere; 'trustmend transfer --run' moves it there with the values of "
                   "'trustmend history'",
};

static tr_status not_taken(const tr_transfer_run *run, tr_error *err)
{
    if (run->result.is_timed_out)
        return tr_error_set(err, TR_ERR_IO, 0,
                            "IpXfer did not end within %u seconds, and was ended; the agent has %s",
                            run->seconds, run->after ? run->after : "vanished");
    return tr_error_set(err, TR_ERR_IO, 0,
                        "IpXfer ended with code %lu, but the agent has %s, and not %s",
                        run->result.code, run->after ? run->after : "vanished", run->wanted);
}

/* What tr_change_make says of a change that did not take is less than what is known here. */
static tr_status make(tr_transfer_run *run, const char *folder, tr_journal *journal, tr_error *err)
{
    tr_change change = { .path = folder, .before = run->before, .after = run->wanted };
    tr_status status = tr_change_make(journal, &tr_transfer_change, &change, run, err);
    size_t services = 0;

    run->change = change.id;
    if (!run->is_run)
        return status;
    if (look_at_agent(&run->after, &services, NULL) != TR_OK)
        run->after = NULL;
    if (status != TR_OK)
        return not_taken(run, err);
    if (services < run->services)
        return tr_error_set(err, TR_ERR_IO, 0,
                            "the agent has its server anew, but of %zu services that ran before, "
                            "%zu do now",
                            run->services, services);
    return TR_OK;
}

/* What is to be run, by an agent that is borrowed from found. */
static tr_status plan(tr_transfer_run *run, tr_installations *found, const tr_installation **agent,
                      tr_error *err)
{
    tr_status status = tr_agent_state_find(found, agent, err);

    if (status == TR_OK)
        status = tr_agent_state_of(&run->before, *agent, err);
    if (status == TR_OK)
        status = tr_agent_state_after(&run->wanted, *agent, run->transfer, err);
    if (status == TR_OK)
        run->services = tr_agent_state_running(*agent);
    return status;
}

tr_status tr_transfer_look(tr_transfer_run *run, tr_error *err)
{
    tr_installations found = { 0 };
    const tr_installation *agent = NULL;
    tr_status status = plan(run, &found, &agent, err);

    tr_installations_clear(&found);
    return status;
}

tr_status tr_transfer_carry_out(tr_transfer_run *run, tr_journal *journal, tr_error *err)
{
    tr_installations found = { 0 };
    const tr_installation *agent = NULL;
    tr_status status;

    run->output = calloc(1, TR_TRANSFER_MOST_OUTPUT + 1);
    if (!run->output)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to run IpXfer");
    status = plan(run, &found, &agent, err);
    if (status == TR_OK && !tr_agent_state_is(run->before, run->wanted))
        status = make(run, agent->folder, journal, err);
    tr_installations_clear(&found);
    return status;
}

void tr_transfer_run_clear(tr_transfer_run *run)
{
    free(run->before);
    free(run->after);
    free(run->wanted);
    if (run->output)
        OPENSSL_cleanse(run->output, TR_TRANSFER_MOST_OUTPUT);
    free(run->output);
}
