"""words.py TRUSTMEND: names that the program has stand in the documents, and no others do.

The names are taken from where the code has them: the tables of findings and verdicts, the exit
codes, the help of each command, the rules for symptoms, and the schemas of the reports.
"""

import json
import re
import subprocess
import sys

from pages import ROOT, all_pages, check

PROGRAM = sys.argv[1]
PAGES = {page.name: page for page in all_pages()}


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def rows_of(name, heading):
    """The rows of the tables below a heading, as lists of cells."""
    part = re.split(r"^#+ .*$", read(name).split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.M)[0]
    for line in part.splitlines():
        if line.startswith("|") and not re.match(r"\|( -+ \|)+$", line):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def codes_in(cell):
    return re.findall(r"`([^`]+)`", cell)


def same(what, in_code, in_page, page):
    for word in sorted(set(in_code) | set(in_page)):
        check(word in in_page, f"{page}: nothing of the {what} '{word}'")
        check(word in in_code, f"{page}: no {what} '{word}' in the code")


def definitions(name, macro):
    """Each entry of a .def file: its strings, those behind the name that others have, too."""
    text = read(name)
    for entry in re.findall(rf"^{macro}\(((?:[^\"\n)]|\n    |\"(?:[^\"\\]|\\.)*\")*)\)", text, re.M):
        yield [re.sub(r"\\(.)", r"\1", part) for part in re.findall(r'"((?:[^"\\]|\\.)*)"', entry)]


def check_findings():
    page = "docs/what-verified-means.md"
    in_page = [word for row in rows_of(page, "Findings") for word in codes_in(row[0])]
    in_code = [entry[0] for entry in definitions("core/trust/finding.def", "TR_FINDING")]
    same("finding", in_code, in_page, page)


def plain(text):
    return " ".join(text.split())


def check_ailments():
    """Cause and cure of each finding of the check are those that the program gives."""
    page = "docs/check.md"
    sections = dict(re.findall(r"^### (\S+)\n(.*?)(?=^### |\Z)", read(page), re.M | re.S))
    ailments = list(definitions("core/check/ailment.def", "TR_AILMENT"))
    rows = {row[0]: row[1] for row in rows_of("docs/findings.md", "What the check says")}
    same("finding", [ailment[0] for ailment in ailments], sections, page)
    for name, title, cause, cure in ailments:
        section = plain(sections.get(name, ""))
        told = f"**Why:** {cause} **What to do:** {cure}"
        check(told in section, f"{page}: {name}: another text")
        says = rows.get(f"[{name}](check.md#{name})")
        check(says == re.sub(r"{\w}", "…", title), f"docs/findings.md: {name}: not what it says")


def check_verdicts():
    codes = set(re.findall(r'\{ (0x[0-9A-F]{8}), "([A-Z0-9_]+)"', read("core/trust/verdict.c")))
    words = set(re.findall(r'\[TR_CLASS_\w+\] = "(\w+)"', read("core/trust/verdict.c")))
    page = "docs/what-verified-means.md"
    rows = [row for row in rows_of(page, "Verdicts") if row[0] != "verdict"]
    same("verdict", words, {row[0] for row in rows}, page)
    same("result", codes, {(row[1], row[2]) for row in rows}, page)
    page = "docs/findings.md"
    rows = [row for row in rows_of(page, "Verdicts") if row[0] != "verdict"]
    same("verdict", words | {"error"}, {codes_in(row[0])[0] for row in rows}, page)
    shown = "".join(read(f"{name}.rc") for name in ("shellext/window/strings", "snapin/rows"))
    for title in {title for row in rows for title in row[1].split(", ")}:
        check(f'"{title}"' in shown, f"{page}: neither the window nor the console says '{title}'")
    rows = [row for row in rows_of(page, "Windows' results") if row[0] != "code"]
    symptoms = read("resources/symptoms.xml")
    rules = re.findall(r'id="WVT-([0-9A-F]{8})".*?\(([A-Z0-9_]+)\)', symptoms, re.S)
    codes |= {("0x" + code, name) for code, name in rules}
    same("result", codes, {(codes_in(row[0])[0], codes_in(row[1])[0]) for row in rows}, page)


def check_exit_codes():
    codes = re.findall(r"EXIT_[A-Z]+ = (\d)", read("core/cli/command.h"))
    page = "docs/command-line.md"
    rows = [row for row in rows_of(page, "Exit codes") if row[0] != "code"]
    same("exit code", codes, [row[0] for row in rows], page)


