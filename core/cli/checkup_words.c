#include <stdlib.h>
#include <string.h>

#include "core/check/command_text.h"
#include "core/cli/checkup_parts.h"
#include "core/cli/options.h"

static char *write_folders(const checkup *all)
{
    char *text = strdup("");

    for (size_t index = 0; index < all->folders.count && text; index++) {
        char *word = tr_command_word(all->folders.items[index]);
        char *longer = word ? tr_command_text("%s %s", text, word) : NULL;

        free(word);
        free(text);
        text = longer;
    }
    return text;
}

static char *write_server(const checkup *all)
{
    const tr_installation *server =
        all->run->given->installations.count > 0 ? checkup_server(all) : NULL;
    char *word = server ? tr_command_word(server->folder) : NULL;
    char *text = word ? tr_command_text(" --installation %s", word) : strdup("");

    free(word);
    return text;
}

/* What IpXfer has to be told, and nothing here tells. */
static char *write_transfer(const checkup *all)
{
    static const struct {
        tr_fact fact;
        const char *option;
    } wanted[] = {
        { TR_FACT_SERVER, " --server NAME" },
        { TR_FACT_HTTP_PORT, " --port PORT" },
        { TR_FACT_HTTPS_PORT, " --ssl-port PORT" },
        { TR_FACT_AGENT_PORT, " --agent-port PORT" },
    };
    const tr_installation *server = checkup_server(all);
    char *text = strdup("");

    for (size_t index = 0; index < sizeof(wanted) / sizeof(wanted[0]) && text; index++) {
        char *longer;

        if (server && tr_installation_fact(server, wanted[index].fact))
            continue;
        longer = tr_command_text("%s%s", text, wanted[index].option);
        free(text);
        text = longer;
    }
    return text;
}

bool checkup_write_words(checkup *all)
{
    const settings *given = all->run->given;
    tr_mending_words *words = &all->words;
    const option *const stores[] = { store_options, disk_options, NULL };
    const option *const judging[] = { judging_options, NULL };
    const option *const changing[] = { state_options, NULL };
    const option *const sources[] = { source_options, NULL };
    const option *const certificates[] = { server_certificate_options, NULL };
    tr_error err;

    words->takes_unpinned = given->takes_unpinned;
    words->enforces_checks = given->enforces_checks;
    words->stores = options_write(stores, given);
    words->judging = options_write(judging, given);
    words->changing = options_write(changing, given);
    words->sources =
        given->sources.count > 0 ? options_write(sources, given) : strdup(" --from PATH");
    words->folders = write_folders(all);
    words->server = write_server(all);
    words->transfer = write_transfer(all);
    words->server_certificate = options_write(certificates, given);
    if (words->server_certificate && words->stores && words->judging && words->changing &&
        words->sources && words->folders && words->server && words->transfer)
        return true;
    tr_error_set(&err, TR_ERR_MEMORY, 0, "no memory to write commands");
    session_fail(all->run, &err);
    return false;
}

void checkup_free_words(checkup *all)
{
    tr_mending_words *words = &all->words;

    free((char *)words->stores);
    free((char *)words->judging);
    free((char *)words->changing);
    free((char *)words->sources);
    free((char *)words->folders);
    free((char *)words->server);
    free((char *)words->transfer);
    free((char *)words->server_certificate);
}
