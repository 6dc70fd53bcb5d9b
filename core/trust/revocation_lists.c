#include "core/trust/revocation_lists.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct tr_revocation_item {
    tr_revocation_list list; /* first, so that a list leads back to its item */
    struct tr_revocation_item *next;
} tr_revocation_item;

static void free_item(tr_revocation_item *item)
{
    X509_CRL_free(item->list.crl);
    free((void *)item->list.place);
    free(item);
}

/* The first look-up sorts the list; later ones, by several threads, only read. */
static bool sort_list(X509_CRL *crl)
{
    ASN1_INTEGER *serial = ASN1_INTEGER_new();
    X509_REVOKED *found;

    if (serial)
        X509_CRL_get0_by_serial(crl, &found, serial);
    ASN1_INTEGER_free(serial);
    return serial != NULL;
}

tr_status tr_revocation_lists_add(tr_revocation_lists *lists, X509_CRL *crl, const char *place,
                                  tr_error *err)
{
    tr_revocation_item *item = calloc(1, sizeof(*item));

    if (item) {
        X509_CRL_up_ref(crl);
        item->list.crl = crl;
        item->list.place = strdup(place);
    }
    if (!item || !item->list.place || !sort_list(crl) ||
        !X509_CRL_digest(crl, EVP_sha256(), item->list.sha256, NULL)) {
        if (item)
            free_item(item);
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the revocation lists");
    }
    item->next = lists->first;
    lists->first = item;
    lists->count++;
    return TR_OK;
}

const tr_revocation_list *tr_revocation_lists_find(const tr_revocation_lists *lists,
                                                   const X509_NAME *issuer,
                                                   const tr_revocation_list *previous)
{
    const tr_revocation_item *item =
        previous ? ((const tr_revocation_item *)previous)->next : lists->first;

    while (item && X509_NAME_cmp(X509_CRL_get_issuer(item->list.crl), issuer) != 0)
        item = item->next;
    return item ? &item->list : NULL;
}

void tr_revocation_lists_clear(tr_revocation_lists *lists)
{
    while (lists->first) {
        tr_revocation_item *next = lists->first->next;

        free_item(lists->first);
        lists->first = next;
    }
    lists->count = 0;
}
