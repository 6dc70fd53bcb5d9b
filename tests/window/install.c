#include <string.h>
#include <wchar.h>

#include <windows.h>
#include <wincrypt.h>

#include "shellext/window/resource.h"
#include "tests/shell/check.h"
#include "tests/window/chapters.h"
#include "tests/window/stage.h"

/* DigiCert Assured ID Root CA, which the file that run.sh brought is signed under. */
static const BYTE root[20] = { 0x05, 0x63, 0xb8, 0x63, 0x0d, 0x62, 0xd7, 0x5a, 0xbb, 0xc8,
                               0xab, 0x1e, 0x4b, 0xdf, 0xb5, 0xa8, 0x99, 0xb2, 0x4d, 0x43 };

static HCERTSTORE open_store(DWORD place, const wchar_t *name)
{
    return CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0, place, name);
}

static PCCERT_CONTEXT find_root(HCERTSTORE store)
{
    const CRYPT_HASH_BLOB thumbprint = { sizeof(root), (BYTE *)root };

    return CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_SHA1_HASH, &thumbprint,
                                      NULL);
}

static bool is_installed(void)
{
    HCERTSTORE store = open_store(CERT_SYSTEM_STORE_LOCAL_MACHINE, L"Root");
    PCCERT_CONTEXT found = find_root(store);

    CertFreeCertificateContext(found);
    CertCloseStore(store, 0);
    return found != NULL;
}

/* Take it from one store to another, where it serves nothing. */
static bool move_root(DWORD from, const wchar_t *from_name, DWORD to, const wchar_t *to_name)
{
    HCERTSTORE source = open_store(from, from_name);
    HCERTSTORE target = open_store(to, to_name);
    PCCERT_CONTEXT found = find_root(source);
    bool is_moved = found &&
                    CertAddCertificateContextToStore(target, found, CERT_STORE_ADD_ALWAYS, NULL) &&
                    CertDeleteCertificateFromStore(found);

    CertCloseStore(source, 0);
    CertCloseStore(target, 0);
    return is_moved;
}

/* Wine gives each first process the roots of the system below it; who holds this, has it think that
 * this was done. */
static HANDLE keep_roots_as_they_are(void)
{
    return CreateSemaphoreW(NULL, 1, 1, L"crypt32_root_semaphore");
}

static bool start_by_machine(subject *out, const wchar_t *path)
{
    wchar_t arguments[2 * PATH_CAPACITY];

    _snwprintf(arguments, ARRAYSIZE(arguments), L"verify --selection --state \"%ls\" --language en",
               stage_path(L"state"));
    return check("start", subject_start(out, stage_program(), arguments, &path, 1, 0),
                 "no window of %ls", path) &&
           check("end", subject_rest(out), "still busy");
}

static void check_result(const subject *who, const wchar_t *wanted)
{
    const wchar_t *found = subject_cell(who, 0, COLUMN_RESULT);

    check("result", wcscmp(found, wanted) == 0, "'%ls' and not '%ls'", found, wanted);
}

/* Whether a dialog of the window says so, in one of its controls. */
static bool says(const subject *who, const wchar_t *wanted)
{
    HWND dialog = GetLastActivePopup(who->window);
    HWND control = NULL;
    wchar_t text[2048];

    while ((control = FindWindowExW(dialog, control, NULL, NULL))) {
        SendMessageW(control, WM_GETTEXT, ARRAYSIZE(text), (LPARAM)text);
        if (wcsstr(text, wanted))
            return true;
    }
    return false;
}

static bool turn_to_dialog(const subject *who, const char *rule)
{
    return check(rule, subject_turn_to_dialog(who), "no dialog comes");
}

/* By a key, and wait until it is gone: without a window manager, Wine takes two seconds. */
static void leave_dialog(const subject *who, WORD key)
{
    HWND dialog = GetLastActivePopup(who->window);
    double started = now();

    stage_press(key);
    while (IsWindow(dialog) && now() - started < 10000)
        Sleep(20);
    Sleep(200);
}

/* The file is there again, judged by the certificates that there are now. */
static void check_judged(const subject *who, const wchar_t *wanted)
{
    double started = now();

    while ((subject_is_busy(who) || subject_row_count(who) == 0) && now() - started < 10000)
        Sleep(20);
    check_result(who, wanted);
}

static bool the_plan_is_asked_about(const subject *who)
{
    stage_press_control('I');
    if (!turn_to_dialog(who, "plan"))
        return false;
    check("plan", says(who, L"DigiCert Assured ID Root CA: will be installed into"),
          "it does not name the certificate");
    check("plan", says(who, L"0563b8630d62d75abbc8ab1e4bdfb5a899b24d43"),
          "it does not say its thumbprint");
    return true;
}

static void cancelling_installs_nothing(const subject *who)
{
    if (!the_plan_is_asked_about(who))
        return;
    stage_take_picture("install");
    leave_dialog(who, VK_ESCAPE);
    check("cancel", subject_rest(who) && !is_installed(), "it was installed all the same");
    check_judged(who, L"Not trusted");
}

static void installing_makes_the_file_trusted(const subject *who)
{
    if (!the_plan_is_asked_about(who))
        return;
    leave_dialog(who, VK_RETURN); /* Install is what it proposes */
    if (turn_to_dialog(who, "installed")) {
        check("installed", says(who, L"The certificates are installed."), "that is not said");
        check("installed", is_installed(), "it is not in the machine's store");
        leave_dialog(who, VK_RETURN);
    }
    check_judged(who, L"Trusted");
}

static void undo_takes_it_out_again(const subject *who)
{
    SetForegroundWindow(who->window);
    stage_press_control('Z');
    if (turn_to_dialog(who, "taken out")) {
        check("taken out", says(who, L"The certificates are taken out again."), "that is not said");
        leave_dialog(who, VK_RETURN);
    }
    check("taken out", !is_installed(), "it is in the machine's store still");
    check_judged(who, L"Not trusted");
}

void missing_root(void)
{
    const wchar_t *path = stage_path(L"install\\real.exe");
    subject who = { 0 };
    HANDLE roots;

    if (!stage_has(path)) {
        check_skip("a missing root", "the corpus was not fetched");
        return;
    }
    is_installed(); /* now they are there */
    roots = keep_roots_as_they_are();
    if (!move_root(CERT_SYSTEM_STORE_LOCAL_MACHINE, L"Root", CERT_SYSTEM_STORE_CURRENT_USER,
                   L"CA")) {
        check_skip("a missing root", "this machine did not have it");
        return;
    }
    check("missing", !is_installed(), "the root cannot be taken away");
    if (start_by_machine(&who, path)) {
        check_result(&who, L"Not trusted");
        cancelling_installs_nothing(&who);
        installing_makes_the_file_trusted(&who);
        undo_takes_it_out_again(&who);
    }
    subject_end(&who);
    move_root(CERT_SYSTEM_STORE_CURRENT_USER, L"CA", CERT_SYSTEM_STORE_LOCAL_MACHINE, L"Root");
    CloseHandle(roots);
}
