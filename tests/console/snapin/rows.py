"""rows.py OUTPUT FOLDER: what the console showed is what the command line prints.

OUTPUT is what console-host wrote; for each node that it visited (a line of the type "remark" names
it), FOLDER/NODE.json has the JSON of the command, and each of its records is a row, in its order.
"""

import json
import pathlib
import sys

# Of each node, the types that are rows, and the member that the first column shows.
NODES = {
    "overview": (("finding", "overlooked", "file"), ("title", "what", "path")),
    "required-certificates": (("required",), ("subject", "name", "id")),
    "installed-roots": (("installed",), ("name", "subject")),
    "agent-certificate": (("agent-certificate", "other-certificate"), ()),
    "renamed-files": (("renamed", "file"), ("path",)),
    "signature-checks": (("check",), ()),
    "mismatched-agents": (("agent", "fault"), ()),
    "history": (("change",), ()),
}


def first_text(record, members):
    return next((record[member] for member in members if record.get(member)), None)


def faults_of(node, rows, records, expected):
    types, members = NODES[node]
    expected = [record for record in expected if record["type"] in types]
    if len(rows) != len(expected):
        yield f"{node}: {len(rows)} rows, and {len(expected)} records"
    if records is not None and records != expected:
        yield f"{node}: the rows' records are not those that the command prints"
    for row, record in zip(rows, expected):
        text = first_text(record, members)
        if text and row["cells"][0] not in text:
            yield f"{node}: '{row['cells'][0]}' is shown for '{text}'"
    if not expected:
        yield f"{node}: nothing to compare"


def main():
    output, folder = map(pathlib.Path, sys.argv[1:])
    shown, node = {}, None
    for line in output.read_text(encoding="utf-8").splitlines():
        if not line.startswith("{"):
            continue
        record = json.loads(line)
        if record["type"] == "remark":
            node = record["text"]
            shown[node] = [[], None]
        elif record["type"] == "row" and node:
            shown[node][0].append(record)
        elif record["type"] == "data" and node:
            shown[node][1] = [json.loads(text) for text in record["text"].splitlines()]
    faults = [f"{node} was not visited" for node in NODES if node not in shown]
    for node, (rows, records) in shown.items():
        printed = (folder / f"{node}.json").read_text(encoding="utf-8").splitlines()
        faults += faults_of(node, rows, records, [json.loads(text) for text in printed])
    print("\n".join(faults))
    sys.exit(bool(faults))


main()
