#include "core/registry/certificates.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CERTIFICATE 32 /* CERT_CERT_PROP_ID */
#define HEAD_SIZE   12 /* number, encoding and size, 32 bits each */

bool tr_registry_certificate_of(tr_bytes *out, tr_bytes properties)
{
    while (properties.size >= HEAD_SIZE) {
        const uint32_t number = tr_le32(properties.data);
        const tr_bytes value = { properties.data + HEAD_SIZE, tr_le32(properties.data + 8) };

        if (value.size > properties.size - HEAD_SIZE)
            return false;
        if (number == CERTIFICATE) {
            *out = value;
            return true;
        }
        properties.data += HEAD_SIZE + value.size;
        properties.size -= HEAD_SIZE + value.size;
    }
    return false;
}

/* A store that is walked. */
typedef struct walking {
    const tr_registry *registry;
    const char *key; /* that all certificates are below */
    tr_registry_certificate_visit *visit;
    void *context;
    tr_status status;
    tr_error *err;
} walking;

static char *join(const char *key, const char *name)
{
    char *path = malloc(strlen(key) + strlen(name) + 2);

    if (path) {
        strcpy(path, key);
        strcat(path, "\\");
        strcat(path, name);
    }
    return path;
}

static tr_status no_memory(const char *key, tr_error *err)
{
    return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the certificates in '%s'", key);
}

static bool visit_key(void *context, const char *name)
{
    walking *walk = context;
    char *key = join(walk->key, name);
    unsigned char *bytes = NULL;
    size_t size = 0;
    tr_bytes der;
    bool goes_on = true;

    walk->status = key ? tr_registry_binary(&bytes, &size, walk->registry, TR_REGISTRY_64, key,
                                            "Blob", walk->err)
                       : no_memory(walk->key, walk->err);
    if (walk->status == TR_OK && bytes &&
        tr_registry_certificate_of(&der, (tr_bytes){ bytes, size }))
        goes_on = walk->visit(walk->context, der);
    free(bytes);
    free(key);
    return goes_on && walk->status == TR_OK;
}

tr_status tr_registry_walk_certificates(const tr_registry *registry, const char *key,
                                        tr_registry_certificate_visit *visit, void *context,
                                        tr_error *err)
{
    char *certificates = join(key, "Certificates");
    walking walk = { registry, certificates, visit, context, TR_OK, err };
    tr_status status;

    if (!certificates)
        return no_memory(key, err);
    status = tr_registry_walk(registry, TR_REGISTRY_64, certificates, visit_key, &walk, err);
    free(certificates);
    return status == TR_OK ? walk.status : status;
}
