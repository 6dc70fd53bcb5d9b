/* DER elements, OIDs and numbers, and BER made definite. Seeds: signatures of fixtures. */
#include <stdint.h>
#include <stdlib.h>

#include "core/authenticode/der.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What was made definite is definite: making it so again changes nothing. */
static void make_definite(tr_bytes ber)
{
    unsigned char *definite = NULL;
    unsigned char *again = NULL;
    size_t made;
    size_t used;

    if (tr_der_from_ber(&definite, &made, &used, ber, NULL) != TR_OK)
        return;
    if (used > ber.size)
        abort();
    if (definite &&
        (tr_der_from_ber(&again, &made, &used, (tr_bytes){ definite, made }, NULL) != TR_OK ||
         again))
        abort();
    free(definite);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    tr_bytes rest = { data, size };
    unsigned long long number;
    char text[64];
    tr_der element;

    make_definite(rest);
    while (tr_der_next(&element, &rest)) {
        if (element.contents.size > element.whole.size)
            abort();
        tr_der_integer(&number, element.contents);
        tr_der_oid_text(text, sizeof(text), element.contents);
        if (element.tag & 0x20)
            rest = element.contents;
    }
    return 0;
}
