#include "tests/console/persistence_check.h"

#include <stdlib.h>
#include <string.h>

#include <ocidl.h>
#include <ole2.h>

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/persistence.h"

typedef struct bytes {
    BYTE *data;
    size_t size;
} bytes;

static bytes bytes_of(IStream *stream)
{
    STATSTG facts = { 0 };
    LARGE_INTEGER start = { 0 };
    bytes out = { 0 };
    ULONG read = 0;

    if (FAILED(IStream_Stat(stream, &facts, STATFLAG_NONAME)))
        return out;
    IStream_Seek(stream, start, STREAM_SEEK_SET, NULL);
    out.data = malloc((size_t)facts.cbSize.QuadPart + 1);
    if (out.data && SUCCEEDED(IStream_Read(stream, out.data, (ULONG)facts.cbSize.QuadPart, &read)))
        out.size = read;
    IStream_Seek(stream, start, STREAM_SEEK_SET, NULL);
    return out;
}

static IStream *stream_of(const BYTE *data, size_t size)
{
    IStream *stream = NULL;
    LARGE_INTEGER start = { 0 };

    if (FAILED(CreateStreamOnHGlobal(NULL, TRUE, &stream)))
        return NULL;
    if (size > 0)
        IStream_Write(stream, data, (ULONG)size, NULL);
    IStream_Seek(stream, start, STREAM_SEEK_SET, NULL);
    return stream;
}

static void check_class(const snap_in *of)
{
    IPersist *persist = NULL;
    CLSID class_id = { 0 };
    HRESULT outcome;

    if (FAILED(IComponentData_QueryInterface(of->object, &IID_IPersist, (void **)&persist)))
        return;
    outcome = IPersist_GetClassID(persist, &class_id);
    IPersist_Release(persist);
    breach_expect(
        outcome == E_NOTIMPL || (SUCCEEDED(outcome) && IsEqualCLSID(&class_id, &of->class_id)),
        CHECK_PERSIST_CLASS, "IPersist::GetClassID gave %08lx, or another class", outcome);
}

static void check_clean(IUnknown *object, const char *when)
{
    HRESULT outcome = persistence_is_dirty(object);

    breach_expect(outcome == S_FALSE || outcome == E_NOTIMPL, CHECK_PERSIST_CLEAN,
                  "IsDirty gave %08lx %s", outcome, when);
}

static HRESULT load(IUnknown *object, IStream *stream)
{
    IPersistStream *persist = NULL;
    HRESULT outcome = E_NOINTERFACE;
    call now;

    if (FAILED(IUnknown_QueryInterface(object, &IID_IPersistStream, (void **)&persist)) &&
        FAILED(IUnknown_QueryInterface(object, &IID_IPersistStreamInit, (void **)&persist)))
        return outcome;
    call_begin(&now, CALL_ANY, "IPersistStream::Load");
    outcome = IPersistStream_Load(persist, stream);
    call_end(&now);
    IPersistStream_Release(persist);
    return outcome;
}

static void check_loaded(const snap_in *of, const bytes *saved)
{
    snap_in *other = snap_in_load(of->in, &of->class_id);
    IUnknown *object = other ? (IUnknown *)other->object : NULL;
    IStream *stream = stream_of(saved->data, saved->size);
    IStream *again = NULL;
    bytes second = { 0 };

    if (object && stream && SUCCEEDED(load(object, stream))) {
        check_clean(object, "after Load");
        again = persistence_save(object);
        if (again)
            second = bytes_of(again);
        breach_expect(again && second.size == saved->size &&
                          memcmp(second.data, saved->data, saved->size) == 0,
                      CHECK_PERSIST_SAME, "what was saved, loaded and saved is not the same bytes");
        check_clean(object, "after Load and Save");
    } else {
        breach(CHECK_PERSIST_SAME, "what was saved cannot be loaded");
    }
    free(second.data);
    if (again)
        IStream_Release(again);
    if (stream)
        IStream_Release(stream);
    if (other)
        snap_in_close(other);
}

/* Half of a state, and bytes that are none, are refused and change nothing. */
static void check_hostile(const snap_in *of, const BYTE *data, size_t size, const char *what)
{
    snap_in *other = snap_in_load(of->in, &of->class_id);
    IStream *stream = stream_of(data, size);

    if (other && stream)
        breach_expect(FAILED(load((IUnknown *)other->object, stream)), CHECK_PERSIST_HOSTILE,
                      "%s was loaded", what);
    if (stream)
        IStream_Release(stream);
    if (other)
        snap_in_close(other);
}

void persistence_check(const snap_in *of)
{
    static const BYTE noise[64] = { 0xFF, 0xFE, 0x7F, 1, 2, 3 };
    IStream *stream;
    bytes saved;

    check_class(of);
    stream = persistence_save((IUnknown *)of->object);
    if (!breach_expect(stream != NULL, CHECK_PERSIST_INTERFACE, "the snap-in saves no state"))
        return;
    check_clean((IUnknown *)of->object, "after Save");
    saved = bytes_of(stream);
    check_loaded(of, &saved);
    if (breach_level() == LEVEL_STRICT) {
        check_hostile(of, saved.data, saved.size / 2, "half a state");
        check_hostile(of, noise, sizeof(noise), "a state of random bytes");
    }
    free(saved.data);
    IStream_Release(stream);
}
