/* Rule files: XML by way of its schema, or CSV by the first byte. Seeds: the rules that ship. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/symptoms/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tr_symptom_rules *rules = tr_symptom_rules_new();
    const tr_bytes bytes = { data, size };
    tr_status status;
    tr_error err;

    if (size > 0 && data[0] == '<')
        status = tr_symptom_rules_add_xml(rules, bytes, "fuzz", &err);
    else
        status = tr_symptom_rules_add_csv(rules, bytes, "fuzz", &err);
    if ((status == TR_OK) != (tr_symptom_rules_count(rules) > 0))
        abort();
    tr_symptom_rules_free(rules);
    return 0;
}
