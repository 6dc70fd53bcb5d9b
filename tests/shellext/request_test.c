#include "shellext/request.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "shellext/reply.h"
#include "tests/suites.h"

#define ACTION_AT 12
#define COUNT_AT  20
#define SIZE_AT   24
#define ITEM_AT   TR_REQUEST_HEAD_SIZE

static tr_request request;

static void set_up(void)
{
    request = (tr_request){ .action = TR_ACTION_RESTORE, .parks = true };
    CU_ASSERT_TRUE(tr_request_add_path(&request, "C:\\a.dll_invalid"));
    CU_ASSERT_TRUE(tr_request_add_path(&request, "\xED\xA0\x80_invalid")); /* no valid UTF-16 */
    CU_ASSERT_TRUE(tr_request_seal(&request));
}

static void tear_down(void)
{
    tr_request_clear(&request);
}

/* Whether the first bytes of the request, and then some of another value, are taken. */
static bool is_taken(size_t size)
{
    uint8_t *bytes = malloc(size + 1);
    tr_request taken;

    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    memcpy(bytes, request.bytes, size < request.size ? size : request.size);
    if (size > request.size)
        memset(bytes + request.size, 0, size - request.size);
    if (!tr_request_take(&taken, bytes, size)) {
        free(bytes);
        return false;
    }
    tr_request_clear(&taken);
    return true;
}

static void items_come_back_as_they_were(void)
{
    tr_request_item item;
    size_t at = 0;

    CU_ASSERT_TRUE(is_taken(request.size));
    CU_ASSERT_EQUAL(tr_request_rest(request.bytes), request.size - TR_REQUEST_HEAD_SIZE);
    CU_ASSERT_TRUE_FATAL(tr_request_next(&item, &request, &at));
    CU_ASSERT_STRING_EQUAL(item.path, "C:\\a.dll_invalid");
    CU_ASSERT_TRUE_FATAL(tr_request_next(&item, &request, &at));
    CU_ASSERT_STRING_EQUAL(item.path, "\xED\xA0\x80_invalid");
    CU_ASSERT_FALSE(tr_request_next(&item, &request, &at));
}

static void each_action_has_items_of_its_own(void)
{
    tr_request other = { .action = TR_ACTION_UNDO };
    tr_request_item item;
    size_t at = 0;

    CU_ASSERT_TRUE(tr_request_add_change(&other, INT64_MAX));
    CU_ASSERT_FALSE(tr_request_add_change(&other, 0));
    CU_ASSERT_TRUE(tr_request_seal(&other));
    CU_ASSERT_TRUE(tr_request_next(&item, &other, &at));
    CU_ASSERT_EQUAL(item.change, INT64_MAX);
    tr_request_clear(&other);

    other = (tr_request){ .action = TR_ACTION_INSTALL };
    CU_ASSERT_TRUE(tr_request_add_certificate(&other, (tr_bytes){ (const uint8_t *)"0", 1 }));
    CU_ASSERT_TRUE(tr_request_seal(&other));
    at = 0;
    CU_ASSERT_TRUE(tr_request_next(&item, &other, &at));
    CU_ASSERT_EQUAL(item.certificate.size, 1);
    tr_request_clear(&other);
}

static void a_request_of_nothing_is_none(void)
{
    tr_request other = { .action = TR_ACTION_RESTORE };

    CU_ASSERT_FALSE(tr_request_seal(&other));
    CU_ASSERT_FALSE(tr_request_add_path(&other, ""));
}

static void only_the_whole_of_it_is_taken(void)
{
    for (size_t size = 0; size < request.size; size++)
        CU_ASSERT_FALSE(is_taken(size));
    CU_ASSERT_FALSE(is_taken(request.size + 1));
}

static void what_breaks_the_format_is_refused(void)
{
    static const struct {
        size_t at;
        uint8_t byte;
    } damage[] = {
        { 0, 'X' },                /* the mark */
        { 8, 2 },                  /* another version */
        { ACTION_AT, 0 },          /* no action */
        { ACTION_AT, 4 },          /* one that there is not: nothing else can be asked for */
        { ACTION_AT, 3 },          /* undo, which does not park */
        { 16, 2 },                 /* an unknown flag */
        { COUNT_AT, 1 },           /* fewer items than there are */
        { COUNT_AT, 3 },           /* more */
        { COUNT_AT + 3, 0x80 },    /* two thousand million */
        { SIZE_AT + 3, 0x80 },     /* of as many bytes */
        { 28, 1 },                 /* what must be 0 */
        { ITEM_AT, 1 },            /* an item of another size */
        { ITEM_AT + 3, 0xFF },     /* one that ends behind the request */
        { ITEM_AT + 4, 0 },        /* a path with a zero byte in it */
        { ITEM_AT + 4 + 16, 'x' }, /* one without its last */
    };

    for (size_t index = 0; index < sizeof(damage) / sizeof(damage[0]); index++) {
        uint8_t *byte = request.bytes + damage[index].at;
        uint8_t before = *byte;

        *byte = damage[index].byte;
        CU_ASSERT_FALSE(is_taken(request.size));
        *byte = before;
    }
    CU_ASSERT_TRUE(is_taken(request.size));
}