def check_states():
    page = "docs/agent.md"
    table = read("core/agent/agent_certificate.c")
    words = re.findall(r'\[TR_AGENT_CERTIFICATE_\w+\] = "([a-z-]+)"', table)
    rows = list(rows_of(page, "What a state means, and what to do"))
    same("state", words, [word for row in rows for word in codes_in(row[0])], page)


def check_symptoms():
    page = "docs/symptoms.md"
    rules = re.findall(r'<symptom id="([^"]*)" family="([^"]*)"', read("resources/symptoms.xml"))
    rows = [row for row in rows_of(page, "The rules that ship") if row[0] != "id"]
    same("symptom", rules, [(codes_in(row[0])[0], row[1]) for row in rows], page)


def values_of(schema):
    """All words that a member of a report can have."""
    if isinstance(schema, dict):
        found = schema.get("enum", []) + [schema[key] for key in ("const",) if key in schema]
        yield from (word for word in found if isinstance(word, str) and word.strip())
        for part in schema.values():
            yield from values_of(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from values_of(part)


def check_values():
    spans = {span for page in PAGES.values() for span in page.spans}
    for path in sorted(ROOT.glob("docs/*.schema.json")):
        for word in sorted(set(values_of(json.loads(path.read_text(encoding="utf-8"))))):
            check(word in spans, f"docs/: nothing of '{word}', a value in {path.name}")


def help_of(*words):
    run = subprocess.run([PROGRAM, *words, "--help"], capture_output=True, text=True, check=True)
    return run.stdout


def commands():
    return re.findall(r"^  ([a-z]+) ", help_of().split("Options:")[0], re.M)


def options_in(text):
    return set(re.findall(r"--([a-z0-9][a-z0-9-]+)", text))


def check_options():
    """Each command's options stand in its section, or among those of several commands."""
    page = "docs/command-line.md"
    sections = dict(re.findall(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", read(page), re.M | re.S))
    general = options_in(sections["Options of all commands"])
    heads = [head for head in sections if head.startswith("trustmend ")]
    own = {head.split()[1]: sections[head] for head in heads}
    same("command", commands(), own, page)
    for command in commands():
        known = set(re.findall(r"^  (?:-.,|   ) --([a-z0-9-]+)", help_of(command), re.M))
        told = options_in(own.get(command, ""))
        for name in sorted(known - told - general):
            check(False, f"{page}: nothing of --{name} at {command}")
        rows = options_in(" ".join(re.findall(r"^\| (`--.*?) \|", own.get(command, ""), re.M)))
        for name in sorted(rows - known):
            check(False, f"{page}: {command} knows no --{name}")
        check(bool(known), f"the help of {command} names no option")


def check_strangers():
    """What looks like a name of the program's, in a document, is one that some source has."""
    sources = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", ":!:*.md", ":!:docs/*.xsd"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    text = "\n".join(
        (ROOT / name).read_text(encoding="utf-8", errors="replace")
        for name in sources
        if (ROOT / name).is_file()
    )
    known = set(re.findall(r"[\w-]+", text))
    for page in PAGES.values():
        for span in sorted(set(page.spans)):
            if re.fullmatch(r"(--)?[a-z0-9]+(-[a-z0-9]+)+|[A-Z]+(_[A-Z0-9]+)+|--[a-z]+", span):
                name = span.removeprefix("--")
                check(name in known, f"{page.name}: nothing is called '{span}'")


def members_of(schema):
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from members_of(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from members_of(part)


def check_examples():
    """What the examples in PowerShell take out of JSON is there."""
    known = {"BaseName", "Group", "Count", "Name", "PSComputerName", "Machine", "Machines"}
    for path in ROOT.glob("docs/*.schema.json"):
        known.update(members_of(json.loads(path.read_text(encoding="utf-8"))))
    for page in PAGES.values():
        for _, language, text in page.blocks:
            if language == "powershell":
                named = re.findall(r"\$_\.(\w+)|(?:Sort-Object|Group-Object) (\w+)", text)
                listed = re.findall(r"(?:Format-Table|Select-Object) ([^\n|]*)", text)
                words = {word for pair in named for word in pair if word}
                for word in words.union(re.findall(r"'(\w+)'", " ".join(listed))):
                    check(word in known, f"{page.name}: no report has a member '{word}'")


def check_version():
    """The version is said in one place, which the list of changes begins with."""
    version = re.search(r"project\(trustmend VERSION (\S+)", read("CMakeLists.txt"))[1]
    newest = re.search(r"^## (\S+)", read("CHANGELOG.md"), re.M)[1]
    check(newest == version, f"CHANGELOG.md begins with {newest}, and not with {version}")


check_findings()
check_ailments()
check_verdicts()
check_exit_codes()
check_states()
check_symptoms()
check_values()
check_options()
check_strangers()
check_examples()
check_version()
