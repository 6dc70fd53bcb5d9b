#include "core/words/language.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/words/words.h"

#define DATE_FORM "####-##-##"
#define TIME_FORM "####-##-##T##:##:##Z"
#define GROUP     3 /* digits */
#define UNGROUPED 4 /* digits that stand together: years, and what is read at a glance */

static const struct {
    const char *tag;
    const char *gap;
    const char *group;
} languages[TR_LANGUAGE_COUNT] = {
    [TR_ENGLISH] = { "en", " ", "" },
#define TR_LANGUAGE(id, tag, gap, group) [id] = { #tag, gap, group },
#include "core/words/language.def"
#undef TR_LANGUAGE
};

const char *tr_language_tag(tr_language language)
{
    return languages[language].tag;
}

tr_language tr_language_of_tag(const char *tag)
{
    size_t size = strcspn(tag, "-_.@");

    for (int index = 0; index < TR_LANGUAGE_COUNT; index++) {
        const char *known = languages[index].tag;

        if (strlen(known) == size && strncmp(known, tag, size) == 0)
            return (tr_language)index;
    }
    return TR_ENGLISH;
}

const char *tr_language_gap(tr_language language)
{
    return languages[language].gap;
}

void tr_language_number(char out[TR_NUMBER_SIZE], tr_language language, uint64_t number)
{
    const char *group = languages[language].group;
    char digits[24];
    size_t count = (size_t)snprintf(digits, sizeof(digits), "%" PRIu64, number);
    size_t size = 0;

    for (size_t index = 0; index < count; index++) {
        bool is_new_group = index > 0 && (count - index) % GROUP == 0 && count > UNGROUPED;

        if (is_new_group)
            size += (size_t)snprintf(out + size, TR_NUMBER_SIZE - size, "%s", group);
        out[size++] = digits[index];
    }
    out[size] = '\0';
}

/* Whether a text has a form, in which # stands for a digit. */
static bool has_form(const char *text, const char *form)
{
    for (; *form; form++, text++) {
        if (*form == '#' ? *text < '0' || *text > '9' : *text != *form)
            return false;
    }
    return *text == '\0';
}

bool tr_language_date(char out[TR_DATE_SIZE], tr_language language, const char *text)
{
    bool has_time = has_form(text, TIME_FORM);
    char year[5] = "";
    char month[3] = "";
    char day[3] = "";
    char time[9] = "";
    const tr_word parts[] = {
        { "year", year }, { "month", month }, { "day", day }, { "time", time }
    };
    const char *form =
        has_time ? TR_WORDS("{year}-{month}-{day}T{time}Z") : TR_WORDS("{year}-{month}-{day}");

    if (!has_time && !has_form(text, DATE_FORM))
        return false;
    memcpy(year, text, 4);
    memcpy(month, text + 5, 2);
    memcpy(day, text + 8, 2);
    if (has_time)
        memcpy(time, text + 11, 8);
    tr_words_fill(out, TR_DATE_SIZE, tr_words(language, form), parts, 4);
    return true;
}
