"""make.py FOLDER: the pages of docs/ as HTML in FOLDER, which F1 in the console opens.

All of them lie side by side: those of docs/help/ under the names of the console's nodes, such as
overview.html, and docs/README.md as index.html. cmark-gfm turns Markdown into HTML; here come
links, anchors, and a frame around it. Pages need neither network nor script.
"""

import html
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
DOCS = HERE.parents[1] / "docs"

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - Trustmend</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#text">Skip to the text</a>
<nav aria-label="Help topics">
<ul>
{topics}</ul>
</nav>
<main id="text">
{text}</main>
</body>
</html>
"""


def name_of(path):
    return "index.html" if path == DOCS / "README.md" else path.stem + ".html"


def slug(heading):
    """The anchor that a heading gets where Markdown is shown as pages."""
    text = html.unescape(re.sub(r"<[^>]*>", "", heading)).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def with_anchors(text):
    return re.sub(
        r"<h([1-6])>(.*?)</h\1>",
        lambda found: f'<h{found[1]} id="{slug(found[2])}">{found[2]}</h{found[1]}>',
        text,
    )


def with_links(text, path):
    """Links lead to the pages here; what is no page here, such as a schema, is only named."""

    def link(found):
        name, _, anchor = html.unescape(found[1]).partition("#")
        target = (path.parent / name).resolve() if name else path
        if re.match(r"https?:", found[1]):
            return found[0]
        if target.suffix != ".md" or not target.is_relative_to(DOCS):
            return found[2]
        href = (name_of(target) if name else "") + (f"#{anchor}" if anchor else "")
        return f'<a href="{href}">{found[2]}</a>'

    def page(found):
        target = DOCS / found[1]
        named = f"<code>docs/{found[1]}</code>"
        return f'<a href="{name_of(target)}">{named}</a>' if target.exists() else named

    text = re.sub(r'<a href="([^"]*)">(.*?)</a>', link, text, flags=re.S)
    return re.sub(r"<code>docs/([a-z/-]+\.md)</code>", page, text)


def with_pictures(text, path, folder):
    """Pictures lie beside the pages, too."""

    def picture(found):
        source = path.parent / found[1]
        shutil.copy(source, folder / source.name)
        return f'<img src="{source.name}"'

    return re.sub(r'<img src="([^"]*)"', picture, text)


def with_scopes(text):
    return text.replace("<th", '<th scope="col"').replace('<th scope="col"ead', "<thead")


def title_of(path):
    return path.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ")


def topics(current):
    """A link to the index, and to each node's page in the order of the console."""
    here = ' aria-current="page"' if current == DOCS / "README.md" else ""
    yield f'<li><a href="index.html"{here}>All pages</a></li>\n'
    order = re.findall(r"\(help/([a-z-]+\.md)\)", (DOCS / "README.md").read_text(encoding="utf-8"))
    for path in (DOCS / "help" / name for name in order):
        here = ' aria-current="page"' if path == current else ""
        title = html.escape(title_of(path).split(":")[0])
        yield f'<li><a href="{name_of(path)}"{here}>{title}</a></li>\n'


def make(path, folder):
    text = subprocess.run(
        ["cmark-gfm", "--extension", "table", "--extension", "strikethrough", str(path)],
        check=True, capture_output=True, encoding="utf-8",
    ).stdout  # fmt: skip
    text = with_pictures(with_links(with_anchors(with_scopes(text)), path), path, folder)
    page = PAGE.format(
        title=html.escape(title_of(path)),
        style=(HERE / "help.css").read_text(encoding="utf-8"),
        topics="".join(topics(path)),
        text=text,
    )
    (folder / name_of(path)).write_text(page, encoding="utf-8", newline="\n")


def main():
    folder = pathlib.Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in sorted(DOCS.glob("**/*.md")):
        if (folder / name_of(path)).exists():
            sys.exit(f"make.py: two pages would be {name_of(path)}")
        make(path, folder)


main()
