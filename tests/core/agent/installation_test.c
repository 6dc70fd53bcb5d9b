#include "core/agent/installation.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "core/agent/default_folders.h"
#include "core/service/master_service.h"
#include "tests/scratch.h"
#include "tests/scratch_registry.h"
#include "tests/skip.h"
#include "tests/suites.h"

#define AGENT_KEY "PC-cillinNTCorp\\CurrentVersion"

static tr_installations found;

static void set_up(void)
{
    scratch_set_up();
}

static void tear_down(void)
{
    tr_installations_clear(&found);
    scratch_registry_tear_down();
    scratch_tear_down();
}

static tr_status find(const char *folder)
{
    const tr_installation_place place = { .folder = folder };

    tr_installations_clear(&found);
    return tr_installations_find(&found, &place, NULL);
}

/* The only one there is; asserts that it is. */
static const tr_installation *only_one(tr_installation_kind kind)
{
    CU_ASSERT_EQUAL_FATAL(found.count, 1);
    CU_ASSERT_EQUAL(found.items[0].kind, kind);
    return &found.items[0];
}

static bool is_fact(const tr_installation *installation, tr_fact fact, const char *text)
{
    const char *known = tr_installation_fact(installation, fact);

    return known && strcmp(known, text) == 0;
}

static bool is_from(const tr_installation *installation, tr_fact fact, const char *part)
{
    const char *source = installation->facts[fact].source;

    return source && strstr(source, part) != NULL;
}

static void make_agent(const char *ini)
{
    scratch_make_folder("agent");
    scratch_write("agent/OFCSCAN.INI", ini);
}

static void agent_is_known_by_its_ini(void)
{
    const tr_installation *agent;

    make_agent("[INI_CLIENT_SECTION]\r\nserveraddr=apex.example\r\nMaster_DomainPort=8080\r\n"
               "[Other]\r\nClient_LocalServer_Port=21112\r\n");
    CU_ASSERT_EQUAL_FATAL(find(scratch_path("agent")), TR_OK);
    agent = only_one(TR_INSTALLATION_AGENT);
    CU_ASSERT_TRUE(is_fact(agent, TR_FACT_SERVER, "apex.example"));
    CU_ASSERT_TRUE(is_from(agent, TR_FACT_SERVER, "', line 2: ServerAddr"));
    CU_ASSERT_EQUAL(tr_installation_port(agent, TR_FACT_HTTP_PORT), 8080);
    CU_ASSERT_EQUAL(tr_installation_port(agent, TR_FACT_AGENT_PORT), 21112);
    CU_ASSERT_EQUAL(tr_installation_port(agent, TR_FACT_HTTPS_PORT), 0);
    CU_ASSERT_PTR_NULL(tr_installation_fact(agent, TR_FACT_VERSION));
    CU_ASSERT_FALSE(agent->is_here);
    CU_ASSERT_EQUAL(agent->service_count, 0);
    CU_ASSERT_PTR_NULL(agent->failure);
}

static void server_is_known_by_its_folder_and_its_pccsrv(void)
{
    static const char *const names[] = { "server", "server/pccsrv" };

    scratch_make_folder("server");
    scratch_make_folder("server/pccsrv");
    scratch_make_folder("server/pccsrv/ADMIN");
    scratch_write("server/pccsrv/Ofcscan.ini", "[INI_SERVER_SECTION]\nMaster_DomainName=apex\n"
                                               "Master_DomainPort=8080\n");
    for (size_t index = 0; index < 2; index++) {
        const tr_installation *server;

        CU_ASSERT_EQUAL_FATAL(find(scratch_path(names[index])), TR_OK);
        server = only_one(TR_INSTALLATION_SERVER);
        CU_ASSERT_TRUE(is_fact(server, TR_FACT_SERVER, "apex"));
        CU_ASSERT_PTR_NOT_NULL(strstr(server->folder, "server/"));
    }
}

static void folder_of_something_else_is_no_installation(void)
{
    scratch_make_folder("agent");
    scratch_write("file", "");
    CU_ASSERT_EQUAL(find(scratch_path("agent")), TR_ERR_NOT_FOUND);
    CU_ASSERT_EQUAL(find(scratch_path("missing")), TR_ERR_NOT_FOUND);
    CU_ASSERT_EQUAL(find(scratch_path("file")), TR_ERR_NOT_FOUND);
    scratch_write("agent/ofcntcer.DAT", "");
    CU_ASSERT_EQUAL(find(scratch_path("agent")), TR_OK);
    scratch_make_folder("Pccsrv");
    CU_ASSERT_EQUAL_FATAL(find(scratch_path("Pccsrv")), TR_OK);
    only_one(TR_INSTALLATION_SERVER);
}

