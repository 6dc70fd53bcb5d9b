"""commands.py TRUSTMEND: every command in the documents is one that the program understands.

Each is run as it stands there with --help behind it, which reads all of its options and does
nothing. Commands that are for our own scripts have to name one that is there.
"""

import re
import subprocess
import sys

from pages import ROOT, all_pages, check

PROGRAM = sys.argv[1]
DEV = re.findall(r"^(\w+)[ )]", (ROOT / "dev").read_text().split("case $command in")[1], re.M)
PROGRAMS = re.compile(
    r"^(\$trustmend|trustmend\.exe|\"\$env:ProgramFiles.*?trustmend\.exe\")(?= [^=])"
)
STAND_INS = {"COMMAND": "check", "TIME": "2026-11-22"}
WORD = re.compile(r"""(?:[^\s"']|"[^"]*"|'[^']*')+""")


def words_of(command):
    """As a shell would take it, but a backslash is a part of Windows' paths."""
    command = re.split(r"\s[|>]\s|\s2>|\s#\s|;", command)[0]
    return [re.sub(r"[\"']", "", word) for word in WORD.findall(command)]


def commands_of(page):
    for _, _, text in page.blocks:
        for line in re.sub(r"(`|\\|\^)\n\s*", " ", text).split("\n"):
            yield re.sub(r"^(\$|>|PS>|&|\$\w+ = &?) ", "", line.strip())
    yield from page.spans


def understood(words):
    words = [STAND_INS.get(word, word) for word in words if not word.startswith("[")]
    run = subprocess.run(
        [PROGRAM, *words, "--help"], capture_output=True, text=True, encoding="utf-8"
    )
    return run.stderr if run.returncode else ""


def arrays_of(script):
    """The arguments that a script of PowerShell hands over: @('undo', '--last', $other)."""
    for array in re.findall(r"@\(('[a-z]+'[^()]*)\)", script):
        words = [word.strip() for word in array.split(",")]
        yield [word.strip("'") if word.startswith("'") else "VALUE" for word in words]


seen = set()
for page in all_pages():
    for command in commands_of(page):
        command = PROGRAMS.sub("trustmend", command)
        if (page.name, command) in seen:
            continue
        seen.add((page.name, command))
        words = words_of(command)
        if words[:1] == ["trustmend"] and len(words) > 1:
            complaint = understood(words[1:])
            check(not complaint, f"{page.name}: {command}: {complaint.strip()}")
        elif words[:1] == ["./dev"] and len(words) > 1:
            check(words[1] in DEV, f"{page.name}: {command}: no such command of dev")
        elif words[:1] in (["sh"], ["python3"]) and len(words) > 1:
            name = words[1]
            check((ROOT / name).exists(), f"{page.name}: {command}: no such script")

HELP = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True).stdout
COMMANDS = re.findall(r"^  ([a-z]+) ", HELP, re.M)
for path in sorted(ROOT.glob("tests/windows/*.ps1")):
    for words in arrays_of(path.read_text(encoding="utf-8")):
        if words[0] in COMMANDS:
            words = words[: words.index("--")] if "--" in words else words
            complaint = understood(words)
            check(not complaint, f"{path.name}: {' '.join(words)}: {complaint.strip()}")

TEXT = "\n".join(page.path.read_text(encoding="utf-8") for page in all_pages())
for name in DEV:
    check(name == "help" or f"./dev {name}" in TEXT, f"no document has './dev {name}'")
