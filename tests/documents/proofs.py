"""Every test that a document names as proof is there.

In tables with a column "shown by", what stands there in backquotes is a script or source, a fuzz
target, a suite, or the sentence that a test is called by, which may end in "..." where it is long.
In the column "checked there by" of docs/proof.md, it is a check of tests/windows/prove.ps1.
"""

import re

from pages import ROOT, Page, all_pages, check


def known_tests():
    names = {path.stem for path in ROOT.glob("tests/fuzz/*_fuzz.c")}
    for path in ROOT.glob("tests/**/*.c"):
        text = path.read_text(encoding="utf-8")
        names.update(re.findall(r'^    \{ "([^"]+)",\s+\w+ \}', text, re.M))
        names.update(re.findall(r'CU_SuiteInfo \w+ = \{\s*"([^"]+)"', text))
    for path in ROOT.glob("tests/cli/cases/*.sh"):
        names.update(re.findall(r"^\s*check '([^']+)'", path.read_text(encoding="utf-8"), re.M))
    return names


def cells_of(page, heading):
    """What stands below a heading in the tables of a page."""
    column = None
    for _, line in page.prose:
        cells = [cell.strip() for cell in line.split("|")]
        if not line.startswith("|"):
            column = None
        elif heading in cells:
            column = cells.index(heading)
        elif column and column < len(cells):
            yield cells[column]


def is_there(name, tests):
    if name.startswith("tests/"):
        return (ROOT / name).exists()
    return name in tests or (name.endswith("...") and any(t.startswith(name[:-3]) for t in tests))


TESTS = known_tests()
for page in all_pages():
    for cell in cells_of(page, "shown by"):
        for name in re.findall(r"`([^`]+)`", cell):
            check(is_there(name, TESTS), f"{page.name}: no test is called '{name}'")

SCRIPT = (ROOT / "tests/windows/prove.ps1").read_text(encoding="utf-8")
CHECKS = re.findall(r"Test-Claim ['\"]([^'\"$]+)", SCRIPT)
for cell in cells_of(Page(ROOT / "docs/proof.md"), "checked there by"):
    for name in re.findall(r"`([^`]+)`", cell):
        check(any(name.startswith(known) for known in CHECKS), f"prove.ps1 has no check '{name}'")
