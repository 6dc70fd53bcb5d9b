#include "core/import/import.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/import/certificate_store.h"
#include "core/import/import_change.h"
#include "core/platform/path.h"
#include "core/trust/certificate.h"
#include "core/words/words.h"

void tr_import_clear(tr_import *import)
{
    tr_sought_clear(&import->sought);
    free(import->place);
    import->place = NULL;
}

/* A root vouches for itself, by name and by signature. */
static bool is_root(X509 *certificate)
{
    bool is_self_signed = X509_self_signed(certificate, 1) == 1;

    ERR_clear_error();
    return is_self_signed;
}

/* Whether it may issue others: by basic constraints, or as old as those are. */
static bool is_authority(X509 *certificate)
{
    bool is_ca = X509_check_ca(certificate) != 0;

    ERR_clear_error();
    return is_ca;
}

/* The certificate settles where it belongs; until it is found, the catalogue does. */
static const char *store_of(const tr_import *import)
{
    if (import->sought.found)
        return is_root(import->sought.found) ? "Root" : "CA";
    if (import->required)
        return import->required->store == TR_REQUIRED_IN_ROOT ? "Root" : "CA";
    return NULL;
}

static tr_status set_place(tr_import *import, const tr_import_target *target, tr_error *err)
{
    const char *store = store_of(import);
    size_t size = strlen(target->name);

    if (!store)
        return TR_OK;
    if (target->is_system) {
        import->place = malloc(size + strlen(store) + 2);
        if (import->place) {
            memcpy(import->place, target->name, size);
            import->place[size] = '\\';
            strcpy(import->place + size + 1, store);
        }
    } else {
        import->place = tr_path_join(target->name, store);
    }
    if (!import->place)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to import a certificate");
    return TR_OK;
}

static void refuse(tr_import *import, const char *why)
{
    import->action = TR_IMPORT_REFUSE;
    import->reason = why;
}

/* Among the stores of a disk that nothing is installed on. */
static bool is_on_disk(const tr_anchor_store *stores, const tr_thumbprint *thumbprint,
                       const char *place)
{
    const tr_anchor *anchor = tr_anchor_store_find(stores, thumbprint->sha1, thumbprint->sha256);

    for (size_t index = 0; anchor && index < anchor->place_count; index++) {
        if (strcmp(anchor->places[index], place) == 0)
            return true;
    }
    return false;
}

static bool is_in_place(const tr_import *import, const tr_anchor_store *disk, tr_error *err,
                        tr_status *status)
{
    tr_store_content content = TR_STORE_HAS_NONE;
    tr_thumbprint thumbprint;

    *status = tr_thumbprint_of(&thumbprint, import->sought.found, err);
    if (*status == TR_OK && disk)
        return is_on_disk(disk, &thumbprint, import->place);
    if (*status == TR_OK)
        *status = tr_certificate_store_look(&content, import->place, &thumbprint, err);
    return content == TR_STORE_HAS_IT;
}

tr_status tr_import_decide(tr_import *import, const tr_import_target *target, bool takes_unpinned,
                           tr_error *err)
{
    tr_status status = set_place(import, target, err);

    if (status != TR_OK)
        return status;
    import->reason = NULL;
    if (import->is_distrusted)
        refuse(import,
               TR_WORDS("it is distrusted on this machine, which overrides every other store"));
    else if (import->is_disabled)
        refuse(import,
               TR_WORDS("Microsoft's trust list takes its trust away: installing does not help"));
    else if (!import->sought.found)
        import->action = TR_IMPORT_FETCH;
    else if (is_in_place(import, target->stores, err, &status))
        import->action = TR_IMPORT_NOTHING;
    else if (!is_authority(import->sought.found))
        refuse(import, TR_WORDS("it is no certificate of an authority, but of somebody who signs"));
    else if (!import->is_pinned && !takes_unpinned)
        import->action = TR_IMPORT_UNPINNED;
    else
        import->action = TR_IMPORT_INSTALL;
    return status;
}

static void make_change(tr_import *import, tr_journal *journal, tr_bytes der, char *name,
                        char *path)
{
    char proof[TR_IMPORT_PROOF_SIZE];
    tr_thumbprint thumbprint;
    tr_change change;
    tr_status status = tr_thumbprint_of(&thumbprint, import->sought.found, &import->failure);

    if (status == TR_OK) {
        tr_import_proof_write(proof, &thumbprint);
        change = (tr_change){ .path = path, .after = name, .proof = proof };
        status = tr_change_make(journal, &tr_import_change, &change, &der, &import->failure);
        import->change = change.id;
    }
    import->is_installed = status == TR_OK;
}

/* Stores in folders are recorded by their whole path, so that undo finds them from anywhere. */
static tr_status path_of(char **out, const char *place, tr_error *err)
{
    if (!tr_certificate_store_is_system(place))
        return tr_path_absolute(out, place, err);
    *out = strdup(place);
    return *out ? TR_OK : tr_error_set(err, TR_ERR_MEMORY, 0, "no memory to change '%s'", place);
}

void tr_import_install(tr_import *import, tr_journal *journal)
{
    unsigned char *bytes = NULL;
    int size = i2d_X509(import->sought.found, &bytes);
    char *name = tr_certificate_common_name(import->sought.found);
    char *path = NULL;
    tr_status status = TR_OK;

    import->failure = (tr_error){ .status = TR_OK, .message = "" };
    if (size <= 0 || !name)
        status = tr_error_set(&import->failure, TR_ERR_MEMORY, 0, "no memory to change '%s'",
                              import->place);
    if (status == TR_OK)
        status = path_of(&path, import->place, &import->failure);
    /* Another one may have installed it meanwhile: then it is not ours to record, nor to undo. */
    if (status == TR_OK && is_in_place(import, NULL, &import->failure, &status))
        import->action = TR_IMPORT_NOTHING;
    else if (status == TR_OK)
        make_change(import, journal, (tr_bytes){ bytes, (size_t)size }, name, path);
    OPENSSL_free(bytes);
    free(path);
    free(name);
}

const char *tr_import_action_word(tr_import_action action)
{
    static const char *const words[] = {
        [TR_IMPORT_INSTALL] = "install", [TR_IMPORT_NOTHING] = "none",
        [TR_IMPORT_FETCH] = "fetch",     [TR_IMPORT_UNPINNED] = "unpinned",
        [TR_IMPORT_REFUSE] = "refuse",
    };

    return words[action];
}
