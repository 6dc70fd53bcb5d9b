/* What the state of an agent's certificate means, and what to do. */
#include <stddef.h>

#include "core/agent/agent_certificate.h"
#include "core/words/words.h"

static const char *server_meaning(const tr_agent_certificate *of)
{
    switch (of->state) {
    case TR_AGENT_CERTIFICATE_MISSING:
        return TR_WORDS("The server has no certificate to hand to its agents. New agents, and "
                        "those that ask for it anew, get none.");
    case TR_AGENT_CERTIFICATE_MISMATCHED:
        return TR_WORDS("What the server hands to its agents is not the certificate that it uses. "
                        "Agents that fetch it refuse the server's commands.");
    case TR_AGENT_CERTIFICATE_SERVER_UNKNOWN:
        return TR_WORDS("The server's certificate is good by itself. Its store of certificates was "
                        "not there to compare it with.");
    case TR_AGENT_CERTIFICATE_MATCHES:
        return TR_WORDS("The server hands the certificate to its agents that it uses.");
    default:
        return NULL;
    }
}

static const char *mismatch_meaning(const tr_agent_certificate *of)
{
    if (of->is_other_server)
        return TR_WORDS("The agent's certificate is not that of the server on this machine. But "
                        "the agent reports to a server of another name: if that is another "
                        "machine, compare with its certificate.");
    if (of->own.family != TR_FAMILY_SERVER && of->own.family != TR_FAMILY_UNSAID)
        return TR_WORDS("The file holds a certificate that is for something else, so that the "
                        "agent refuses its server's commands.");
    if (of->is_former)
        return TR_WORDS("The agent has a certificate that its server used before. It has missed "
                        "the change, and refuses the server's commands.");
    return TR_WORDS(
        "The agent has another certificate than its server uses, so that it refuses the server's "
        "commands: it is online, but takes no settings and sends no logs.");
}

const char *tr_agent_certificate_meaning(const tr_agent_certificate *of)
{
    const char *meaning = of->kind == TR_INSTALLATION_SERVER ? server_meaning(of) : NULL;

    if (meaning)
        return meaning;
    switch (of->state) {
    case TR_AGENT_CERTIFICATE_MISSING:
        return TR_WORDS("The agent has no certificate of its server, so that it cannot tell its "
                        "server's commands from others.");
    case TR_AGENT_CERTIFICATE_UNREADABLE:
        return TR_WORDS("The file is there, but may not be read. The agent protects its own files; "
                        "run this as an administrator.");
    case TR_AGENT_CERTIFICATE_BROKEN:
        return TR_WORDS("The file is no certificate, or a damaged one, so that commands of the "
                        "server are refused.");
    case TR_AGENT_CERTIFICATE_MISMATCHED:
        return mismatch_meaning(of);
    case TR_AGENT_CERTIFICATE_DISTRUSTED:
        return TR_WORDS(
            "The certificate is in a store of distrusted certificates, which overrides all else.");
    case TR_AGENT_CERTIFICATE_EXPIRED:
        return TR_WORDS("The server's certificate has expired: agents refuse its commands, take no "
                        "settings, and send no logs.");
    case TR_AGENT_CERTIFICATE_NOT_YET_VALID:
        return TR_WORDS("The server's certificate is not valid yet. Mostly a clock is wrong: this "
                        "machine's, or the server's when it made the certificate.");
    case TR_AGENT_CERTIFICATE_SERVER_UNKNOWN:
        return TR_WORDS("The agent's certificate is good by itself. Whether it is its server's "
                        "cannot be told, as the server's is not known here.");
    case TR_AGENT_CERTIFICATE_MATCHES:
        break;
    }
    return TR_WORDS("The agent has the certificate of its server.");
}

static const char renew[] =
    TR_WORDS("On the server, make a new one with 'CertificateManager.exe -c' (in "
             "PCCSRV\\Admin\\Utility\\CertificateManager); agents that are reached fetch it with "
             "their next update. Keep a backup of the old one.");

static const char *replace_remedy(const tr_agent_certificate *of)
{
    if (of->is_server_expired || of->server_distrusted_in)
        return TR_WORDS("The server's own certificate is no good either. First renew it on the "
                        "server, with 'CertificateManager.exe -c'; then give it to the agent.");
    if (!of->server.certificate)
        return TR_WORDS(
            "Copy PCCSRV\\Pccnt\\Common\\OfcNTCer.dat from the server, and give it to the agent: "
            "'trustmend agent replace --server-certificate FILE'; or run the vendor's IpXfer.");
    return TR_WORDS("Give the server's certificate to the agent: 'trustmend agent replace', or the "
                    "vendor's IpXfer if the agent does not let its files be changed.");
}

const char *tr_agent_certificate_remedy(const tr_agent_certificate *of)
{
    const bool is_server = of->kind == TR_INSTALLATION_SERVER;

    switch (of->state) {
    case TR_AGENT_CERTIFICATE_MISSING:
    case TR_AGENT_CERTIFICATE_BROKEN:
    case TR_AGENT_CERTIFICATE_MISMATCHED:
        if (is_server)
            return TR_WORDS(
                "On the server, export the certificate with 'CertificateManager.exe -e FILE' (in "
                "PCCSRV\\Admin\\Utility\\CertificateManager), and put it there.");
        return replace_remedy(of);
    case TR_AGENT_CERTIFICATE_DISTRUSTED:
        return TR_WORDS("Find out why it is there. If that was a mistake, take it out of Untrusted "
                        "Certificates (Local Computer, certlm.msc), having exported it first.");
    case TR_AGENT_CERTIFICATE_EXPIRED:
        return of->server.certificate || is_server
                   ? renew
                   : TR_WORDS("Look at the server's certificate first. If it is a newer one, give "
                              "it to the agent; else renew it on the server, with "
                              "'CertificateManager.exe -c'.");
    case TR_AGENT_CERTIFICATE_NOT_YET_VALID:
        return TR_WORDS("Set the clocks right. If they are, renew the certificate on the server, "
                        "with 'CertificateManager.exe -c'.");
    case TR_AGENT_CERTIFICATE_SERVER_UNKNOWN:
        return is_server ? NULL
                         : TR_WORDS("Copy PCCSRV\\Pccnt\\Common\\OfcNTCer.dat from the server, and "
                                    "name it with --server-certificate.");
    case TR_AGENT_CERTIFICATE_UNREADABLE:
    case TR_AGENT_CERTIFICATE_MATCHES:
        break;
    }
    return NULL;
}
