"""Every link between the documents leads to a file, and to a heading of it; every file and folder
of the project that a document names is there; and the index, docs/README.md, links every page."""

import re

from pages import ROOT, Page, all_pages, check

TOP = "cmake com core docs installer resources shellext snapin tests".split()


def anchors_of(path, known={}):
    if path not in known:
        known[path] = Page(path).anchors
    return known[path]


def check_link(page, target):
    name, _, anchor = target.partition("#")
    path = (page.path.parent / name).resolve() if name else page.path
    if not path.is_relative_to(ROOT) or not path.exists():
        check(False, f"{page.name}: a link to '{target}', which is not there")
    else:
        check(
            not anchor or anchor in anchors_of(path),
            f"{page.name}: a link to '{target}', where there is no such heading",
        )


def is_named(name):
    """Whether there is such a file. TAG and NAME stand for any, fr for a language yet to come."""
    if name.startswith("build/"):
        return True
    pattern = re.sub(r"TAG|NAME|\bfr\b", "*", name).rstrip("/")
    return any(ROOT.glob(pattern)) or any(ROOT.glob(pattern + ".[chm]*"))


for page in all_pages():
    for target in page.links:
        if not re.match(r"[a-z]+:", target):
            check_link(page, target)
    for span in page.spans:
        for word in span.split():
            word = word.rstrip(",;:.")
            if re.match(rf"({'|'.join(TOP)})/[\w./*-]+$", word):
                check(is_named(word), f"{page.name}: names '{word}', which is not there")

index = Page(ROOT / "docs/README.md")
for path in sorted(ROOT.glob("docs/**/*.md")):
    name = path.relative_to(index.path.parent).as_posix()
    check(path == index.path or name in index.links, f"{index.name}: no row for '{name}'")
