"""string_tables.py FILE.rc: every language of a program's string tables says everything."""

import pathlib
import re
import sys

LINE = re.compile(r'^\s*(IDS_\w+)\s*,?\s*"((?:[^"\\]|\\.|"")*)"\s*$')
LANGUAGES = ("GERMAN", "JAPANESE")
SAME_EVERYWHERE = re.compile(r"^(?:[^A-Za-z]|%[1-9]|LTR|RTL|OK|Trustmend)*$")


def lines_of(path):
    """The lines of a file with those of the files that it includes."""
    for line in path.read_text(encoding="utf-8").splitlines():
        included = re.match(r'#include "(.*\.rc)"', line)
        if included:
            yield from lines_of(pathlib.Path(included[1]))
        else:
            yield line


def tables_of(path):
    """{language: {id: text}}"""
    tables = {}
    language = None
    for line in lines_of(path):
        begun = re.match(r"LANGUAGE LANG_(\w+)", line)
        if begun:
            language = tables.setdefault(begun[1], {})
        found = LINE.match(line)
        if found:
            if found[1] in language:
                sys.exit(f"{path}: {found[1]} stands there twice")
            language[found[1]] = found[2]
        elif re.match(r"\s*IDS_", line):
            sys.exit(f"{path}: not understood: {line}")
    return tables


def placeholders(text):
    return sorted(set(re.findall(r"%[1-9]", text)))


def has_key(text):
    return bool(re.search(r"&\w", text))


def shortcut(text):
    """What follows the tab; names of keys may be translated, their number may not."""
    return text.partition("\\t")[2].count("+") if "\\t" in text else None


def faults(english, other):
    for name, text in english.items():
        translated = other.get(name)
        if translated is None:
            yield f"lacks {name}"
        elif placeholders(text) != placeholders(translated):
            yield f"{name}: other placeholders"
        elif has_key(text) != has_key(translated):
            yield f"{name}: an access key in one of them only"
        elif shortcut(text) != shortcut(translated):
            yield f"{name}: another shortcut"
        elif text == translated and not SAME_EVERYWHERE.match(text.partition("\\t")[0]):
            yield f"{name}: not translated"
    yield from (f"has {name}, which English lacks" for name in other.keys() - english.keys())


def main():
    path = pathlib.Path(sys.argv[1])
    tables = tables_of(path)
    english = tables.pop("ENGLISH")
    code = "".join(source.read_text() for source in path.parent.glob("*.c"))
    used = set(re.findall(r"IDS_\w+", code))
    found = [f"ENGLISH lacks {name}" for name in sorted(used - english.keys())]
    for language in LANGUAGES:
        found += [f"{language} {fault}" for fault in faults(english, tables.get(language, {}))]
    for fault in found:
        print(f"{path}: {fault}")
    sys.exit(bool(found))


main()
