#include <stdlib.h>
#include <string.h>

#include "core/trust/certificate.h"
#include "core/trust/comparison.h"
#include "core/words/words.h"

/* Sentences that follow each other; the longest of all fit, in any language. */
typedef struct sentences {
    tr_language language;
    char text[2400];
    size_t size;
} sentences;

/* As many values as a sentence has at most. */
#define MOST_WORDS 2

static void say(sentences *out, const char *english, const tr_word words[MOST_WORDS])
{
    static const tr_word none[MOST_WORDS] = { { "", "" }, { "", "" } };
    const char *gap = out->size > 0 ? tr_language_gap(out->language) : "";
    size_t room = sizeof(out->text) - out->size;

    tr_words_fill(out->text + out->size, room, gap, NULL, 0);
    out->size += strlen(out->text + out->size);
    room = sizeof(out->text) - out->size;
    tr_words_fill(out->text + out->size, room, tr_words(out->language, english),
                  words ? words : none, MOST_WORDS);
    out->size += strlen(out->text + out->size);
}

/* The first place where it has one of these roles; the beginning of it, if it is long. */
typedef struct place_text {
    char text[301];
} place_text;

static place_text place_of(const sentences *out, const tr_anchor *anchor, unsigned roles)
{
    const char *place = tr_words(out->language, TR_WORDS("a store"));
    place_text result;

    for (size_t index = anchor->place_count; index-- > 0;) {
        if (anchor->place_roles[index] & roles)
            place = anchor->places[index];
    }
    tr_words_fill(result.text, sizeof(result.text), place, NULL, 0);
    return result;
}

static const char *store_of(const sentences *out, const tr_required *required)
{
    return tr_words(out->language, required->store == TR_REQUIRED_IN_ROOT
                                       ? TR_WORDS("Trusted Root Certification Authorities")
                                       : TR_WORDS("Intermediate Certification Authorities"));
}

static void say_fetch(sentences *out, tr_fetch fetch)
{
    switch (fetch) {
    case TR_FETCH_UNSAID:
        break;
    case TR_FETCH_IF_LISTED:
        say(out,
            TR_WORDS("Automatic root update is on: when a signature needs it, Windows fetches it "
                     "by itself if it can reach the Internet and Microsoft's list names it."),
            NULL);
        break;
    case TR_FETCH_AUTOMATIC:
        say(out,
            TR_WORDS("It is on Microsoft's list: when a signature needs it, Windows fetches it by "
                     "itself, if it can reach the Internet."),
            NULL);
        break;
    case TR_FETCH_NOT_LISTED:
        say(out, TR_WORDS("It is not on the trust list that was given: Windows does not fetch it."),
            NULL);
        break;
    case TR_FETCH_OFF:
        say(out,
            TR_WORDS("Windows does not fetch it, as automatic root update is switched off "
                     "(DisableRootAutoUpdate, which stays behind when its policy is unlinked)."),
            NULL);
        break;
    }
}

static void say_look_alike(sentences *out, const tr_comparison_row *row)
{
    char sha1[2 * TR_SHA1_SIZE + 1];
    const place_text place = place_of(out, row->installed, TR_ROLE_ANCHOR | TR_ROLE_INTERMEDIATE);
    const tr_word words[] = { { "place", place.text }, { "sha1", sha1 } };

    tr_hex(sha1, row->installed->thumbprint.sha1, TR_SHA1_SIZE);
    say(out,
        TR_WORDS("Another certificate of the same name is installed in {place} (thumbprint "
                 "{sha1}). It does not stand in for this one."),
        words);
}

static void say_missing(sentences *out, const tr_comparison_row *row)
{
    if (row->is_carried)
        say(out, TR_WORDS("Not installed, and need not be: the files bring it along."), NULL);
    else if (row->required->store == TR_REQUIRED_IN_CA && row->files == 0)
        say(out,
            TR_WORDS("Not installed, and mostly need not be: files bring their intermediates "
                     "along."),
            NULL);
    else
        say(out, TR_WORDS("Not installed."), NULL);
    if (row->required->lacks_sha1)
        say(out, TR_WORDS("No store and no file has it, so that only its name is known."), NULL);
}

static void say_wrong_store(sentences *out, const tr_comparison_row *row)
{
    const place_text place =
        place_of(out, row->installed, TR_ROLE_ANCHOR | TR_ROLE_INTERMEDIATE | TR_ROLE_LISTED);
    const tr_word words[] = { { "place", place.text }, { "store", store_of(out, row->required) } };

    say(out, TR_WORDS("Installed in {place}, where it does not count; it belongs in {store}."),
        words);
}

static void say_distrusted(sentences *out, const tr_comparison_row *row)
{
    const place_text place = place_of(out, row->installed, TR_ROLE_DISTRUSTED);
    const tr_word words[] = { { "place", place.text }, { "", "" } };

    say(out,
        TR_WORDS("Distrusted: it is in {place}, which overrides every other store. Nothing that "
                 "needs it is trusted until it is taken out of there."),
        words);
}

static void say_user_only(sentences *out, const tr_comparison_row *row)
{
    if (row->installed->roles & TR_ROLE_LISTED)
        say(out,
            TR_WORDS("Installed for some users only: services, which run as another user, do not "
                     "see it. It belongs into the machine's store."),
            NULL);
    else
        say(out,
            TR_WORDS("Installed for the current user only: services, which run as another user, "
                     "do not see it. It belongs into the machine's store."),
            NULL);
}

static void say_status(sentences *out, const tr_comparison_row *row)
{
    switch (row->status) {
    case TR_REQUIRED_INSTALLED:
        say(out, TR_WORDS("Installed."), NULL);
        break;
    case TR_REQUIRED_DISTRUSTED:
        say_distrusted(out, row);
        break;
    case TR_REQUIRED_DISABLED:
        say(out,
            TR_WORDS("Microsoft's trust list takes its trust for this purpose away. Installing it "
                     "again does not help."),
            NULL);
        break;
    case TR_REQUIRED_WRONG_STORE:
        say_wrong_store(out, row);
        break;
    case TR_REQUIRED_USER_ONLY:
        say_user_only(out, row);
        break;
    case TR_REQUIRED_LOOK_ALIKE:
        say_look_alike(out, row);
        break;
    case TR_REQUIRED_MISSING:
        say_missing(out, row);
        break;
    }
}

static void say_limit(sentences *out, time_t limit)
{
    char date[TR_DATE_SIZE];
    const tr_word words[] = { { "date", date }, { "", "" } };

    tr_language_date(date, out->language, tr_time_text(limit).text);
    say(out, TR_WORDS("Microsoft's trust list limits it to what is older than {date}."), words);
}

char *tr_comparison_row_explain(const tr_comparison_row *row, tr_language language)
{
    sentences out = { .language = language };

    say_status(&out, row);
    say_fetch(&out, row->fetch);
    if (row->limited)
        say_limit(&out, row->limited);
    if (row->is_expired)
        say(&out,
            TR_WORDS("It has expired, which matters only for signatures without timestamp: do not "
                     "remove it, as what was timestamped in its time is judged by it."),
            NULL);
    return strdup(out.text);
}
