#include "tests/console/about_check.h"

#include "tests/console/breach.h"
#include "tests/console/call.h"
#include "tests/console/identity_check.h"
#include "tests/console/malloc_spy.h"
#include "tests/console/output.h"
#include "tests/console/unloading.h"

#define CLASS_LETTERS 39

/* HKLM\Software\Microsoft\MMC\SnapIns\{class}, value About. */
static bool find_class(const snap_in *of, CLSID *out)
{
    wchar_t class_text[CLASS_LETTERS];
    wchar_t path[128] = L"Software\\Microsoft\\MMC\\SnapIns\\";
    wchar_t about[64] = L"";
    DWORD size = sizeof(about) - sizeof(*about);

    StringFromGUID2(&of->class_id, class_text, CLASS_LETTERS);
    wcscat(path, class_text);
    return RegGetValueW(HKEY_LOCAL_MACHINE, path, L"About", RRF_RT_REG_SZ, NULL, about, &size) ==
               ERROR_SUCCESS &&
           SUCCEEDED(CLSIDFromString(about, out));
}

typedef HRESULT(WINAPI *get_text)(ISnapinAbout *about, wchar_t **out);

static json_t *ask_text(ISnapinAbout *about, get_text get, const char *name)
{
    wchar_t *text = NULL;
    json_t *said;
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, name);
    outcome = get(about, &text);
    call_end(&now);
    if (!breach_expect(outcome == S_OK && text, CHECK_ABOUT, "%s gave %08lx%s", name, outcome,
                       text ? "" : " and no text") ||
        !breach_expect(malloc_spy_owns(text), CHECK_MEMORY, "%s gave a text that is no task memory",
                       name))
        return json_null();
    said = output_text(text);
    CoTaskMemFree(text);
    return said;
}

static bool is_bitmap(HBITMAP bitmap, LONG size)
{
    BITMAP facts;

    return GetObjectW(bitmap, sizeof(facts), &facts) && facts.bmWidth >= size &&
           facts.bmHeight >= size;
}

/* They stay the snap-in's, so that they are only looked at. */
static void check_images(ISnapinAbout *about)
{
    HICON icon = NULL;
    HBITMAP small_image = NULL;
    HBITMAP open_image = NULL;
    HBITMAP large_image = NULL;
    COLORREF mask = 0;
    HRESULT outcome;
    call now;

    call_begin(&now, CALL_ANY, "ISnapinAbout::GetSnapinImage");
    outcome = ISnapinAbout_GetSnapinImage(about, &icon);
    call_end(&now);
    breach_expect(outcome == S_OK && icon, CHECK_ABOUT_IMAGES, "GetSnapinImage gave %08lx",
                  outcome);
    call_begin(&now, CALL_ANY, "ISnapinAbout::GetStaticFolderImage");
    outcome =
        ISnapinAbout_GetStaticFolderImage(about, &small_image, &open_image, &large_image, &mask);
    call_end(&now);
    breach_expect(outcome == S_OK && is_bitmap(small_image, 16) && is_bitmap(open_image, 16) &&
                      is_bitmap(large_image, 32),
                  CHECK_ABOUT_IMAGES, "GetStaticFolderImage gave %08lx, or no such images",
                  outcome);
}

static void ask(ISnapinAbout *about)
{
    json_t *line = json_pack("{s:s}", "type", "about");
    ULONG left;

    identity_check((IUnknown *)about, "ISnapinAbout");
    json_object_set_new(
        line, "description",
        ask_text(about, about->lpVtbl->GetSnapinDescription, "ISnapinAbout::GetSnapinDescription"));
    json_object_set_new(line, "provider",
                        ask_text(about, about->lpVtbl->GetProvider, "ISnapinAbout::GetProvider"));
    json_object_set_new(
        line, "version",
        ask_text(about, about->lpVtbl->GetSnapinVersion, "ISnapinAbout::GetSnapinVersion"));
    check_images(about);
    left = ISnapinAbout_Release(about);
    breach_expect(left == 0, CHECK_OWN_REFERENCES, "%lu references to an ISnapinAbout are left",
                  left);
    output_write(line);
}

bool about_check(const snap_in *of)
{
    ISnapinAbout *about = NULL;
    CLSID class_id;
    HRESULT outcome;
    call now;

    if (!find_class(of, &class_id))
        return false;
    call_begin(&now, CALL_ANY, "CoCreateInstance");
    outcome =
        CoCreateInstance(&class_id, NULL, CLSCTX_INPROC_SERVER, &IID_ISnapinAbout, (void **)&about);
    call_end(&now);
    if (breach_expect(SUCCEEDED(outcome) && about, CHECK_ABOUT, "the About class gave %08lx",
                      outcome))
        ask(about);
    return true;
}
