/* Relaxing and enforcing signature checks: planned, then carried out through the journal. */
#include <stdlib.h>
#include <string.h>

#include "core/ini/secret.h"
#include "core/ini/signature_checks.h"
#include "core/journal/undo.h"
#include "core/platform/directory.h"
#include "core/platform/path.h"

static tr_status copy_document(tr_ini_document **out, const tr_ini_document *document,
                               tr_error *err)
{
    return tr_ini_document_parse(out, tr_ini_document_bytes(document), err);
}

/*
 * Try to take the change back that relaxed a check. Gives false, and the plan as it was, if
 * that cannot be done, or would not enforce it.
 */
static bool plan_way_back(tr_checks_plan *plan, size_t index, const tr_journal *journal)
{
    const tr_check_switch *check = &plan->before.items[index];
    tr_change *relaxing = NULL;
    tr_ini_document *then = NULL;
    tr_signature_checks checks;
    bool is_good = false;

    if (tr_check_switch_find_relaxing(&relaxing, check, plan->path, plan->now, journal, NULL) !=
            TR_OK ||
        !relaxing)
        return false;
    if (copy_document(&then, plan->then, NULL) == TR_OK &&
        tr_setting_take_back(then, relaxing, journal, NULL) == TR_OK) {
        tr_signature_checks_of(&checks, then);
        is_good = checks.items[index].state != TR_CHECK_RELAXED;
    }
    if (!is_good) {
        tr_ini_document_free(then);
        tr_change_free(relaxing);
        return false;
    }
    tr_ini_document_free(plan->then);
    plan->then = then;
    plan->items[index].step = TR_STEP_TAKE_BACK;
    plan->items[index].relaxing = relaxing;
    return true;
}

static tr_status plan_one(tr_checks_plan *plan, size_t index, const tr_journal *journal,
                          tr_error *err)
{
    const tr_check_switch *check = &plan->before.items[index];
    const bool is_relaxing = plan->goal == TR_CHECKS_RELAX;
    bool is_so =
        is_relaxing ? check->state == TR_CHECK_RELAXED : tr_check_switch_is_well(check->state);

    if (is_so || (!is_relaxing && plan_way_back(plan, index, journal)))
        return TR_OK;
    plan->items[index].step = TR_STEP_SET;
    return tr_setting_plan_make(&plan->items[index].setting, plan->then, check->section, check->key,
                                is_relaxing ? "0" : "1", err);
}

tr_status tr_checks_plan_make(tr_checks_plan **out, const char *path, tr_checks_goal goal,
                              const tr_journal *journal, tr_error *err)
{
    tr_checks_plan *plan = calloc(1, sizeof(*plan));
    tr_status status;

    if (!plan)
        return tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for a plan");
    plan->goal = goal;
    status = tr_path_absolute(&plan->path, path, err);
    if (status == TR_OK)
        status = tr_setting_load(&plan->now, path, err);
    if (status == TR_OK)
        status = copy_document(&plan->then, plan->now, err);
    if (status == TR_OK)
        tr_signature_checks_of(&plan->before, plan->now);
    for (size_t index = 0; status == TR_OK && index < TR_CHECK_SWITCH_COUNT; index++)
        status = plan_one(plan, index, journal, err);
    if (status == TR_OK) {
        tr_signature_checks_of(&plan->after, plan->then);
        *out = plan;
    } else {
        tr_checks_plan_free(plan);
    }
    return status;
}

void tr_checks_plan_free(tr_checks_plan *plan)
{
    if (!plan)
        return;
    for (size_t index = 0; index < TR_CHECK_SWITCH_COUNT; index++)
        tr_change_free(plan->items[index].relaxing);
    tr_ini_document_free(plan->then);
    tr_ini_document_free(plan->now);
    free(plan->path);
    free(plan);
}

bool tr_checks_plan_is_empty(const tr_checks_plan *plan)
{
    for (size_t index = 0; index < TR_CHECK_SWITCH_COUNT; index++) {
        if (plan->items[index].step != TR_STEP_NONE)
            return false;
    }
    return true;
}

bool tr_checks_plan_equal(const tr_checks_plan *a, const tr_checks_plan *b)
{
    return a->goal == b->goal && strcmp(a->path, b->path) == 0 &&
           tr_bytes_equal(tr_ini_document_bytes(a->now), tr_ini_document_bytes(b->now)) &&
           tr_bytes_equal(tr_ini_document_bytes(a->then), tr_ini_document_bytes(b->then));
}

/* As the vendor's article asks: not beside the file, where a hot fix may overwrite it. */
tr_status tr_checks_check_state(const char *path, const char *state, tr_error *err)
{
    size_t size = tr_path_name(path);

    while (size > 1 && strchr("/\\", path[size - 1]))
        size--;
    if (strncmp(state, path, size) != 0 || (state[size] != '\0' && !strchr("/\\", state[size])))
        return TR_OK;
    return tr_error_set(err, TR_ERR_UNSUPPORTED, 0,
                        "the state folder '%s' lies in the product's folder, where no backup is "
                        "safe; choose another one",
                        state);
}

static tr_status set(tr_checks_plan *plan, size_t index, const char *backup, tr_journal *journal,
                     const char *reason, tr_error *err)
{
    const tr_setting_plan *setting = &plan->items[index].setting;
    tr_change change = {
        .path = plan->path,
        .before = *setting->before ? setting->before : NULL,
        .after = setting->after,
        .proof = setting->proof,
        .backup = backup,
        .reason = reason,
    };

    return tr_change_make(journal, &tr_setting_change, &change, NULL, err);
}

static tr_status carry_out(tr_checks_plan *plan, const char *backup, tr_journal *journal,
                           const char *reason, tr_error *err)
{
    tr_status status = TR_OK;

    for (size_t index = 0; index < TR_CHECK_SWITCH_COUNT && status == TR_OK; index++) {
        switch (plan->items[index].step) {
        case TR_STEP_NONE:
            continue;
        case TR_STEP_SET:
            status = set(plan, index, backup, journal, reason, err);
            break;
        case TR_STEP_TAKE_BACK:
            status = tr_change_undo(journal, plan->items[index].relaxing, err);
            break;
        }
        plan->items[index].is_done = status == TR_OK;
    }
    return status;
}

tr_status tr_checks_plan_carry_out(tr_checks_plan *plan, char **backup, tr_journal *journal,
                                   const char *reason, tr_error *err)
{
    char *name = NULL;
    tr_status status = tr_checks_check_state(plan->path, tr_journal_state(journal), err);

    if (status == TR_OK && reason && tr_secret_is_given(plan->now, reason))
        status = tr_error_set(err, TR_ERR_FORMAT, 0,
                              "the reason holds a password of '%s'; the history would show it",
                              plan->path);
    if (status == TR_OK && !tr_checks_plan_is_empty(plan))
        status = tr_journal_back_up(&name, journal, tr_ini_document_bytes(plan->now),
                                    plan->path + tr_path_name(plan->path), err);
    if (status == TR_OK)
        status = carry_out(plan, name, journal, reason, err);
    *backup = name ? tr_journal_backup_path(journal, name) : NULL;
    free(name);
    return status;
}
