#include "core/report/transfer.h"

#include <stdlib.h>
#include <string.h>

#include "core/agent/agent_state.h"
#include "core/report/json.h"
#include "core/report/text.h"

#define LABEL 38

static json_t *port_of(unsigned port)
{
    return port ? json_integer((json_int_t)port) : json_null();
}

static json_t *command_record(const tr_transfer *transfer, const char *typed, const char *in_file)
{
    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "type", "transfer", "server",
                     tr_json_text(transfer->server), "port", port_of(transfer->port), "ssl_port",
                     port_of(transfer->ssl_port), "agent_port", port_of(transfer->agent_port),
                     "certificate", tr_json_text(transfer->certificate), "domain",
                     tr_json_text(transfer->domain), "command", tr_json_text(typed),
                     "command_in_file", tr_json_text(in_file));
}

static void print_line(tr_report *report, const char *text)
{
    fputs("  ", report->options.out);
    tr_text_print(report, text);
    putc('\n', report->options.out);
}

void tr_transfer_report_command(tr_report *report, const tr_transfer *transfer, const char *typed,
                                const char *in_file)
{
    if (report->options.records) {
        tr_records_write(report->options.records, command_record(transfer, typed, in_file));
        return;
    }
    tr_text_paragraph(report, 0, "On the agent's machine, as administrator:");
    print_line(report, typed);
    if (strcmp(typed, in_file) != 0) {
        tr_text_paragraph(report, 0, "In a .cmd file:");
        print_line(report, in_file);
    }
    if (transfer->version != 0 && transfer->version < TR_TRANSFER_CERTIFICATE_SINCE)
        tr_text_paragraph(report, 0,
                          "Agents before version 11.0 know no server certificate: this one cannot "
                          "have a mismatched one.");
    tr_text_paragraph(report, 0,
                      "If unloading the agent needs a password, -pwd and the password are added. "
                      "While IpXfer runs, the list of processes shows it to anybody on that "
                      "machine; 'trustmend transfer --run' asks for it and keeps it nowhere.");
    tr_text_paragraph(report, 0,
                      "IpXfer does not say whether it worked: no meaning of its exit codes is "
                      "published. 'trustmend transfer --run' looks what has become of the agent.");
}

static json_t *part_record(const tr_pasted_part *part)
{
    return json_pack("{s:s, s:s, s:o, s:b}", "switch", part->name, "meaning", part->meaning,
                     "value", tr_json_text(part->value), "secret", part->is_secret);
}

static json_t *remark_record(const tr_pasted_remark *remark)
{
    return json_pack("{s:s, s:o, s:o}", "severity", remark->is_fault ? "fault" : "note", "position",
                     remark->position ? json_integer((json_int_t)remark->position) : json_null(),
                     "text", tr_json_text(remark->text));
}

static size_t kept_remarks(const tr_pasted_command *command)
{
    return command->remark_count < TR_PASTED_MOST_REMARKS ? command->remark_count
                                                          : TR_PASTED_MOST_REMARKS;
}

static json_t *pasted_record(const tr_pasted_command *command)
{
    json_t *parts = json_array();
    json_t *remarks = json_array();

    for (size_t index = 0; index < command->part_count; index++)
        json_array_append_new(parts, part_record(&command->parts[index]));
    for (size_t index = 0; index < kept_remarks(command); index++)
        json_array_append_new(remarks, remark_record(&command->remarks[index]));
    return json_pack("{s:s, s:o, s:o, s:o, s:I, s:o}", "type", "pasted", "program",
                     tr_json_text(command->program), "parts", parts, "remarks", remarks,
                     "remarks_left_out",
                     (json_int_t)(command->remark_count - kept_remarks(command)), "mended",
                     tr_json_text(command->mended));
}

static void print_part(tr_report *report, const char *name, const char *meaning, const char *value)
{
    fputs("  ", report->options.out);
    tr_text_cell(report, TR_TONE_PLAIN, name, 6);
    tr_text_cell(report, TR_TONE_PLAIN, meaning, LABEL);
    tr_text_print(report, value);
    putc('\n', report->options.out);
}

static void print_remark(tr_report *report, const tr_pasted_remark *remark)
{
    tr_text_cell(report, remark->is_fault ? TR_TONE_BAD : TR_TONE_DOUBT,
                 remark->is_fault ? "fault" : "note", TR_TEXT_INDENT);
    if (remark->position)
        fprintf(report->options.out, "at character %zu\n", remark->position);
    else
        fputs("the command\n", report->options.out);
    tr_text_paragraph(report, TR_TEXT_INDENT, remark->text);
}

