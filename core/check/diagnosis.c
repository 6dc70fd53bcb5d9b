#include "core/check/diagnosis.h"

#include <stdlib.h>
#include <string.h>

tr_status tr_diagnosis_new(tr_diagnosis **out, tr_language language, tr_error *err)
{
    *out = calloc(1, sizeof(**out));
    if (!*out)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a diagnosis");
    (*out)->language = language;
    return TR_OK;
}

static void free_texts(char **list, size_t count)
{
    for (size_t index = 0; index < count; index++)
        free(list[index]);
    free(list);
}

static void free_ailment(tr_ailment *ailment)
{
    free_texts(ailment->sentences, ailment->sentence_count);
    free_texts(ailment->details, ailment->detail_count);
    for (size_t index = 0; index < ailment->place_count; index++) {
        free(ailment->places[index].path);
        free(ailment->places[index].text);
    }
    free(ailment->subject);
    free(ailment->key);
    free(ailment->places);
    free(ailment->command);
    free(ailment->follows_from);
    free(ailment);
}

void tr_diagnosis_free(tr_diagnosis *diagnosis)
{
    if (!diagnosis)
        return;
    for (size_t index = 0; index < diagnosis->count; index++)
        free_ailment(diagnosis->items[index]);
    for (size_t index = 0; index < diagnosis->overlooked_count; index++) {
        free(diagnosis->overlooked[index].what);
        free(diagnosis->overlooked[index].why);
    }
    free(diagnosis->items);
    free(diagnosis->overlooked);
    free(diagnosis);
}

tr_status tr_diagnosis_status(const tr_diagnosis *diagnosis, tr_error *err)
{
    if (!diagnosis->is_out_of_memory)
        return TR_OK;
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for all that was found");
}

/* Room for one more behind count elements: at 0 and at each power of two it is doubled. */
static bool grow(void *list, size_t count, size_t size)
{
    void **items = list;
    void *grown;

    if (count & (count - 1))
        return true;
    grown = realloc(*items, (count ? count * 2 : 1) * size);
    if (grown)
        *items = grown;
    return grown != NULL;
}

static bool copy(char **out, const char *text)
{
    *out = text ? strdup(text) : NULL;
    return *out || !text;
}

tr_ailment *tr_diagnosis_add(tr_diagnosis *diagnosis, tr_ailment_id id, const char *subject)
{
    const tr_ailment_kind *kind = tr_ailment_kind_of(id);
    tr_ailment *ailment = calloc(1, sizeof(*ailment));

    if (!ailment || !copy(&ailment->subject, subject) ||
        !grow(&diagnosis->items, diagnosis->count, sizeof(ailment))) {
        if (ailment)
            free_ailment(ailment);
        diagnosis->is_out_of_memory = true;
        return NULL;
    }
    ailment->kind = kind;
    ailment->severity = kind->severity;
    ailment->family = kind->family;
    diagnosis->items[diagnosis->count++] = ailment;
    ailment->number = diagnosis->count;
    return ailment;
}

void tr_ailment_set_key(tr_diagnosis *diagnosis, tr_ailment *ailment, const char *key)
{
    if (ailment && !copy(&ailment->key, key))
        diagnosis->is_out_of_memory = true;
}

static void add_overlooked(tr_diagnosis *diagnosis, const char *what, const char *why,
                           bool has_failed)
{
    tr_overlooked one = { .has_failed = has_failed };

    if (copy(&one.what, tr_words(diagnosis->language, what)) &&
        copy(&one.why, tr_words(diagnosis->language, why)) &&
        grow(&diagnosis->overlooked, diagnosis->overlooked_count, sizeof(one))) {
        diagnosis->overlooked[diagnosis->overlooked_count++] = one;
        return;
    }
    free(one.what);
    free(one.why);
    diagnosis->is_out_of_memory = true;
}

void tr_diagnosis_overlook(tr_diagnosis *diagnosis, const char *what, const char *why)
{
    add_overlooked(diagnosis, what, why, false);
}

void tr_diagnosis_fail(tr_diagnosis *diagnosis, const char *what, const tr_error *failure)
{
    add_overlooked(diagnosis, what, failure->message, true);
}

bool tr_diagnosis_has_failed(const tr_diagnosis *diagnosis)
{
    for (size_t index = 0; index < diagnosis->overlooked_count; index++) {
        if (diagnosis->overlooked[index].has_failed)
            return true;
    }
    return false;
}

/* Takes sentence. */
static void append(tr_diagnosis *diagnosis, char ***list, size_t *count, char *sentence)
{
    if (sentence && grow(list, *count, sizeof(sentence))) {
        (*list)[(*count)++] = sentence;
        return;
    }
    free(sentence);
    diagnosis->is_out_of_memory = true;
}

void tr_ailment_say(tr_diagnosis *diagnosis, tr_ailment *ailment, const char *english,
                    const tr_word *values, size_t count)
{
    if (ailment)
        append(diagnosis, &ailment->sentences, &ailment->sentence_count,
               tr_words_write(diagnosis->language, english, values, count));
}

void tr_ailment_detail(tr_diagnosis *diagnosis, tr_ailment *ailment, const char *english,
                       const tr_word *values, size_t count)
{
    if (ailment)
        append(diagnosis, &ailment->details, &ailment->detail_count,
               tr_words_write(diagnosis->language, english, values, count));
}

void tr_ailment_place(tr_diagnosis *diagnosis, tr_ailment *ailment, const char *path, uint64_t line,
                      const char *text)
{
    tr_evidence_place place = { .line = line };

    if (!ailment)
        return;
    ailment->count++;
    if (ailment->place_count == TR_EVIDENCE_PLACES_MOST)
        return;
    if (copy(&place.path, path) && copy(&place.text, text) &&
        grow(&ailment->places, ailment->place_count, sizeof(place))) {
        ailment->places[ailment->place_count++] = place;
        return;
    }
    free(place.path);
    free(place.text);
    diagnosis->is_out_of_memory = true;
}

void tr_ailment_follow(tr_diagnosis *diagnosis, tr_ailment *ailment, const tr_ailment *cause)
{
    if (!ailment || !cause)
        return;
    for (size_t index = 0; index < ailment->follows_count; index++) {
        if (ailment->follows_from[index] == cause->number)
            return;
    }
    if (!grow(&ailment->follows_from, ailment->follows_count, sizeof(size_t))) {
        diagnosis->is_out_of_memory = true;
        return;
    }
    ailment->follows_from[ailment->follows_count++] = cause->number;
}

void tr_ailment_mend_by(tr_diagnosis *diagnosis, tr_ailment *ailment, char *command,
                        bool is_mendable)
{
    if (!command)
        diagnosis->is_out_of_memory = true;
    if (!ailment) {
        free(command);
        return;
    }
    free(ailment->command);
    ailment->command = command;
    ailment->is_mendable = is_mendable;
}

char *tr_ailment_title(const tr_ailment *ailment, tr_language language)
{
    char count[TR_NUMBER_SIZE];
    const tr_word words[] = { { "0", ailment->subject ? ailment->subject : "?" }, { "n", count } };

    tr_language_number(count, language, ailment->count);
    return tr_words_write(language, ailment->kind->title, words, 2);
}

size_t tr_diagnosis_count(const tr_diagnosis *diagnosis, tr_severity severity)
{
    size_t count = 0;

    for (size_t index = 0; index < diagnosis->count; index++)
        count += diagnosis->items[index]->severity == severity;
    return count;
}
