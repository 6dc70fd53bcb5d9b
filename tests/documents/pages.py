"""The documents: README.md and the like, and docs/, taken apart into what the checks look at.

Only what the documents use of Markdown is read: headings with #, fences, blocks that are indented
by four blanks, spans of code, inline links.
"""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]


def slug(heading):
    """The anchor that a heading gets where Markdown is shown as pages."""
    text = re.sub(r"[`*_]|\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


class Page:
    def __init__(self, path):
        self.path = path
        self.name = path.relative_to(ROOT).as_posix()
        self.anchors = set()
        self.blocks = []  # (line, language, text)
        self.prose = []  # (line, text)
        self._read(path.read_text(encoding="utf-8").split("\n"))
        text = "\n".join(line for _, line in self.prose)
        # A span may run over the end of a line, but not over that of a paragraph.
        self.spans = [
            " ".join(span.split())
            for part in re.split(r"\n\s*\n", text)
            for span in re.findall(r"`([^`]+)`", part)
        ]
        bare = re.sub(r"`[^`]*`", "``", text)
        self.links = re.findall(r"\[[^]]*\]\(([^)\s]+)\)", bare)

    def _read(self, lines):
        fence, block, start = None, [], 0
        is_text = False
        for number, line in enumerate(lines + [""], 1):
            if fence is not None:
                if line.startswith("```"):
                    self.blocks.append((start, fence, "\n".join(block)))
                    fence, block = None, []
                else:
                    block.append(line)
            elif line.startswith("```"):
                fence, start = line[3:].strip(), number
            elif line.startswith("    ") and (block or not is_text):
                start = start if block else number
                block.append(line[4:])
            else:
                if block and line.strip():
                    self.blocks.append((start, "", "\n".join(block)))
                    block = []
                heading = re.match(r"#+ (.*)", line)
                if heading:
                    self.anchors.add(slug(heading.group(1)))
                self.prose.append((number, line))
                is_text = bool(line.strip()) and not heading
                # What is indented below a point of a list goes on with that point.
                if re.match(r"( *)([-*]|\d+\.) ", line):
                    is_text = True


def all_pages():
    names = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))]
    return [Page(path) for path in names]


def check(is_right, complaint):
    """One check, as documents.sh counts it."""
    print("pass" if is_right else f"FAILED: {complaint}")