static void print_pasted(tr_report *report, const tr_pasted_command *command)
{
    for (size_t index = 0; index < kept_remarks(command); index++)
        print_remark(report, &command->remarks[index]);
    if (command->remark_count > kept_remarks(command))
        fprintf(report->options.out, "and %zu more\n",
                command->remark_count - kept_remarks(command));
    fputs("It says:\n", report->options.out);
    for (size_t index = 0; index < command->part_count; index++) {
        const tr_pasted_part *part = &command->parts[index];

        print_part(report, part->name, part->meaning,
                   part->is_secret ? "(not shown)" : (part->value ? part->value : "(nothing)"));
    }
    if (command->mended && command->fault_count > 0) {
        fputs("As far as it can be understood, mended and without a password:\n",
              report->options.out);
        print_line(report, command->mended);
    }
}

void tr_transfer_report_pasted(tr_report *report, const tr_pasted_command *command)
{
    if (report->options.records)
        tr_records_write(report->options.records, pasted_record(command));
    else
        print_pasted(report, command);
}

/* "taken", "not-taken", "already" or "planned". */
static const char *outcome_of(const tr_transfer_run *run, bool is_plan)
{
    if (tr_agent_state_is(run->before, run->wanted))
        return "already";
    if (is_plan)
        return "planned";
    return run->after && tr_agent_state_is(run->after, run->wanted) ? "taken" : "not-taken";
}

static bool has_code(const tr_transfer_run *run)
{
    return run->is_run && !run->result.is_timed_out;
}

static json_t *run_record(const tr_transfer_run *run, bool is_plan)
{
    return json_pack("{s:s, s:s, s:b, s:o, s:o, s:o, s:o, s:b, s:o, s:o}", "type", "run", "outcome",
                     outcome_of(run, is_plan), "dry_run", is_plan, "before",
                     tr_json_text(run->before), "wanted", tr_json_text(run->wanted), "after",
                     tr_json_text(run->after), "exit_code",
                     has_code(run) ? json_integer((json_int_t)run->result.code) : json_null(),
                     "timed_out", run->result.is_timed_out, "output", tr_json_text(run->output),
                     "change", run->change > 0 ? json_integer(run->change) : json_null());
}

static void print_state(tr_report *report, const char *word, const char *state)
{
    if (!state)
        return;
    tr_text_cell(report, TR_TONE_PLAIN, word, TR_TEXT_INDENT);
    tr_text_print(report, state);
    putc('\n', report->options.out);
}

/* Line by line; each is safe for the terminal then. */
static void print_output(tr_report *report, const char *output)
{
    char *copy = output ? strdup(output) : NULL;

    if (output && !copy)
        tr_report_out_of_memory(report);
    for (char *line = copy ? strtok(copy, "\r\n") : NULL; line; line = strtok(NULL, "\r\n"))
        print_state(report, "IpXfer says", line);
    free(copy);
}

static void print_run(tr_report *report, const tr_transfer_run *run, bool is_plan)
{
    const char *outcome = outcome_of(run, is_plan);

    print_output(report, run->output);
    if (strcmp(outcome, "already") == 0) {
        print_state(report, "in place", run->before);
        tr_text_paragraph(report, 0,
                          "The agent has this server and its certificate already; "
                          "nothing was run.");
        return;
    }
    print_state(report, "before", run->before);
    print_state(report, is_plan ? "to be" : "wanted", run->wanted);
    print_state(report, "after", run->after);
    if (strcmp(outcome, "taken") == 0)
        tr_text_paragraph(report, 0, "The agent has its server anew.");
    else if (!is_plan)
        tr_text_paragraph(report, 0, "The agent has not what it should have.");
}

void tr_transfer_report_run(tr_report *report, const tr_transfer_run *run, bool is_plan)
{
    if (report->options.records)
        tr_records_write(report->options.records, run_record(run, is_plan));
    else
        print_run(report, run, is_plan);
}

void tr_transfer_report_end(tr_report *report, uint64_t faults, bool is_complete)
{
    if (report->options.records)
        tr_records_write(report->options.records,
                         json_pack("{s:s, s:b, s:I}", "type", "summary", "complete", is_complete,
                                   "faults", (json_int_t)faults));
}
