#include "shellext/window/details.h"

#include <stdlib.h>
#include <string.h>

#include <commctrl.h>

#include "core/trust/certificate.h"
#include "shellext/window/passage.h"
#include "shellext/window/resource.h"
#include "shellext/window/strings.h"

#define SUBCLASS_ID 1

/* Tab, Escape and Enter are the window's: there is nothing to type here. */
static LRESULT CALLBACK read_only(HWND details, UINT message, WPARAM wparam, LPARAM lparam,
                                  UINT_PTR id, DWORD_PTR data)
{
    (void)id, (void)data;
    if (message == WM_GETDLGCODE)
        return DLGC_WANTARROWS | DLGC_WANTCHARS;
    if (message == WM_NCDESTROY)
        RemoveWindowSubclass(details, read_only, SUBCLASS_ID);
    return DefSubclassProc(details, message, wparam, lparam);
}

HWND details_create(HWND parent, UINT_PTR id)
{
    HWND details = CreateWindowExW(WS_EX_CLIENTEDGE, WC_EDITW, L"",
                                   WS_CHILD | WS_VISIBLE | WS_TABSTOP | WS_VSCROLL | ES_MULTILINE |
                                       ES_READONLY | ES_AUTOVSCROLL | ES_NOHIDESEL,
                                   0, 0, 0, 0, parent, (HMENU)id, GetModuleHandleW(NULL), NULL);

    if (details) {
        SendMessageW(details, EM_SETLIMITTEXT, 0, 0);
        SetWindowSubclass(details, read_only, SUBCLASS_ID, 0);
    }
    return details;
}

/* A line with one insert, which is taken. */
static void say(passage *out, UINT id, wchar_t *insert)
{
    passage_add_line(out, insert ? text_of(id, insert) : NULL);
    free(insert);
}

/* The same with two. */
static void say_two(passage *out, UINT id, wchar_t *first, wchar_t *second)
{
    passage_add_line(out, first && second ? text_of(id, first, second) : NULL);
    free(first);
    free(second);
}

static wchar_t *owned(char *text)
{
    wchar_t *wide = text ? text_from_utf8(text) : NULL;

    free(text);
    return wide;
}

static UINT word_of(tr_verdict verdict)
{
    return IDS_TRUSTED + (UINT)tr_verdict_class_of(verdict);
}

static void say_result(passage *out, const row *which)
{
    tr_verdict verdict = which->verification->verdict;
    wchar_t code[16];
    wchar_t *name = text_from_utf8(tr_verdict_name(verdict));

    if (verdict == TR_TRUSTED) {
        say(out, IDS_DETAIL_RESULT, _wcsdup(which->texts[COLUMN_RESULT]));
    } else {
        _snwprintf(code, ARRAYSIZE(code), L"0x%08lX", (unsigned long)tr_verdict_code(verdict));
        passage_add_line(
            out, name ? text_of(IDS_DETAIL_CODE, which->texts[COLUMN_RESULT], code, name) : NULL);
    }
    free(name);
}

/* The answer to what if supposes only what the catalogue lists. */
static bool is_all_listed(const tr_verification *file)
{
    for (size_t index = 0; index < file->missing_count; index++) {
        if (!file->missing[index].link->required)
            return false;
    }
    return true;
}

/* Whether installing what is missing would help, answered before anything is changed. */
static void say_what_if(passage *out, const tr_verification *file)
{
    UINT id = is_all_listed(file) ? IDS_DETAIL_HELPS_NOT : IDS_DETAIL_HELPS_OPEN;

    if (file->missing_count == 0 || file->verdict == TR_TRUSTED)
        return;
    if (file->what_if == TR_TRUSTED)
        id = file->is_supposed ? IDS_DETAIL_HELPS_GUESS : IDS_DETAIL_HELPS;
    passage_add_line(out, text_of(id));
}

static void say_signer(passage *out, const X509 *signer)
{
    if (!signer) {
        passage_add_line(out, text_of(IDS_DETAIL_NO_SIGNER));
        return;
    }
    say(out, IDS_DETAIL_SIGNER, owned(tr_certificate_subject(signer)));
    say_two(out, IDS_DETAIL_VALID, text_of_time(tr_certificate_not_before(signer)),
            text_of_time(tr_certificate_not_after(signer)));
}

static void say_stamp(passage *out, const tr_signature *signature)
{
    const tr_stamp *stamp = signature->stamp;

    if (!stamp && signature->stamp_count > 0)
        stamp = &signature->stamps[0];
    if (!stamp)
        passage_add_line(out, text_of(IDS_DETAIL_NO_STAMP));
    else
        say_two(out, IDS_DETAIL_STAMP, stamp->has_time ? text_of_time(stamp->time) : _wcsdup(L"?"),
                text_of(word_of(stamp->verdict)));
}

static void say_findings(passage *out, const tr_findings *findings)
{
    for (size_t index = 0; index < findings->count; index++) {
        const tr_finding *finding = &findings->items[index];

        say_two(out, IDS_DETAIL_FINDING, text_of(IDS_SEVERITY_NOTE + (UINT)finding->severity),
                owned(tr_finding_text_in(finding, strings_language())));
    }
}

static void say_signature(passage *out, const tr_verification *file, size_t index)
{
    const tr_signature *signature = &file->signatures[index];
    wchar_t *number = text_of_number(index + 1);
    wchar_t *count = text_of_number(file->signature_count);
    wchar_t *word = text_of(word_of(signature->verdict));

    passage_add_gap(out);
    passage_add_line(
        out, number && count && word ? text_of(IDS_DETAIL_SIGNATURE, number, count, word) : NULL);
    free(number);
    free(count);
    free(word);
    if (signature->catalog)
        say(out, IDS_DETAIL_CATALOG, text_from_utf8(signature->catalog));
    say_signer(out, signature->signer);
    say_stamp(out, signature);
    say_findings(out, &signature->findings);
}

static void say_file(passage *out, const row *which)
{
    const tr_verification *file = which->verification;

    say_result(out, which);
    passage_add_line(out, _wcsdup(which->texts[COLUMN_REASON]));
    if (file->remedy)
        say(out, IDS_DETAIL_REMEDY, text_from_utf8(file->remedy));
    say_what_if(out, file);
    passage_add_gap(out);
    say(out, IDS_DETAIL_FILE, text_from_utf8(which->path));
    if (which->renamed)
        say(out, IDS_DETAIL_TARGET, text_from_utf8(which->renamed->target));
    say(out, IDS_DETAIL_SIZE, text_of_size(file->size));
    say_findings(out, &file->findings);
    for (size_t index = 0; index < file->signature_count; index++)
        say_signature(out, file, index);
}

static void say_failure(passage *out, const row *which)
{
    say(out, IDS_DETAIL_RESULT, _wcsdup(which->texts[COLUMN_RESULT]));
    passage_add_line(out, _wcsdup(which->texts[COLUMN_REASON]));
    passage_add_gap(out);
    say(out, IDS_DETAIL_FILE, text_from_utf8(which->path));
}

void details_show(HWND details, const row *which, int others)
{
    passage all = { 0 };

    if (which && others > 0) {
        say(&all, IDS_DETAIL_MANY, text_of_number((uint64_t)others + 1));
        passage_add_gap(&all);
    }
    if (which && which->verification)
        say_file(&all, which);
    else if (which)
        say_failure(&all, which);
    SetWindowTextW(details, all.text ? all.text : L"");
    free(all.text);
}
