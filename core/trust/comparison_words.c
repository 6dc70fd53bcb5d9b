#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/trust/certificate.h"
#include "core/trust/comparison.h"

/* Sentences that follow each other; the longest of all fit. */
typedef struct sentences {
    char text[1200];
    size_t size;
} sentences;

__attribute__((format(gnu_printf, 2, 3))) static void say(sentences *out, const char *format, ...)
{
    size_t room = sizeof(out->text) - out->size;
    va_list arguments;
    int size;

    va_start(arguments, format);
    size = vsnprintf(out->text + out->size, room, format, arguments);
    va_end(arguments);
    if (size > 0)
        out->size += (size_t)size < room ? (size_t)size : room - 1;
}

/* The first place where it has one of these roles. */
static const char *place_of(const tr_anchor *anchor, unsigned roles)
{
    for (size_t index = 0; index < anchor->place_count; index++) {
        if (anchor->place_roles[index] & roles)
            return anchor->places[index];
    }
    return "a store";
}

static const char *store_of(const tr_required *required)
{
    return required->store == TR_REQUIRED_IN_ROOT ? "Trusted Root Certification Authorities"
                                                  : "Intermediate Certification Authorities";
}

static void say_fetch(sentences *out, tr_fetch fetch)
{
    switch (fetch) {
    case TR_FETCH_UNSAID:
        break;
    case TR_FETCH_IF_LISTED:
        say(out, " Automatic root update is on: when a signature needs it, Windows fetches it by "
                 "itself if it can reach the Internet and Microsoft's list names it.");
        break;
    case TR_FETCH_AUTOMATIC:
        say(out, " It is on Microsoft's list: when a signature needs it, Windows fetches it by "
                 "itself, if it can reach the Internet.");
        break;
    case TR_FETCH_NOT_LISTED:
        say(out, " It is not on the trust list that was given: Windows does not fetch it.");
        break;
    case TR_FETCH_OFF:
        say(out, " Windows does not fetch it, as automatic root update is switched off "
                 "(DisableRootAutoUpdate, which stays behind when its policy is unlinked).");
        break;
    }
}

static void say_look_alike(sentences *out, const tr_comparison_row *row)
{
    char sha1[2 * TR_SHA1_SIZE + 1];

    tr_hex(sha1, row->installed->thumbprint.sha1, TR_SHA1_SIZE);
    say(out,
        "Another certificate of the same name is installed in %.300s (thumbprint %s). It does not "
        "stand in for this one.",
        place_of(row->installed, TR_ROLE_ANCHOR | TR_ROLE_INTERMEDIATE), sha1);
}

static void say_missing(sentences *out, const tr_comparison_row *row)
{
    if (row->is_carried)
        say(out, "Not installed, and need not be: the files bring it along.");
    else if (row->required->store == TR_REQUIRED_IN_CA && row->files == 0)
        say(out, "Not installed, and mostly need not be: files bring their intermediates along.");
    else
        say(out, "Not installed.");
    if (row->required->lacks_sha1)
        say(out, " No store and no file has it, so that only its name is known.");
}

static void say_status(sentences *out, const tr_comparison_row *row)
{
    const tr_required *required = row->required;

    switch (row->status) {
    case TR_REQUIRED_INSTALLED:
        say(out, "Installed.");
        break;
    case TR_REQUIRED_DISTRUSTED:
        say(out,
            "Distrusted: it is in %.300s, which overrides every other store. Nothing that needs "
            "it is trusted until it is taken out of there.",
            place_of(row->installed, TR_ROLE_DISTRUSTED));
        break;
    case TR_REQUIRED_DISABLED:
        say(out, "Microsoft's trust list takes its trust for this purpose away. Installing it "
                 "again does not help.");
        break;
    case TR_REQUIRED_WRONG_STORE:
        say(out, "Installed in %.300s, where it does not count; it belongs in %s.",
            place_of(row->installed, TR_ROLE_ANCHOR | TR_ROLE_INTERMEDIATE | TR_ROLE_LISTED),
            store_of(required));
        break;
    case TR_REQUIRED_USER_ONLY:
        say(out,
            "Installed for %s only: services, which run as another user, do "
            "not see it. It belongs into the machine's store.",
            row->installed->roles & TR_ROLE_LISTED ? "some users" : "the current user");
        break;
    case TR_REQUIRED_LOOK_ALIKE:
        say_look_alike(out, row);
        break;
    case TR_REQUIRED_MISSING:
        say_missing(out, row);
        break;
    }
}

char *tr_comparison_row_explain(const tr_comparison_row *row)
{
    sentences out = { .size = 0 };

    say_status(&out, row);
    say_fetch(&out, row->fetch);
    if (row->limited)
        say(&out, " Microsoft's trust list limits it to what is older than %s.",
            tr_time_text(row->limited).text);
    if (row->is_expired)
        say(&out, " It has expired, which matters only for signatures without timestamp: do not "
                  "remove it, as what was timestamped in its time is judged by it.");
    return strdup(out.text);
}
