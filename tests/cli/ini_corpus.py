"""ini_corpus.py DIR: odd ofcscan.ini files, each as NAME.ini and, relaxed, as NAME.relaxed.

What is expected is written down here beside what is given, and not computed from it.
"""

import os
import sys

HOTFIX = "CheckDigitalSignatureForHotfix"
UPGRADE = "CheckDigitalSignatureForUpgrade"

# A usual file: sections, comments, blank lines, odd keys and values. {h}, {u} are the values.
USUAL = f"""; {{word}}
[INI_SERVER_SECTION]
Master_DomainName=server
Uninstall_Pwd=!CRYPT!5234BEEF
{HOTFIX}={{h}}
  Flag without value
Twice=1
Twice=2

[{{word}}]
{HOTFIX}=1
{UPGRADE}=1
path={{word}}\\{{word}}\\

[Global Setting]
;{UPGRADE}=1
{UPGRADE}={{u}}
Std_Alert=%VAR%\\n = ; x


"""

# Characters that end in '\\', '[', ']' or '|' as bytes of Shift-JIS.
JAPANESE = "\u30bd\u30fc\u30bc\u30be\u8868\u30dd"
GERMAN = "Gr\u00fc\u00dfe \u20ac"

BOTH_ADDED = f"[INI_SERVER_SECTION]\r\n{HOTFIX}=0\r\n[Global Setting]\r\n{UPGRADE}=0\r\n"


def usual(word, end="\n", h="1", u="1"):
    return USUAL.format(word=word, h=h, u=u).replace("\n", end)


def mixed(h="1", u="1"):
    """CR LF, LF and CR by turns."""
    ends = ["\r\n", "\n", "\r", "\n", "\r\n"]
    lines = usual("mixed", h=h, u=u).split("\n")[:-1]
    return "".join(line + ends[index % len(ends)] for index, line in enumerate(lines))


def encoded():
    """A usual file in each encoding, with each line end."""
    forms = {
        "ascii": ("word", "ascii", b""),
        "utf-8": (JAPANESE, "utf-8", b""),
        "utf-8-mark": (JAPANESE, "utf-8", b"\xef\xbb\xbf"),
        "utf-16-le": (JAPANESE, "utf-16-le", b"\xff\xfe"),
        "utf-16-be": (JAPANESE, "utf-16-be", b"\xfe\xff"),
        "windows-1252": (GERMAN, "cp1252", b""),
        "shift-jis": (JAPANESE, "cp932", b""),
    }
    for name, (word, encoding, mark) in forms.items():
        for end_name, end in (("crlf", "\r\n"), ("lf", "\n"), ("cr", "\r")):
            yield (
                f"{name}-{end_name}",
                mark + usual(word, end).encode(encoding),
                mark + usual(word, end, "0", "0").encode(encoding),
            )
        yield (
            f"{name}-no-last-end",
            mark + usual(word).rstrip("\n").encode(encoding),
            mark + usual(word, h="0", u="0").rstrip("\n").encode(encoding),
        )
    yield "utf-16-le-no-mark", usual("x").encode("utf-16-le"), usual("x", h="0", u="0").encode(
        "utf-16-le"
    )
    yield "utf-16-be-no-mark", usual("x").encode("utf-16-be"), usual("x", h="0", u="0").encode(
        "utf-16-be"
    )
    yield "mixed-ends", mixed().encode(), mixed("0", "0").encode()


