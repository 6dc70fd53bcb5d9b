#include "core/agent/transfer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/agent/typography.h"
#include "core/report/printable.h"
#include "core/utf8.h"

#define MOST_PORT 65535

/* From XG, which is version 12, on. */
#define SSL_PORT_SINCE 12

static bool is_before(const tr_transfer *transfer, unsigned version)
{
    return transfer->version != 0 && transfer->version < version;
}

/* Nothing invisible, and nothing that turns the reading direction around. */
static bool is_all_visible(const char *text)
{
    char *printable = tr_printable(text);
    bool is_same = printable && strcmp(printable, text) == 0;

    free(printable);
    return is_same;
}

static tr_status check_text(const char *what, const char *text, tr_error *err)
{
    tr_typographic found;

    if (!*text)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the %s is empty", what);
    if (!tr_utf8_is_valid(text))
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the %s is no valid text", what);
    if (!tr_command_line_may_carry(text))
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            "the %s holds a line end or another control character, which no "
                            "command can carry",
                            what);
    if (tr_typography_find(&found, text))
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            "the %s holds a typographic character, %s (U+%04" PRIX32
                            ") as character %zu",
                            what, found.name, found.character, found.position);
    if (!is_all_visible(text))
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the %s holds a character that cannot be seen",
                            what);
    if (*text == '-')
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            "the %s begins with a hyphen, and would be taken for a switch", what);
    return TR_OK;
}

/* Names may hold letters of any language; of ASCII's signs only those of names and addresses. */
static tr_status check_server(const char *server, tr_error *err)
{
    tr_status status;

    if (!server)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the server is not known");
    status = check_text("server's name", server, err);
    for (const char *byte = server; status == TR_OK && *byte; byte++) {
        if ((*byte & 0x80) || (*byte >= '0' && *byte <= '9') ||
            ((*byte | 0x20) >= 'a' && (*byte | 0x20) <= 'z') || strchr("._:-", *byte))
            continue;
        status =
            tr_error_set(err, TR_ERR_FORMAT, 0, "'%s' is no name or address of a server", server);
    }
    return status;
}

static tr_status check_port(const char *what, unsigned port, tr_error *err)
{
    if (port == 0)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the %s is not known", what);
    if (port > MOST_PORT)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the %s, %u, is more than %d", what, port,
                            MOST_PORT);
    return TR_OK;
}

tr_status tr_transfer_check(const tr_transfer *transfer, tr_error *err)
{
    tr_status status = check_server(transfer->server, err);

    if (status == TR_OK)
        status = check_port("server's port", transfer->port, err);
    if (status == TR_OK && !is_before(transfer, SSL_PORT_SINCE))
        status = check_port("server's HTTPS port", transfer->ssl_port, err);
    if (status == TR_OK)
        status = check_port("agent's port", transfer->agent_port, err);
    if (status == TR_OK && transfer->certificate)
        status = check_text("certificate's path", transfer->certificate, err);
    if (status == TR_OK && transfer->domain)
        status = check_text("domain", transfer->domain, err);
    if (status == TR_OK && transfer->program)
        status = check_text("path of IpXfer", transfer->program, err);
    return status;
}

static void add(tr_transfer_words *out, const char *name, const char *value)
{
    out->items[out->count++] = name;
    out->items[out->count++] = value;
}

static void add_number(tr_transfer_words *out, size_t index, const char *name, unsigned value)
{
    snprintf(out->numbers[index], sizeof(out->numbers[index]), "%u", value);
    add(out, name, out->numbers[index]);
}

static const char *program_of(const tr_transfer *transfer)
{
    if (transfer->program)
        return transfer->program;
    return transfer->is_32_bit ? "IpXfer.exe" : "IpXfer_x64.exe";
}

void tr_transfer_words_of(tr_transfer_words *out, const tr_transfer *transfer, const char *password)
{
    memset(out, 0, sizeof(*out));
    out->items[out->count++] = program_of(transfer);
    add(out, "-s", transfer->server);
    add_number(out, 0, "-p", transfer->port);
    if (!is_before(transfer, SSL_PORT_SINCE))
        add_number(out, 1, "-sp", transfer->ssl_port);
    if (is_before(transfer, TR_TRANSFER_CERTIFICATE_SINCE))
        add(out, "-m", "1");
    add_number(out, 2, "-c", transfer->agent_port);
    if (transfer->domain)
        add(out, "-d", transfer->domain);
    if (transfer->certificate && !is_before(transfer, TR_TRANSFER_CERTIFICATE_SINCE))
        add(out, "-e", transfer->certificate);
    if (password)
        add(out, "-pwd", password);
}

tr_status tr_transfer_line(char **out, const tr_transfer *transfer, tr_command_place place,
                           tr_error *err)
{
    tr_transfer_words words;
    tr_status status = tr_transfer_check(transfer, err);

    if (status != TR_OK)
        return status;
    tr_transfer_words_of(&words, transfer, NULL);
    return tr_command_line_write(out, words.items, words.count, place, err);
}

/*
 * A program that takes its command line in the system's code page gets a plain
 * quote for some other ones, and splits there.
 */
static bool may_become_quote(const char *text)
{
    tr_typographic found;
    size_t passed = 0;

    while (tr_typography_find(&found, text + passed)) {
        if (*found.replacement == '"')
            return true;
        passed += found.end;
    }
    return false;
}

tr_status tr_transfer_check_password(const char *password, size_t size, tr_error *err)
{
    if (size == 0)
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the password is empty");
    if (strlen(password) != size || !tr_command_line_may_carry(password))
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            "the password holds a line end, a zero byte or another control "
                            "character, which no command can carry");
    if (!tr_utf8_is_valid(password))
        return tr_error_set(err, TR_ERR_FORMAT, 0, "the password is no valid UTF-8");
    if (may_become_quote(password))
        return tr_error_set(err, TR_ERR_FORMAT, 0,
                            "the password holds a typographic quote, which Windows may make a "
                            "plain one on the way");
    return TR_OK;
}
