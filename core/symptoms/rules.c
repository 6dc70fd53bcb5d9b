#include "core/symptoms/rules.h"

#include <stdlib.h>
#include <string.h>

#include "core/platform/file.h"
#include "core/symptoms/rule_list.h"
#include "core/symptoms/shipped_rules.h"
#include "core/xml/document.h"

/* Where the rules of a file go, and its name for messages. */
typedef struct loading {
    tr_symptom_rules *rules;
    tr_xml_document *document;
    const char *name;
    tr_error *err;
} loading;

static tr_status no_memory(const loading *load)
{
    return tr_error_set(load->err, TR_ERR_MEMORY, 0, "no memory to read '%s'", load->name);
}

static bool read_texts(tr_symptom *symptom, tr_xml_document *document,
                       const tr_xml_element *element)
{
    return tr_xml_element_attribute(&symptom->id, document, element, "id") &&
           tr_xml_element_text(&symptom->title, document, element, "title") &&
           tr_xml_element_text(&symptom->cause, document, element, "cause") &&
           tr_xml_element_text(&symptom->action, document, element, "action") &&
           tr_xml_element_text(&symptom->command, document, element, "command") &&
           tr_xml_element_text(&symptom->evidence, document, element, "evidence") &&
           tr_xml_element_text(&symptom->source, document, element, "source") &&
           tr_xml_element_text(&symptom->note, document, element, "note");
}

/* "debug update"; the schema lets only such words through. */
static unsigned logs_of(const char *words)
{
    unsigned logs = 0;

    while (words && *words) {
        int size = (int)strcspn(words, " ");
        tr_log_kind kind;

        if (tr_log_kind_find(&kind, words, size))
            logs |= 1u << kind;
        words += size;
        words += strspn(words, " ");
    }
    return logs;
}

static tr_status read_patterns(tr_rule *rule, const loading *load, const tr_xml_element *element)
{
    tr_status status = TR_OK;

    for (const tr_xml_element *next = tr_xml_element_child(element, "pattern");
         next && status == TR_OK; next = tr_xml_element_next(next, "pattern")) {
        const char *text;
        tr_error why;

        if (!tr_xml_element_own_text(&text, load->document, next))
            return no_memory(load);
        status = tr_rule_add_pattern(rule, load->rules, text, false, &why);
        if (status == TR_ERR_FORMAT)
            status = tr_error_set(load->err, TR_ERR_FORMAT, 0,
                                  "cannot use '%s': line %ld: symptom '%s': %s", load->name,
                                  tr_xml_element_line(next), rule->symptom.id, why.message);
        else if (status != TR_OK)
            status = no_memory(load);
    }
    return status;
}

static tr_status read_rule(const loading *load, const tr_xml_element *element)
{
    tr_rule *rule = tr_rule_list_add(load->rules);
    const char *family, *logs;

    if (!rule || !read_texts(&rule->symptom, load->document, element) ||
        !tr_xml_element_attribute(&family, load->document, element, "family") ||
        !tr_xml_element_attribute(&logs, load->document, element, "logs"))
        return no_memory(load);
    rule->line = tr_xml_element_line(element);
    rule->symptom.logs = logs_of(logs);
    if (!tr_family_find(&rule->symptom.family, family))
        return tr_rule_list_broken(load->name, rule->line, "there is no such family", load->err);
    return read_patterns(rule, load, element);
}

/* Takes document, which the texts of the rules belong to. */
static tr_status keep_document(tr_symptom_rules *rules, tr_xml_document *document)
{
    tr_xml_document **larger =
        realloc(rules->documents, (rules->document_count + 1) * sizeof(*larger));

    if (!larger)
        return TR_ERR_MEMORY;
    rules->documents = larger;
    rules->documents[rules->document_count++] = document;
    return TR_OK;
}

tr_status tr_symptom_rules_add_xml(tr_symptom_rules *rules, tr_bytes xml, const char *name,
                                   tr_error *err)
{
    const tr_bytes schema = { tr_symptoms_xsd, tr_symptoms_xsd_size };
    const size_t before = rules->count;
    loading load = { .rules = rules, .name = name, .err = err };
    const tr_xml_element *element;
    tr_status status = tr_xml_document_parse(&load.document, xml, schema, name, err);

    if (status != TR_OK)
        return status;
    element = tr_xml_element_child(tr_xml_document_root(load.document), "symptom");
    for (; element && status == TR_OK; element = tr_xml_element_next(element, "symptom"))
        status = read_rule(&load, element);
    if (status == TR_OK)
        status = tr_rule_list_check_ids(rules, name, err);
    if (status == TR_OK && keep_document(rules, load.document) != TR_OK)
        status = no_memory(&load);
    if (status != TR_OK) {
        tr_rule_list_cut(rules, before);
        tr_xml_document_free(load.document);
    }
    return status;
}

tr_status tr_symptom_rules_add_shipped(tr_symptom_rules *rules, tr_error *err)
{
    const tr_bytes shipped = { tr_symptoms_xml, tr_symptoms_xml_size };

    return tr_symptom_rules_add_xml(rules, shipped, "symptoms.xml", err);
}

/* XML begins with '<', behind a mark or blanks perhaps. */
static bool is_xml(tr_bytes bytes)
{
    size_t at = bytes.size >= 3 && memcmp(bytes.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    while (at < bytes.size && bytes.data[at] != 0 && strchr(" \t\r\n", bytes.data[at]))
        at++;
    return at < bytes.size && bytes.data[at] == '<';
}

tr_status tr_symptom_rules_add_file(tr_symptom_rules *rules, const char *path, tr_error *err)
{
    unsigned char *data = NULL;
    size_t size = 0;
    tr_status status = tr_file_load(&data, &size, path, TR_XML_SIZE_MAX, err);

    if (status == TR_OK) {
        const tr_bytes bytes = { data, size };

        status = is_xml(bytes) ? tr_symptom_rules_add_xml(rules, bytes, path, err)
                               : tr_symptom_rules_add_csv(rules, bytes, path, err);
    }
    free(data);
    return status;
}
