#include <stdlib.h>

#include "core/check/diagnose.h"

void tr_diagnose_windows(tr_diagnosis *diagnosis, const tr_azure_signing *found)
{
    char *explanation;
    tr_ailment *ailment;

    if (found->support == TR_AZURE_NO_WINDOWS || found->support == TR_AZURE_SUPPORTED)
        return;
    explanation = tr_azure_signing_explain(found, diagnosis->language);
    if (!explanation) {
        diagnosis->is_out_of_memory = true;
    } else if (found->support == TR_AZURE_UNCLEAR) {
        tr_diagnosis_overlook(diagnosis, TR_WORDS("files signed by Azure Code Signing"),
                              explanation);
    } else {
        ailment = tr_diagnosis_add(diagnosis, TR_AILMENT_WINDOWS_TOO_OLD, NULL);
        tr_ailment_say(diagnosis, ailment, explanation, NULL, 0);
    }
    free(explanation);
}
