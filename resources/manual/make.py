"""make.py TRUSTMEND: prints the man page, docs/trustmend.1 (mdoc).

trustmend.1.in has what was written by hand; commands and options are those that the program's own
--help tells.
"""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap

TEMPLATE = pathlib.Path(__file__).resolve().parent / "trustmend.1.in"
WHOLE = {"break_long_words": False, "break_on_hyphens": False}
SHARED = 3  # so many commands take an option that is told once for all of them

Option = collections.namedtuple("Option", "letter name value text")


def help_of(*words):
    # Into a file: what Wine leaves running would keep a pipe open.
    with tempfile.TemporaryFile() as out:
        subprocess.run([*sys.argv[1:], *words, "--help"], stdout=out, check=True)
        out.seek(0)
        return out.read().decode().replace("\r", "")


def options_in(text):
    """The options below "Options:", whose texts begin in column 32 and may go on there."""
    for entry in re.findall(r"^  (?:-.,|   ) --.*\n(?:^ {32}\S.*\n)*", text, re.M):
        head = re.match(r"  (?:-(.),|   ) --([a-z0-9-]+)(?: (\S+))?", entry)
        if len(head[0]) >= 32:
            text = entry.split("\n", 1)[1]
        else:
            text = entry[32:]
        yield Option(head[1], head[2], head[3], " ".join(text.split()))


def escaped(text):
    """Text that neither roff nor mdoc takes for anything else."""
    text = text.replace("\\", "\\e").replace("'", "\\(aq").replace("-", "\\-")
    return re.sub(r"^([.])", r"\\&\1", text)


def lines(text):
    """Running text: each sentence begins a line, and lines are short."""
    sentences = re.sub(r"([.?!]) +(?=[A-Z])", r"\1\n", " ".join(text.split())).split("\n")
    wrapped = (line for sentence in sentences for line in textwrap.wrap(sentence, 72, **WHOLE))
    return "\n".join(map(escaped, wrapped))


def item(option):
    letter = f"Fl {option.letter} , " if option.letter else ""
    value = escaped(option.value).replace("|", "|\\:") if option.value else ""
    value = f" Ns = Ns Ar {value}" if value else ""
    return f".It {letter}Fl \\-{escaped(option.name)}{value}\n{lines(option.text)}\n"


def table(options):
    return f".Bl -tag -width Ds\n{''.join(map(item, options))}.El\n" if options else ""


def named(options):
    flags = [f".Fl \\-{escaped(option.name)}" for option in options]
    return " ,\n".join(flags[:-1]) + (" ,\nand\n" if len(flags) > 1 else "") + flags[-1] + " .\n"


def section(name, text, shared):
    usage, description = re.match(r"Usage: \S+ ([^\n]*)\n\n(.*?)\n\nOptions:", text, re.S).groups()
    arguments = usage.split("[OPTIONS]")[1].split()
    options = list(options_in(text))
    heading = escaped(" ".join(["trustmend", name, *arguments]))
    parts = [f".Ss {heading}\\&\n"]
    for index, paragraph in enumerate(description.split("\n\n")):
        parts.append((".Pp\n" if index else "") + lines(paragraph) + "\n")
    parts.append(table([option for option in options if option not in shared]))
    parts.append(".Pp\nIt also takes\n" + named([option for option in options if option in shared]))
    return "".join(parts)


def main():
    names = re.findall(r"^  ([a-z]+) ", help_of().split("Options:")[0], re.M)
    texts = {name: help_of(name) for name in names}
    count = collections.Counter(option for text in texts.values() for option in options_in(text))
    shared = sorted((o for o in count if count[o] >= SHARED), key=lambda option: option.name)
    page = TEMPLATE.read_text(encoding="utf-8")
    page = page.replace("@COMMANDS@\n", "".join(section(n, t, shared) for n, t in texts.items()))
    sys.stdout.buffer.write(page.replace("@SHARED@\n", table(shared)).encode())


main()
