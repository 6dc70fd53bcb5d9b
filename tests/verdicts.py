#!/usr/bin/python3
"""Holds what `trustmend verify` says against what is expected.

usage: verdicts.py NAME SCHEMA FOLDER COMMAND... <EXPECTATIONS

Each line of the expectations has, between tabs: file, options, code's name, strict code's name,
finding words between commas, label. "-" stands for: not asked; "!" as a name for: any but S_OK.
Files of the same options are judged in one run of the command, in FOLDER.
"""

import json
import re
import shlex
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

try:
    import jsonschema
except ImportError:
    jsonschema = None


class Expectation(NamedTuple):
    file: str
    options: str
    code: str
    strict: str
    findings: str
    label: str


class Counts:
    passed = failed = skipped = 0

    def check(self, faults, label):
        if faults:
            self.failed += 1
            print(f"  FAILED: {label}: {'; '.join(faults)}")
        else:
            self.passed += 1

    def skip(self, label):
        self.skipped += 1
        print(f"  skipped: {label}")


def finding_words(value):
    """Every finding below a JSON value, wherever it stands."""
    if isinstance(value, dict):
        if "id" in value and "severity" in value:
            yield value["id"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from finding_words(part)


def name_fault(what, said, expected):
    if expected == "-" or said == expected or (expected == "!" and said != "S_OK"):
        return []
    return [f"{what} is {said}, not {expected}"]


def faults_of(found, expected, validator):
    faults = []
    if validator:
        faults += [f"{error.json_path}: {error.message}" for error in validator.iter_errors(found)]
    faults += name_fault("name", found["name"], expected.code)
    faults += name_fault("strict name", found["strict"]["name"], expected.strict)
    words = set(finding_words(found))
    wanted = set(expected.findings.split(",")) if expected.findings != "-" else set()
    if not wanted <= words:
        missing, there = ",".join(sorted(wanted - words)), ",".join(sorted(words))
        faults.append(f"no finding {missing} among {there}")
    if not found["reason"]:
        faults.append("no reason")
    if re.search("local issuer|self-signed certificate in", found["reason"]):
        faults.append(f"jargon: {found['reason']}")
    return faults


def judge(command, folder, options, files):
    """One run of the command: what it says of each file, its summary, its exit code."""
    run = subprocess.run(
        [*command, "verify", "--format", "json", *shlex.split(options), *files],
        cwd=folder, capture_output=True, check=False)
    said, summary = {}, None
    for line in run.stdout.decode("utf-8").splitlines():
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            print(f"  not JSON: {line[:200]}")
            continue
        if record["type"] == "file":
            said[record["path"]] = record
        elif record["type"] == "summary":
            summary = record
    for line in run.stderr.decode("utf-8", "replace").splitlines():
        if line.startswith("trustmend:"):
            print(f"  {line}")
    return said, summary, run.returncode


def check_run(counts, label, said, summary, code):
    faults = [] if summary else ["no summary"]
    good = all(record["verdict"] == "trusted" for record in said.values())
    if code != (0 if good else 1):
        faults.append(f"exit code is {code}")
    counts.check(faults, label)


def main():
    name, schema, folder, *command = sys.argv[1:]
    counts = Counts()
    validator = None
    if jsonschema and Path(schema).exists():
        schema_text = json.loads(Path(schema).read_text(encoding="utf-8"))
        validator = jsonschema.validators.validator_for(schema_text)(schema_text)
    else:
        counts.skip(f"validation of the JSON: no {schema if jsonschema else 'jsonschema'}")

    groups = defaultdict(list)
    for line in sys.stdin:
        expected = Expectation(*line.rstrip("\n").split("\t"))
        if (Path(folder) / expected.file).exists():
            groups[expected.options].append(expected)
        else:
            counts.skip(f"{expected.file}: not at hand")
    for options, group in groups.items():
        said, summary, code = judge(command, folder, options, [one.file for one in group])
        check_run(counts, f"run with {options}", said, summary, code)
        for expected in group:
            label = f"{expected.label}: {expected.file}, {options}"
            found = said.get(expected.file)
            faults = faults_of(found, expected, validator) if found else ["nothing said"]
            counts.check(faults, label)
    print(f"{name}: {counts.passed} passed, {counts.failed} failed, {counts.skipped} skipped")
    sys.exit(1 if counts.failed or not counts.passed else 0)


main()
