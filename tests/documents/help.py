"""The help that F1 opens: a page for each node of the console, whole, and fit for a screen reader.

They are made from the documents by resources/help/make.py.
"""

import html.parser
import pathlib
import re
import subprocess
import sys
import tempfile

from pages import ROOT, check

NODE_TABLE = (ROOT / "snapin/rows/node.def").read_text(encoding="utf-8")
NODES = re.findall(r'^NODE\(\w+, \w+, "([a-z-]+)"', NODE_TABLE, re.M)
EMPTY = ("meta", "link", "img", "br", "hr")


class Reader(html.parser.HTMLParser):
    """Collects what is checked; `faults` has what is wrong with the page by itself."""

    def __init__(self):
        super().__init__()
        self.open, self.links, self.anchors, self.faults = [], [], set(), []
        self.title = self.language = ""
        self.headings = []

    def handle_starttag(self, tag, attributes):
        has = dict(attributes)
        if tag not in EMPTY:
            self.open.append(tag)
        if "id" in has:
            if has["id"] in self.anchors:
                self.faults.append(f"two places are called '{has['id']}'")
            self.anchors.add(has["id"])
        if tag == "html":
            self.language = has.get("lang", "")
        if tag == "a":
            self.links.append(has["href"])
        if tag == "img" and not has.get("alt"):
            self.faults.append("a picture without words")
        if tag == "th" and has.get("scope") != "col":
            self.faults.append("a heading of a table that is of no column")
        if tag in ("script", "iframe", "object") or any(name.startswith("on") for name in has):
            self.faults.append(f"it runs something: {tag}")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"'{tag}' ends what has not begun")

    def handle_data(self, data):
        if self.open and self.open[-1] == "title":
            self.title += data


def read(path):
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def check_page(path, pages):
    page = pages[path]
    levels = page.headings
    check(page.language == "en" and page.title, f"{path.name}: no language, or no title")
    check(not page.faults and not page.open, f"{path.name}: {page.faults or page.open}")
    check(
        levels[:1] == [1] and all(b - a <= 1 for a, b in zip(levels, levels[1:])),
        f"{path.name}: its headings skip a level: {levels}",
    )
    for link in page.links:
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        is_there = target in pages and (not anchor or anchor in pages[target].anchors)
        check(is_there or link.startswith("https:"), f"{path.name}: nothing at '{link}'")


with tempfile.TemporaryDirectory() as made:
    folder = pathlib.Path(made) / "help"
    subprocess.run([sys.executable, "-B", ROOT / "resources/help/make.py", folder], check=True)
    pages = {path: read(path) for path in folder.glob("*.html")}
    check(len(NODES) > 0, "the console has no nodes")
    for node in NODES:
        check(folder / f"{node}.html" in pages, f"no page for the node '{node}'")
    for path in sorted(pages):
        check_page(path, pages)


def console_words():
    """What the console shows in English: titles of nodes, columns and actions, and words."""
    words = set()
    for name in ("snapin/rows.rc", "snapin/actions.rc", "snapin/strings.rc"):
        text = (ROOT / name).read_text(encoding="utf-8").split("#include")[0]
        for title in re.findall(r'^    IDS_\w+ "((?:[^"]|"")*)"', text, re.M):
            title = title.replace("&", "").replace('""', '"')
            words.add(title.removesuffix("...").removesuffix(":"))
    return words


# Of MMC's own menu, or no word of the console: what is stressed.
OTHERS = {"View", "Add/Remove Columns", "root", "not"}
WORDS = console_words()
for path in sorted(ROOT.glob("docs/help/*.md")):
    text = re.sub(r"\*\*.*?\*\*|`[^`]*`", "", path.read_text(encoding="utf-8"), flags=re.S)
    for word in re.findall(r"\*([^*]+)\*", text):
        word = " ".join(word.split())
        check(word in WORDS | OTHERS, f"{path.name}: the console shows no '{word}'")

script = (ROOT / "tests/windows/prove.ps1").read_text(encoding="utf-8")
named = re.findall(r"@\{ name = '([a-z-]+)'", script)
check(named == NODES, f"prove.ps1 looks at the nodes {named}, and the console has {NODES}")
