#define PCRE2_CODE_UNIT_WIDTH 8

#include "core/symptoms/pattern.h"

#include <stdlib.h>
#include <string.h>

#include <pcre2.h>

/* What a text of some KiB needs is far below; what goes on for seconds is above. */
#define MATCH_LIMIT 200000
#define DEPTH_LIMIT 2000
#define HEAP_KIB    4096

#define NESTING_MAX    32
#define JIT_STACK_MIN  ((size_t)32 * 1024)
#define JIT_STACK_MAX  ((size_t)512 * 1024)
#define MESSAGE_LENGTH 160

struct tr_pattern {
    pcre2_code *code;
};

struct tr_matcher {
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack; /* NULL where nothing is compiled to machine code */
};

static tr_status compile(pcre2_code **out, const char *text, uint32_t options, tr_error *err)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    PCRE2_SIZE offset = 0;
    int code = 0;

    if (!context)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a pattern");
    pcre2_set_max_pattern_length(context, TR_PATTERN_MAX);
    pcre2_set_parens_nest_limit(context, NESTING_MAX);
    *out = pcre2_compile((PCRE2_SPTR)text, PCRE2_ZERO_TERMINATED, options, &code, &offset, context);
    pcre2_compile_context_free(context);
    if (!*out) {
        PCRE2_UCHAR message[MESSAGE_LENGTH];

        if (code == PCRE2_ERROR_HEAP_FAILED)
            return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a pattern");
        pcre2_get_error_message(code, message, sizeof(message));
        return tr_error_set(err, TR_ERR_FORMAT, 0, "%s, at character %zu of the pattern",
                            (const char *)message, (size_t)offset + 1);
    }
    return TR_OK;
}

tr_status tr_pattern_compile(tr_pattern **out, const char *text, bool is_plain, tr_error *err)
{
    const uint32_t options = PCRE2_UTF | PCRE2_CASELESS;
    const uint32_t rest = is_plain ? PCRE2_LITERAL : PCRE2_DOTALL | PCRE2_NEVER_BACKSLASH_C;
    tr_pattern *pattern = calloc(1, sizeof(*pattern));
    tr_status status;

    if (!pattern)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a pattern");
    status = compile(&pattern->code, text, options | rest, err);
    if (status != TR_OK) {
        free(pattern);
        return status;
    }
    /* Where the system allows no new machine code, it is interpreted. */
    (void)pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
    *out = pattern;
    return TR_OK;
}

void tr_pattern_free(tr_pattern *pattern)
{
    if (pattern)
        pcre2_code_free(pattern->code);
    free(pattern);
}

size_t tr_pattern_size(const tr_pattern *pattern)
{
    size_t size = 0, machine_code = 0;

    pcre2_pattern_info(pattern->code, PCRE2_INFO_SIZE, &size);
    pcre2_pattern_info(pattern->code, PCRE2_INFO_JITSIZE, &machine_code);
    return size + machine_code;
}

tr_matcher *tr_matcher_new(void)
{
    tr_matcher *matcher = calloc(1, sizeof(*matcher));

    if (!matcher)
        return NULL;
    matcher->data = pcre2_match_data_create(1, NULL);
    matcher->context = pcre2_match_context_create(NULL);
    if (!matcher->data || !matcher->context) {
        tr_matcher_free(matcher);
        return NULL;
    }
    pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
    pcre2_set_depth_limit(matcher->context, DEPTH_LIMIT);
    pcre2_set_heap_limit(matcher->context, HEAP_KIB);
    matcher->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL);
    if (matcher->stack)
        pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
    return matcher;
}

void tr_matcher_free(tr_matcher *matcher)
{
    if (!matcher)
        return;
    pcre2_jit_stack_free(matcher->stack);
    pcre2_match_context_free(matcher->context);
    pcre2_match_data_free(matcher->data);
    free(matcher);
}

tr_match tr_matcher_find(tr_matcher *matcher, size_t *start, size_t *end, const tr_pattern *pattern,
                         const char *text, size_t size)
{
    const PCRE2_SIZE *bounds = pcre2_get_ovector_pointer(matcher->data);
    int result = pcre2_match(pattern->code, (PCRE2_SPTR)text, size, 0, PCRE2_NO_UTF_CHECK,
                             matcher->data, matcher->context);

    if (result == PCRE2_ERROR_NOMATCH)
        return TR_MATCH_NONE;
    if (result < 0)
        return TR_MATCH_BEYOND_LIMIT;
    /* \K in a look-around may put the start behind the end. */
    *start = bounds[0] < bounds[1] ? bounds[0] : bounds[1];
    *end = bounds[0] < bounds[1] ? bounds[1] : bounds[0];
    return TR_MATCH_FOUND;
}