def odd():
    """Files that lack something, or have too much of it."""
    both = f"[INI_SERVER_SECTION]\r\n{HOTFIX}=%s\r\n[Global Setting]\r\n{UPGRADE}=%s\r\n"
    yield "empty", "", BOTH_ADDED
    yield "line-end-only", "\r\n", "\r\n" + BOTH_ADDED
    yield "no-sections", "a=b\r\n", "a=b\r\n" + BOTH_ADDED
    yield (
        "no-sections-no-end",
        "a=b",
        f"a=b\r\n[INI_SERVER_SECTION]\r\n{HOTFIX}=0\r\n[Global Setting]\r\n{UPGRADE}=0",
    )
    yield (
        "no-keys",
        "[Global Setting]\n\n[INI_SERVER_SECTION]\nx=y\n\n\n[end]",
        f"[Global Setting]\n{UPGRADE}=0\n\n[INI_SERVER_SECTION]\nx=y\n{HOTFIX}=0\n\n\n[end]",
    )
    yield (
        "no-keys-no-end",
        "[INI_SERVER_SECTION]\n[Global Setting]",
        f"[INI_SERVER_SECTION]\n{HOTFIX}=0\n[Global Setting]\n{UPGRADE}=0",
    )
    yield (
        "only-plural",
        f"[Global Settings]\n{UPGRADE}=1\n[INI_SERVER_SECTION]\n{HOTFIX}=1\n",
        f"[Global Settings]\n{UPGRADE}=0\n[INI_SERVER_SECTION]\n{HOTFIX}=0\n",
    )
    yield (
        "singular-and-plural",
        f"[Global Settings]\n{UPGRADE}=1\n[Global Setting]\n{UPGRADE}=1\n[INI_SERVER_SECTION]\n{HOTFIX}=1\n",
        f"[Global Settings]\n{UPGRADE}=1\n[Global Setting]\n{UPGRADE}=0\n[INI_SERVER_SECTION]\n{HOTFIX}=0\n",
    )
    yield "other-case", both.lower() % ("1", "1"), both.lower() % ("0", "0")
    yield "blanks", both.replace("=", " \t= ") % (" 1 ", "1"), both.replace("=", " \t= ") % (" 0 ", "0")
    yield "quoted", both % ('"1"', "'1'"), both % ('"0"', "'0'")
    yield "comment-behind", both % ("1 ; on", "1\t; on"), both % ("0 ; on", "0\t; on")
    yield "without-value", both % ("", " "), both % ("0", " 0")
    yield "without-equals", both.replace("=%s", ""), both % ("0", "0")
    yield "texts", both % ("yes", "!CRYPT!0123ABCD"), both % ("0", "0")
    yield "other-numbers", both % ("2", "0001"), both % ("0", "0")
    yield "large-number", both % ("4294967296", "9" * 60), both % ("0", "0")
    yield "indented", "  " + both.replace("\r\n", "\r\n\t") % ("1", "1"), "  " + both.replace(
        "\r\n", "\r\n\t"
    ) % ("0", "0")
    yield (
        "key-twice",
        (both + f"{UPGRADE}=7\r\n") % ("1", f"1\r\n{UPGRADE}=1"),
        (both + f"{UPGRADE}=7\r\n") % ("0", f"0\r\n{UPGRADE}=1"),
    )
    yield (
        "section-twice",
        "[INI_SERVER_SECTION]\r\na=b\r\n" + both % ("1", "1") + both % ("1", "1"),
        "[INI_SERVER_SECTION]\r\na=b\r\n" + both % ("0", "0") + both % ("1", "1"),
    )
    yield (
        "commented-out",
        f"[INI_SERVER_SECTION]\n;{HOTFIX}=1\n#{HOTFIX}=1\n[Global Setting]\n; {UPGRADE}=1\n\n",
        f"[INI_SERVER_SECTION]\n;{HOTFIX}=1\n#{HOTFIX}=1\n{HOTFIX}=0\n[Global Setting]\n; {UPGRADE}=1\n{UPGRADE}=0\n\n",
    )
    yield "broken-sections", "[INI_SERVER_SECTION\n[\n]\n=\n", "[INI_SERVER_SECTION\n[\n]\n=\n" + BOTH_ADDED.replace("\r", "")
    yield "control-z", "a=b\r\n\x1a", "a=b\r\n" + BOTH_ADDED + "\x1a"
    yield "zero-bytes", "\0\0\0\0\r\n" + both % ("1", "1") + "x\0=\0\r\n\0", "\0\0\0\0\r\n" + both % ("0", "0") + "x\0=\0\r\n\0"
    yield "zero-byte-in-key", both.replace(HOTFIX, HOTFIX + "\0") % ("1", "1"), f"[INI_SERVER_SECTION]\r\n{HOTFIX}\0=1\r\n{HOTFIX}=0\r\n[Global Setting]\r\n{UPGRADE}=0\r\n"
    yield "secrets", both % ("1", "1") + "Unload_Pwd=PlantedPwd123\r\nUninstall_Pwd=!CRYPT!PlantedCrypt\r\n", both % ("0", "0") + "Unload_Pwd=PlantedPwd123\r\nUninstall_Pwd=!CRYPT!PlantedCrypt\r\n"
    filler = "".join(f"[S{number}]\r\nkey={'v' * 70}\r\n\r\n" for number in range(30000))
    yield "large-2mb-each-side", filler + both % ("1", "1") + filler, filler + both % ("0", "0") + filler
    yield "long-line", "x=" + "y" * 1000000 + "\n" + both % ("1", "1"), "x=" + "y" * 1000000 + "\n" + both % ("0", "0")
    yield "many-line-ends", "\n" * 1000000 + both % ("1", "1"), "\n" * 1000000 + both % ("0", "0")


def binary():
    """Bytes that are of no encoding."""
    both = f"[INI_SERVER_SECTION]\r\n{HOTFIX}=%d\r\n[Global Setting]\r\n{UPGRADE}=%d\r\n"
    every = bytes(range(256)).replace(b"[", b"").replace(b"\r", b"").replace(b"\n", b"")
    yield "every-byte", every + b"\r\n" + (both % (1, 1)).encode() + every, every + b"\r\n" + (
        both % (0, 0)
    ).encode() + every
    yield "utf-8-mark-only", b"\xef\xbb\xbf", b"\xef\xbb\xbf" + BOTH_ADDED.encode()
    yield "utf-16-mark-only", b"\xff\xfe", b"\xff\xfe" + BOTH_ADDED.encode("utf-16-le")
    half = (both % (1, 1)).encode("utf-16-le") + b"\x5b"
    yield "utf-16-half-a-character", b"\xff\xfe" + half, b"\xff\xfe" + (both % (0, 0)).encode(
        "utf-16-le"
    ) + b"\x5b"
    yield "shift-jis-cut", b"\x83\r\n" + (both % (1, 1)).encode() + b"\x83", b"\x83\r\n" + (
        both % (0, 0)
    ).encode() + b"\x83"


def main():
    folder = sys.argv[1]
    for name, before, after in [*encoded(), *odd(), *binary()]:
        for suffix, content in (("ini", before), ("relaxed", after)):
            if isinstance(content, str):
                content = content.encode()
            with open(os.path.join(folder, f"{name}.{suffix}"), "wb") as file:
                file.write(content)


main()
