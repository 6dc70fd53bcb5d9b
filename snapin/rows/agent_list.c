#include "snapin/rows/agent_list.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/agent/mismatch_list.h"
#include "snapin/resource.h"
#include "snapin/rows/node.h"
#include "snapin/rows/row_block.h"
#include "snapin/rows/row_maker.h"
#include "snapin/rows/text_buffer.h"

#define BLOCK_ROWS  4096
#define MOST_FAULTS 1000 /* rows of what is odd, as many as the command line has records of it */
#define BETWEEN     "; "

typedef struct reading {
    const agent_list_visitor *visitor;
    const node *node;
    const tr_agent_columns *columns; /* of the list */
    row_block *block;
    text_buffer scratch;
    unsigned faults;
    bool has_failed; /* out of memory */
    bool is_stopped;
} reading;

static void put(text_buffer *out, const char *text)
{
    if (!text || !*text)
        return;
    if (out->size > 0)
        text_buffer_add(out, BETWEEN, strlen(BETWEEN));
    text_buffer_add(out, text, strlen(text));
}

static const char *keep(reading *self, const char *text)
{
    return text ? row_block_text(self->block, text, strlen(text)) : "";
}

static const char *keep_scratch(reading *self)
{
    const char *text = row_block_text(self->block, self->scratch.text, self->scratch.size);

    text_buffer_empty(&self->scratch);
    return self->scratch.has_failed ? NULL : text;
}

/* What the list says of an agent in columns that are not known. */
static const char *keep_others(reading *self, const tr_listed_agent *agent)
{
    const tr_agent_columns *columns = self->columns;

    for (size_t index = 0; index < agent->row->count; index++) {
        tr_field_kind kind = index < columns->count ? columns->items[index].kind : TR_FIELD_OTHER;

        if (columns->of_kind[kind] != index)
            put(&self->scratch, agent->row->fields[index]);
    }
    return keep_scratch(self);
}

static const char *keep_key(reading *self, const char *type, const char *line,
                            const tr_listed_agent *agent)
{
    put(&self->scratch, type);
    put(&self->scratch, line);
    put(&self->scratch, agent ? agent->texts[TR_FIELD_GUID] : NULL);
    put(&self->scratch, agent ? agent->texts[TR_FIELD_NAME] : NULL);
    put(&self->scratch, agent ? agent->texts[TR_FIELD_ADDRESS] : NULL);
    return keep_scratch(self);
}

/* By what people know it. */
static const char *name_of(const tr_listed_agent *agent)
{
    static const tr_field_kind kinds[] = { TR_FIELD_NAME, TR_FIELD_ADDRESS, TR_FIELD_GUID };

    for (size_t index = 0; index < sizeof(kinds) / sizeof(kinds[0]); index++) {
        const char *text = agent->texts[kinds[index]];

        if (text && *text)
            return text;
    }
    return NULL;
}

static const char *text_of(reading *self, const tr_listed_agent *agent, const char *line,
                           unsigned heading)
{
    switch (heading) {
    case IDS_COLUMN_COMPUTER:
        return keep(self, name_of(agent));
    case IDS_COLUMN_ADDRESS:
        return keep(self, agent->texts[TR_FIELD_ADDRESS]);
    case IDS_COLUMN_VERSION:
        return keep(self, agent->texts[TR_FIELD_VERSION]);
    case IDS_COLUMN_FIX:
        return tr_agent_fix_word(agent->fix);
    case IDS_COLUMN_GUID:
        return keep(self, agent->texts[TR_FIELD_GUID]);
    case IDS_COLUMN_OTHERS:
        return keep_others(self, agent);
    case IDS_COLUMN_THUMBPRINT:
        return keep(self, agent->texts[TR_FIELD_THUMBPRINT]);
    case IDS_COLUMN_DATE:
        return keep(self, agent->texts[TR_FIELD_DATE]);
    case IDS_COLUMN_LINE:
        return keep(self, line);
    default:
        return "";
    }
}

static bool hand_over(reading *self)
{
    row_block *block = self->block;

    self->block = NULL;
    self->is_stopped = block && !self->visitor->rows(self->visitor->context, block);
    return !self->is_stopped;
}

/* Make room for a row; false if that is not to be had. */
static bool begin_row(reading *self)
{
    if (!self->block)
        self->block = row_block_new();
    return self->block != NULL;
}

static bool fill_agent(reading *self, row *made, const tr_listed_agent *agent)
{
    char line[24];

    snprintf(line, sizeof(line), "%" PRIu64, agent->line);
    made->type = "agent";
    made->tone = agent->fix == TR_FIX_UNNAMED ? ROW_WARNING : ROW_FAULT;
    made->key = keep_key(self, made->type, line, agent);
    for (size_t index = 0; index < made->cell_count; index++) {
        const column *of = &self->node->columns[index];
        const char *text = text_of(self, agent, line, of->heading);

        if (!text)
            return false;
        made->cells[index] = (cell){ text, cell_number_of(of, text) };
    }
    return made->key != NULL;
}

