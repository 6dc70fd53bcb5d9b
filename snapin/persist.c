#include "snapin/persist.h"

#include <stdlib.h>
#include <string.h>

static HRESULT write_all(IStream *stream, const void *from, ULONG size)
{
    ULONG written = 0;
    HRESULT result = IStream_Write(stream, from, size, &written);

    if (FAILED(result))
        return result;
    return written == size ? S_OK : STG_E_CANTSAVE;
}

HRESULT persist_write(IStream *stream, const target *looked_at)
{
    char *text = target_write(looked_at);
    size_t size = text ? strlen(text) : 0;
    DWORD head = (DWORD)size;
    HRESULT result;

    if (!text)
        return E_OUTOFMEMORY;
    result = size <= PERSIST_LARGEST ? write_all(stream, &head, sizeof(head)) : STG_E_MEDIUMFULL;
    if (SUCCEEDED(result))
        result = write_all(stream, text, head);
    free(text);
    return result;
}

static HRESULT read_all(void *out, ULONG size, IStream *stream)
{
    ULONG read = 0;
    HRESULT result = IStream_Read(stream, out, size, &read);

    if (FAILED(result))
        return result;
    return read == size ? S_OK : STG_E_DOCFILECORRUPT;
}

HRESULT persist_read(target **out, IStream *stream)
{
    DWORD size;
    char *text;
    tr_status status;
    HRESULT result = read_all(&size, sizeof(size), stream);

    if (FAILED(result))
        return result;
    if (size == 0 || size > PERSIST_LARGEST)
        return STG_E_DOCFILECORRUPT;
    text = malloc(size);
    if (!text)
        return E_OUTOFMEMORY;
    result = read_all(text, size, stream);
    if (SUCCEEDED(result)) {
        status = target_read(out, text, size, NULL);
        if (status == TR_ERR_UNSUPPORTED)
            result = HRESULT_FROM_WIN32(ERROR_REVISION_MISMATCH); /* of a later Trustmend */
        else if (status != TR_OK)
            result = status == TR_ERR_MEMORY ? E_OUTOFMEMORY : STG_E_DOCFILECORRUPT;
    }
    free(text);
    return result;
}