static void what_no_reader_takes_is_not_written(void)
{
    char *longest = malloc(TR_REQUEST_PATH_MAX + 1);
    tr_request other = { .action = TR_ACTION_RESTORE };
    uint32_t count = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(longest);
    memset(longest, 'x', TR_REQUEST_PATH_MAX);
    longest[TR_REQUEST_PATH_MAX] = '\0';
    CU_ASSERT_FALSE(tr_request_add_path(&other, longest));
    while (tr_request_add_path(&other, longest + 1))
        count++;
    CU_ASSERT_EQUAL(count, TR_REQUEST_SIZE_MAX / (TR_REQUEST_PATH_MAX + 4));
    CU_ASSERT_TRUE(tr_request_seal(&other));
    CU_ASSERT_NOT_EQUAL(tr_request_rest(other.bytes), 0);
    tr_request_clear(&other);
    free(longest);
}

/* Replies ---------------------------------------------------------------------------------------
 */

static void a_reply_comes_back_as_it_was(void)
{
    const tr_reply reply = { .outcome = TR_OUTCOME_REFUSED,
                             .index = 7,
                             .target_state = 3,
                             .change = INT64_MAX,
                             .text = "no" };
    uint8_t bytes[TR_REPLY_SIZE_MAX];
    tr_reply back;
    size_t size = tr_reply_write(bytes, &reply);
    size_t text_size;

    CU_ASSERT_TRUE_FATAL(tr_reply_read_head(&back, &text_size, bytes));
    CU_ASSERT_EQUAL(text_size, size - TR_REPLY_HEAD_SIZE);
    CU_ASSERT_TRUE(tr_reply_read_text(&back, bytes + TR_REPLY_HEAD_SIZE, text_size));
    CU_ASSERT_EQUAL(back.outcome, TR_OUTCOME_REFUSED);
    CU_ASSERT_EQUAL(back.index, 7);
    CU_ASSERT_EQUAL(back.target_state, 3);
    CU_ASSERT_EQUAL(back.change, INT64_MAX);
    CU_ASSERT_STRING_EQUAL(back.text, "no");
}

static void a_long_text_is_cut_between_characters(void)
{
    char text[TR_REPLY_TEXT_MAX + 64];
    uint8_t bytes[TR_REPLY_SIZE_MAX];
    tr_reply reply = { .text = text };

    for (size_t at = 0; at + 3 <= sizeof(text); at += 3)
        memcpy(text + at, "\xE3\x81\x82", 3);
    text[sizeof(text) - 1] = '\0';
    CU_ASSERT_EQUAL(tr_reply_write(bytes, &reply),
                    TR_REPLY_HEAD_SIZE + (TR_REPLY_TEXT_MAX - 1) / 3 * 3 + 1);
}

static void a_wrong_reply_is_refused(void)
{
    static const size_t damaged[] = { 0, 4, 12, 23, 26, 28 };
    const tr_reply reply = { .outcome = TR_OUTCOME_DONE, .text = "yes" };
    uint8_t bytes[TR_REPLY_SIZE_MAX];
    size_t text_size;
    tr_reply back;

    tr_reply_write(bytes, &reply);
    for (size_t index = 0; index < sizeof(damaged) / sizeof(damaged[0]); index++) {
        bytes[damaged[index]] ^= 0x80;
        CU_ASSERT_FALSE(tr_reply_read_head(&back, &text_size, bytes));
        bytes[damaged[index]] ^= 0x80;
    }
    CU_ASSERT_TRUE(tr_reply_read_head(&back, &text_size, bytes));
    CU_ASSERT_FALSE(tr_reply_read_text(&back, bytes + TR_REPLY_HEAD_SIZE, text_size - 1));
}

static CU_TestInfo tests[] = {
    { "items come back as they were", items_come_back_as_they_were },
    { "each action has items of its own", each_action_has_items_of_its_own },
    { "a request of nothing is none", a_request_of_nothing_is_none },
    { "only the whole of it is taken", only_the_whole_of_it_is_taken },
    { "what breaks the format is refused", what_breaks_the_format_is_refused },
    { "what no reader takes is not written", what_no_reader_takes_is_not_written },
    { "a reply comes back as it was", a_reply_comes_back_as_it_was },
    { "a long text is cut between characters", a_long_text_is_cut_between_characters },
    { "a wrong reply is refused", a_wrong_reply_is_refused },
    CU_TEST_INFO_NULL,
};

CU_SuiteInfo request_suite = { "shellext/request", NULL, NULL, set_up, tear_down, tests };
