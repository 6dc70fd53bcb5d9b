#include "core/trust/inventory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include "core/trust/certificate.h"

#define DAY ((time_t)86400)

static void look_at_key(tr_inventory *out, X509 *certificate)
{
    EVP_PKEY *key = X509_get0_pubkey(certificate);
    int type = key ? EVP_PKEY_get_base_id(key) : NID_undef;
    bool is_long = type == EVP_PKEY_RSA || type == EVP_PKEY_DSA || type == EVP_PKEY_RSA_PSS;

    if (!key) {
        ERR_clear_error();
        return;
    }
    out->key = type == EVP_PKEY_RSA ? "RSA" : type == EVP_PKEY_EC ? "EC" : OBJ_nid2sn(type);
    out->key_bits = EVP_PKEY_get_bits(key);
    out->has_weak_key = out->key_bits < (is_long ? 2048 : 224);
}

static void look_at_digest(tr_inventory *out, X509 *certificate)
{
    int digest = NID_undef;

    if (!X509_get_signature_info(certificate, &digest, NULL, NULL, NULL) || digest == NID_undef) {
        ERR_clear_error();
        return;
    }
    out->digest = OBJ_nid2sn(digest);
    out->has_weak_digest =
        digest == NID_md2 || digest == NID_md4 || digest == NID_md5 || digest == NID_sha1;
}

static tr_listing listing_of(const tr_anchor *anchor, const tr_trust_list *list)
{
    const tr_trust_entry *entry;

    if (!list)
        return TR_LISTING_UNSAID;
    entry = tr_trust_list_find(list, anchor->certificate, &anchor->thumbprint);
    if (entry && entry->is_disallowed)
        return TR_LISTING_DISALLOWED;
    if (!(anchor->roles & TR_ROLE_ANCHOR))
        return TR_LISTING_UNSAID;
    return entry ? TR_LISTING_ON : TR_LISTING_OFF;
}

tr_inventory tr_inventory_of(const tr_anchor *anchor, const tr_trust_list *list, time_t now)
{
    tr_inventory out = { .listing = listing_of(anchor, list) };

    look_at_key(&out, anchor->certificate);
    look_at_digest(&out, anchor->certificate);
    out.is_expired = now > tr_certificate_not_after(anchor->certificate);
    out.age_days = (int)((now - tr_certificate_not_before(anchor->certificate)) / DAY);
    return out;
}

/* Whether it is in this store, in any of the places behind it: "LocalMachine\\Root\\.Enterprise".
 */
static bool is_in(const tr_anchor *anchor, const char *store)
{
    for (size_t index = 0; index < anchor->place_count; index++) {
        const char *name = strchr(anchor->places[index], '\\');
        size_t size = strlen(store);

        if (name &&
            strncmp(anchor->places[index], TR_PLACE_OF_USERS, strlen(TR_PLACE_OF_USERS)) == 0)
            name = strchr(name + 1, '\\');
        if (name && strncmp(name + 1, store, size) == 0 &&
            (name[1 + size] == '\0' || name[1 + size] == '\\'))
            return true;
    }
    return false;
}

const char *tr_anchor_remark(const tr_anchor *anchor)
{
    if (is_in(anchor, "Root") && is_in(anchor, "AuthRoot"))
        return "It is in Root and in AuthRoot, and Windows shows it twice: that is normal.";
    if (is_in(anchor, "TrustedPublisher"))
        return "It is in TrustedPublisher: Windows does not ask before it runs what this publisher "
               "signed. That makes no signature good, nor bad.";
    if (anchor->roles == TR_ROLE_LISTED)
        return "Only users have it, for themselves: services do not ask their stores.";
    return NULL;
}

const char *tr_listing_word(tr_listing listing)
{
    static const char *const words[] = {
        [TR_LISTING_UNSAID] = "unsaid",
        [TR_LISTING_ON] = "listed",
        [TR_LISTING_OFF] = "not-listed",
        [TR_LISTING_DISALLOWED] = "disallowed",
    };

    return words[listing];
}

static void add(char *text, size_t room, const char *part)
{
    size_t size = strlen(text);

    snprintf(text + size, room - size, "%s%s", size > 0 ? "; " : "", part);
}

tr_status tr_inventory_explain(char **out, const tr_inventory *inventory, tr_error *err)
{
    char text[256] = "";
    char part[64];

    if (inventory->listing == TR_LISTING_DISALLOWED)
        add(text, sizeof(text), "Microsoft distrusts it");
    if (inventory->listing == TR_LISTING_OFF)
        add(text, sizeof(text), "not on Microsoft's list: somebody here installed it");
    if (inventory->has_weak_key) {
        snprintf(part, sizeof(part), "weak key of %d bits", inventory->key_bits);
        add(text, sizeof(text), part);
    }
    if (inventory->has_weak_digest) {
        snprintf(part, sizeof(part), "signed with %s", inventory->digest);
        add(text, sizeof(text), part);
    }
    if (inventory->is_expired)
        add(text, sizeof(text), "expired, and kept for what was timestamped in its time");
    *out = *text ? strdup(text) : NULL;
    return *out || !*text ? TR_OK : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a sentence");
}
