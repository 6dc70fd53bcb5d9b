#include "core/report/json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "core/trust/certificate.h"

json_t *tr_json_text(const char *text)
{
    char *repaired;
    json_t *value;

    if (!text)
        return json_null();
    if (tr_utf8_is_valid(text))
        return json_string_nocheck(text);
    repaired = tr_utf8_repair(text);
    value = repaired ? json_string_nocheck(repaired) : NULL;
    free(repaired);
    return value;
}

json_t *tr_json_hex(const unsigned char *bytes, size_t size)
{
    char *text;
    json_t *value = NULL;

    if (!bytes)
        return json_null();
    text = malloc(2 * size + 1);
    if (text) {
        tr_hex(text, bytes, size);
        value = json_string_nocheck(text);
    }
    free(text);
    return value;
}

json_t *tr_json_time(time_t time)
{
    return json_string_nocheck(tr_time_text(time).text);
}

bool tr_json_set_path(json_t *object, const char *key, const char *key_bytes, const char *path)
{
    if (json_object_set_new_nocheck(object, key, tr_json_text(path)) != 0)
        return false;
    if (tr_utf8_is_valid(path))
        return true;
    return json_object_set_new_nocheck(object, key_bytes,
                                       tr_json_hex((const unsigned char *)path, strlen(path))) == 0;
}

json_t *tr_json_verdict(tr_verdict verdict)
{
    char code[sizeof("0x00000000")];

    snprintf(code, sizeof(code), "0x%08" PRIX32, tr_verdict_code(verdict));
    return json_pack("{s:s, s:s, s:s}", "verdict", tr_verdict_word(verdict), "code", code, "name",
                     tr_verdict_name(verdict));
}