static void secrets_and_texts_that_are_no_names_are_not_taken(void)
{
    const tr_installation *agent;

    make_agent("ServerAddr=!CRYPT!0102\nMaster_DomainPort=99999\n"
               "Client_LocalServer_Port=21112x\nUninstall_Pwd=secret\n");
    CU_ASSERT_EQUAL_FATAL(find(scratch_path("agent")), TR_OK);
    agent = only_one(TR_INSTALLATION_AGENT);
    CU_ASSERT_PTR_NULL(tr_installation_fact(agent, TR_FACT_SERVER));
    CU_ASSERT_EQUAL(tr_installation_port(agent, TR_FACT_HTTP_PORT), 0);
    CU_ASSERT_EQUAL(tr_installation_port(agent, TR_FACT_AGENT_PORT), 0);
    make_agent("ServerAddr=caf\xE9\n");
    CU_ASSERT_EQUAL_FATAL(find(scratch_path("agent")), TR_OK);
    CU_ASSERT_PTR_NULL(tr_installation_fact(&found.items[0], TR_FACT_SERVER));
}

static void ini_that_cannot_be_read_is_told(void)
{
    make_agent("");
    if (!scratch_forbid("agent/OFCSCAN.INI")) {
        skip("nothing can be made unreadable here");
        return;
    }
    CU_ASSERT_EQUAL_FATAL(find(scratch_path("agent")), TR_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(only_one(TR_INSTALLATION_AGENT)->failure);
    CU_ASSERT_PTR_NOT_NULL(strstr(found.items[0].failure, "cannot"));
}

static void server_folders_are_found_in_any_case(void)
{
    char *folders[TR_DEFAULT_FOLDER_COUNT];
    size_t count = 0;
    tr_installation_place place;

    scratch_make_folder("server");
    scratch_make_folder("server/Pccsrv");
    scratch_make_folder("server/Pccsrv/admin");
    scratch_make_folder("server/Pccsrv/WEB");
    scratch_make_folder("server/Pccsrv/WEB/service");
    place = (tr_installation_place){ .folder = scratch_path("server") };
    CU_ASSERT_EQUAL_FATAL(tr_default_folders_find(folders, &count, &place, NULL), TR_OK);
    CU_ASSERT_EQUAL(count, 2);
    while (count > 0)
        free(folders[--count]);
}

static void ini_of_a_server_is_not_that_of_an_agent(void)
{
    tr_installation_place place;
    tr_error err = { .message = "" };
    char *path = NULL;

    scratch_make_folder("server");
    scratch_make_folder("server/PCCSRV");
    make_agent("");
    place = (tr_installation_place){ .folder = scratch_path("server") };
    CU_ASSERT_EQUAL(tr_installation_find_server_ini(&path, &place, &err), TR_ERR_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "there is no ofcscan.ini"));
    scratch_write("server/PCCSRV/ofcscan.ini", "");
    CU_ASSERT_EQUAL_FATAL(tr_installation_find_server_ini(&path, &place, &err), TR_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(path, "ofcscan.ini"));
    free(path);
    place = (tr_installation_place){ .folder = scratch_path("agent") };
    CU_ASSERT_EQUAL(tr_installation_find_server_ini(&path, &place, &err), TR_ERR_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "an agent"));
}

/* Make an agent in the registry; false, and the test skipped, where that cannot be. */
static bool register_agent(bool is_32)
{
    if (!scratch_registry_set_up()) {
        skip("there is no registry here to write to");
        return false;
    }
    make_agent("ServerAddr=old.example\nMaster_DomainPort=8080\n");
    CU_ASSERT_TRUE(
        scratch_registry_text(is_32, AGENT_KEY, "Application Path", scratch_path("agent")));
    CU_ASSERT_TRUE(scratch_registry_text(is_32, AGENT_KEY, "Server", "apex.example"));
    CU_ASSERT_TRUE(scratch_registry_number(is_32, AGENT_KEY, "ServerSSLPort", 4343));
    CU_ASSERT_TRUE(scratch_registry_text(is_32, AGENT_KEY, "LocalServerPort", "21112"));
    CU_ASSERT_TRUE(scratch_registry_text(is_32, AGENT_KEY "\\Misc.", "ProgramVer", "14.0.9565"));
    CU_ASSERT_TRUE(scratch_registry_number(is_32, AGENT_KEY "\\Misc.", "NoProgramUpgrade", 1));
    return true;
}

static void check_agent(const char *view)
{
    const tr_installation *agent;

    CU_ASSERT_EQUAL_FATAL(find(NULL), TR_OK);
    agent = only_one(TR_INSTALLATION_AGENT);
    CU_ASSERT_TRUE(is_fact(agent, TR_FACT_SERVER, "apex.example"));
    CU_ASSERT_TRUE(is_from(agent, TR_FACT_SERVER, view));
    CU_ASSERT_TRUE(is_fact(agent, TR_FACT_VERSION, "14.0.9565"));
    CU_ASSERT_EQUAL(tr_installation_port(agent, TR_FACT_HTTPS_PORT), 4343);
    CU_ASSERT_EQUAL(tr_installation_port(agent, TR_FACT_AGENT_PORT), 21112);
    CU_ASSERT_TRUE(is_fact(agent, TR_FACT_NO_UPGRADE, "1"));
    CU_ASSERT_EQUAL(tr_installation_port(agent, TR_FACT_HTTP_PORT), 8080); /* of the ini */
    CU_ASSERT_TRUE(agent->has_folder);
    CU_ASSERT_TRUE(agent->is_here);
}

