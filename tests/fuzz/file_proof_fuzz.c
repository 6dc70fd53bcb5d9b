/* A proof as the journal keeps it: what is read is what was written. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/journal/file_proof.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    char again[TR_FILE_PROOF_TEXT_SIZE];
    tr_file_proof proof;

    if (!text)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    if (tr_file_proof_read(&proof, text)) {
        tr_file_proof_write(again, &proof);
        if (strncmp(again, text, strlen(again)) != 0)
            abort();
    }
    free(text);
    return 0;
}