static bool take_agent(void *context, const tr_listed_agent *agent)
{
    reading *self = context;
    row *made = begin_row(self) ? row_block_add(self->block, self->node->column_count) : NULL;

    if (!made || !fill_agent(self, made, agent)) {
        if (made)
            row_block_drop_last(self->block);
        self->has_failed = true;
        return false;
    }
    return row_block_count(self->block) < BLOCK_ROWS || hand_over(self);
}

static bool fill_fault(reading *self, row *made, uint64_t number, const char *what)
{
    char line[24];

    snprintf(line, sizeof(line), "%" PRIu64, number);
    made->type = "fault";
    made->tone = ROW_WARNING;
    made->key = keep_key(self, made->type, line, NULL);
    for (size_t index = 0; index < made->cell_count; index++) {
        const column *of = &self->node->columns[index];
        const char *text = of->heading == IDS_COLUMN_COMPUTER ? keep(self, what)
                           : of->heading == IDS_COLUMN_LINE   ? keep(self, line)
                                                              : "";

        if (!text)
            return false;
        made->cells[index] = (cell){ text, cell_number_of(of, text) };
    }
    return made->key != NULL;
}

static void take_fault(void *context, uint64_t line, bool is_lost, const char *what)
{
    reading *self = context;
    row *made;

    (void)is_lost;
    if (++self->faults > MOST_FAULTS || self->has_failed)
        return;
    made = begin_row(self) ? row_block_add(self->block, self->node->column_count) : NULL;
    if (made && fill_fault(self, made, line, what))
        return;
    if (made)
        row_block_drop_last(self->block);
    self->has_failed = true;
}

static void take_layout(void *context, const tr_agent_columns *columns, const char *encoding)
{
    reading *self = context;

    (void)encoding;
    self->columns = columns;
}

tr_status agent_list_read(const char *path, const agent_list_visitor *visitor, tr_error *err)
{
    reading self = { .visitor = visitor, .node = node_of(NODE_MISMATCHED_AGENTS) };
    const tr_mismatch_visitor rows = { take_layout, take_agent, take_fault, &self };
    tr_status status = tr_mismatch_list_load(path, NULL, &rows, err);

    if (self.has_failed)
        status = tr_error_set(err, TR_ERR_MEMORY, 0, "no memory for the agents of '%s'", path);
    else if (!self.is_stopped && !hand_over(&self))
        status = tr_error_set(err, TR_ERR_CANCELLED, 0, "stopped");
    row_block_free(self.block);
    text_buffer_clear(&self.scratch);
    return status;
}

static json_t *text_or_null(const char *text)
{
    return *text ? json_string(text) : json_null();
}

static const char *cell_text(const row *shown, unsigned heading)
{
    return shown->cells[node_column(node_of(NODE_MISMATCHED_AGENTS), heading)].text;
}

/* What an agent without a name is known by stands in the place of it. */
static json_t *name_or_null(const row *shown)
{
    const char *name = cell_text(shown, IDS_COLUMN_COMPUTER);

    if (strcmp(name, cell_text(shown, IDS_COLUMN_ADDRESS)) == 0 ||
        strcmp(name, cell_text(shown, IDS_COLUMN_GUID)) == 0)
        return json_null();
    return text_or_null(name);
}

static json_t *others_of(const row *shown)
{
    const char *others = cell_text(shown, IDS_COLUMN_OTHERS);

    return *others ? json_pack("[{s:s}]", "value", others) : json_array();
}

json_t *agent_list_record(const row *shown)
{
    json_int_t line =
        shown->cells[node_column(node_of(NODE_MISMATCHED_AGENTS), IDS_COLUMN_LINE)].number;

    if (strcmp(shown->type, "agent") != 0)
        return json_pack("{s:s, s:I, s:s}", "type", shown->type, "line", line, "text",
                         cell_text(shown, IDS_COLUMN_COMPUTER));
    return json_pack("{s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o}", "type", shown->type,
                     "line", line, "guid", text_or_null(cell_text(shown, IDS_COLUMN_GUID)),
                     "address", text_or_null(cell_text(shown, IDS_COLUMN_ADDRESS)), "thumbprint",
                     text_or_null(cell_text(shown, IDS_COLUMN_THUMBPRINT)), "version",
                     text_or_null(cell_text(shown, IDS_COLUMN_VERSION)), "date",
                     text_or_null(cell_text(shown, IDS_COLUMN_DATE)), "name", name_or_null(shown),
                     "fix", cell_text(shown, IDS_COLUMN_FIX), "others", others_of(shown));
}
