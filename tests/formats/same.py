"""Holds reports as CSV and XML against the same reports as JSON, and against the schemas.

    same.py DOCS FOLDER

FOLDER has NAME.json, NAME.csv, NAME.xml and NAME.command of each report. A line of the output is a
fault; the last one counts the files that are as they should be, and the others.
"""

import csv
import glob
import io
import json
import os
import re
import sys
import xml.etree.ElementTree

NAMESPACE = "{urn:trustmend:report:1}"
# What is said of rows, or groups them, has none beside them.
GROUPS = {"logs": {"symptom"}, "mismatched": {"list", "fault"}, "roots": {"azure-signing"}}
FORMULA = re.compile("^[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

docs, folder = sys.argv[1:]
faults = []


def check(is_good, what):
    if not is_good:
        faults.append(what)


def schema_types():
    """The members of each type of record, by command; summaries left out."""
    types = {}
    for path in glob.glob(os.path.join(docs, "*.schema.json")):
        with open(path, encoding="utf-8") as file:
            schema = json.load(file)
        for command in re.findall(r"trustmend ([a-z]+)", schema["title"]):
            for option in schema["oneOf"]:
                record = schema["$defs"][option["$ref"].rsplit("/", 1)[1]]
                kind = record["properties"]["type"]["const"]
                if kind != "summary":
                    types.setdefault(command, {}).setdefault(kind, set()).update(
                        record["properties"])
    return types


def plain(value):
    return json.dumps(value) if not isinstance(value, str) else value


def values(value, path):
    """What a column shows: one text for each place in arrays on the way."""
    if isinstance(value, list):
        return [text for item in value for text in values(item, path)] or [None]
    if path:
        return values(value.get(path[0]), path[1:]) if isinstance(value, dict) else [None]
    return [None if value is None or isinstance(value, dict) else plain(value)]


def cell_of(record, column):
    shown = [text or "" for text in values(record, column.split("."))]
    text = "; ".join(shown)
    while text.endswith("; ") and not shown[-1]:
        shown.pop()
        text = "; ".join(shown)
    is_text = len(shown) != 1 or isinstance(record.get(column), (str, list)) or "." in column
    return "'" + text if is_text and FORMULA.match(text) else text


def check_csv(name, command, records, types):
    with open(f"{name}.csv", "rb") as file:
        raw = file.read()
    check(raw.startswith(b"\xef\xbb\xbf"), f"{name}.csv: no byte order mark")
    text = raw.decode("utf-8-sig")
    check(not text or text.endswith("\r\n"), f"{name}.csv: the last line does not end")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    columns, rows = rows[0], rows[1:]
    heads = {column.split(".")[0] for column in columns}
    kinds = [kind for kind in types[command] if types[command][kind] <= heads | {"type"}]
    check(kinds, f"{name}.csv: no type of record has a column for each of its members, see "
          f"{ {kind: sorted(types[command][kind] - heads) for kind in types[command]} }")
    wanted = [record for record in records if record["type"] in kinds]
    others = {record["type"] for record in records} - set(kinds) - {"summary"}
    check(others <= GROUPS.get(command, set()), f"{name}.csv: nothing has columns for {others}")
    check(len(rows) == len(wanted), f"{name}.csv: {len(rows)} rows, not {len(wanted)}")
    for row, record in zip(rows, wanted):
        for column, cell in zip(columns, row, strict=True):
            expected = CONTROL.sub("\ufffd", cell_of(record, column))
            check(cell == expected, f"{name}.csv: {column} is {cell!r}, not {expected!r}")
            check(not FORMULA.match(cell) or re.fullmatch(r"-\d+", cell),
                  f"{name}.csv: {cell!r} is a formula")


def check_element(element, value, what):
    if isinstance(value, dict):
        members = {key: part for key, part in value.items() if part is not None}
        found = [child.tag.removeprefix(NAMESPACE) for child in element]
        check(found == list(members), f"{what}: has {found}, not {list(members)}")
        for child, (key, part) in zip(element, members.items()):
            check_element(child, part, f"{what}/{key}")
    elif isinstance(value, list):
        check(len(element) == len(value), f"{what}: {len(element)} items, not {len(value)}")
        for child, part in zip(element, value):
            check(child.tag == f"{NAMESPACE}item", f"{what}: {child.tag} is no item")
            check_element(child, part, f"{what}/item")
    else:
        text = plain(value)
        if "bytes" in element.attrib:
            check(NOT_XML.search(text), f"{what}: has bytes without need")
            check(bytes.fromhex(element.get("bytes")).decode() == text, f"{what}: other bytes")
            text = NOT_XML.sub("\ufffd", text)
        check((element.text or "") == text, f"{what}: is {element.text!r}, not {text!r}")


def check_xml(name, command, records, _types):
    report = xml.etree.ElementTree.parse(f"{name}.xml").getroot()
    check(report.tag == NAMESPACE + command, f"{name}.xml: the outermost element is {report.tag}")
    found = [child for child in report if child.tag != f"{NAMESPACE}argument"]
    check(len(found) == len(records), f"{name}.xml: {len(found)} records, not {len(records)}")
    for element, record in zip(found, records):
        kind = record.pop("type")
        check(element.tag == NAMESPACE + kind, f"{name}.xml: {element.tag} is not {kind}")
        check_element(element, record, f"{name}.xml: {kind}")
        record["type"] = kind


types = schema_types()
passed = failed = 0
for path in sorted(glob.glob(os.path.join(folder, "*.command"))):
    report = path.removesuffix(".command")
    with open(path, encoding="utf-8") as file:
        command = file.read().strip()
    with open(f"{report}.json", encoding="utf-8") as file:
        records = [json.loads(line) for line in file.read().split("\n") if line]
    check(records and records[-1]["type"] == "summary", f"{report}.json: no summary")
    for check_file in (check_csv, check_xml):
        before = len(faults)
        check_file(report, command, records, types)
        passed += len(faults) == before
        failed += len(faults) > before
for fault in faults[:20]:
    print(f"  FAILED: {fault[:300]}")
print(f"{passed} {failed}")