static void agent_is_found_in_the_32_bit_view(void)
{
    if (register_agent(true))
        check_agent("(32-bit view)");
}

static void agent_is_found_in_the_64_bit_view(void)
{
    if (register_agent(false))
        check_agent("-bit view)"); /* a 32-bit system has one only */
}

static void folder_that_the_registry_names_is_known_by_both(void)
{
    if (!register_agent(true))
        return;
    CU_ASSERT_EQUAL_FATAL(find(scratch_path("AGENT")), TR_OK);
    CU_ASSERT_TRUE(is_fact(only_one(TR_INSTALLATION_AGENT), TR_FACT_SERVER, "apex.example"));
    scratch_make_folder("other");
    scratch_write("other/ofcscan.ini", "");
    CU_ASSERT_EQUAL_FATAL(find(scratch_path("other")), TR_OK);
    CU_ASSERT_PTR_NULL(tr_installation_fact(only_one(TR_INSTALLATION_AGENT), TR_FACT_SERVER));
    CU_ASSERT_FALSE(found.items[0].is_here);
}

static void services_of_this_machine_are_looked_at(void)
{
    if (!register_agent(true))
        return;
    CU_ASSERT_EQUAL_FATAL(find(NULL), TR_OK);
    CU_ASSERT_EQUAL(only_one(TR_INSTALLATION_AGENT)->service_count, 6);
    CU_ASSERT_STRING_EQUAL(found.items[0].services[0].name, "TmListen");
    CU_ASSERT_TRUE(found.items[0].services[0].is_known);
    CU_ASSERT_EQUAL(found.items[0].services[0].state, TR_SERVICE_MISSING);
}

static void agent_whose_folder_is_gone_is_found_all_the_same(void)
{
    if (!register_agent(true))
        return;
    scratch_registry_text(true, AGENT_KEY, "Application Path", "C:\\no such folder");
    CU_ASSERT_EQUAL_FATAL(find(NULL), TR_OK);
    CU_ASSERT_FALSE(only_one(TR_INSTALLATION_AGENT)->has_folder);
    CU_ASSERT_STRING_EQUAL(found.items[0].folder, "C:\\no such folder");
}

static void server_is_found_in_the_registry(void)
{
    if (!scratch_registry_set_up()) {
        skip("there is no registry here to write to");
        return;
    }
    scratch_make_folder("PCCSRV");
    scratch_write("PCCSRV/ofcscan.ini", "Master_DomainName=apex\n");
    scratch_registry_text(true, "OfficeScan\\service\\Information", "Local_Path",
                          scratch_path("PCCSRV"));
    CU_ASSERT_EQUAL_FATAL(find(NULL), TR_OK);
    CU_ASSERT_TRUE(is_fact(only_one(TR_INSTALLATION_SERVER), TR_FACT_SERVER, "apex"));
    CU_ASSERT_STRING_EQUAL(found.items[0].services[0].name, TR_MASTER_SERVICE);
}

static void machine_without_the_product_has_none(void)
{
    CU_ASSERT_EQUAL_FATAL(find(NULL), TR_OK);
    CU_ASSERT_EQUAL(found.count, 0);
    CU_ASSERT_PTR_NULL(tr_installations_of(&found, TR_INSTALLATION_AGENT));
}

static CU_TestInfo tests[] = {
    { "agent is known by its ini", agent_is_known_by_its_ini },
    { "server is known by its folder and its PCCSRV",
      server_is_known_by_its_folder_and_its_pccsrv },
    { "folder of something else is no installation", folder_of_something_else_is_no_installation },
    { "secrets and texts that are no names are not taken",
      secrets_and_texts_that_are_no_names_are_not_taken },
    { "ini that cannot be read is told", ini_that_cannot_be_read_is_told },
    { "server folders are found in any case", server_folders_are_found_in_any_case },
    { "ini of a server is not that of an agent", ini_of_a_server_is_not_that_of_an_agent },
    { "agent is found in the 32-bit view", agent_is_found_in_the_32_bit_view },
    { "agent is found in the 64-bit view", agent_is_found_in_the_64_bit_view },
    { "folder that the registry names is known by both",
      folder_that_the_registry_names_is_known_by_both },
    { "services of this machine are looked at", services_of_this_machine_are_looked_at },
    { "agent whose folder is gone is found all the same",
      agent_whose_folder_is_gone_is_found_all_the_same },
    { "server is found in the registry", server_is_found_in_the_registry },
    { "machine without the product has none", machine_without_the_product_has_none },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo installation_suite = { "agent/installation", NULL, NULL, set_up, tear_down, tests };
