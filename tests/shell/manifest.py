#!/usr/bin/env python3
"""manifest.py FOLDER: checks the manifest of the sparse package that was made there.

Only Windows can tell whether it takes the package; this tells whether the package speaks of
the classes that the code has, each for what it is made for.
"""

import os
import re
import sys
import xml.etree.ElementTree as ElementTree

ROOT = os.path.join(os.path.dirname(__file__), "..", "..")
SPACE = "http://schemas.microsoft.com/appx/manifest/"
DESKTOP5 = "{" + SPACE + "desktop/windows10/5}"
COM = "{" + SPACE + "com/windows10}"
FOUNDATION = "{" + SPACE + "foundation/windows10}"


def classes_of_code():
    """The name of each class in classes.h, by its GUID."""
    with open(os.path.join(ROOT, "shellext", "menu", "classes.h"), encoding="utf-8") as file:
        text = file.read()
    found = {}
    for name, numbers in re.findall(r"DEFINE_GUID\(CLSID_trustmend_(\w+),([^)]*)\)", text):
        values = [int(number, 16) for number in numbers.split(",")]
        tail = "".join(f"{value:02x}" for value in values[3:])
        found[f"{values[0]:08x}-{values[1]:04x}-{values[2]:04x}-{tail[:4]}-{tail[4:]}"] = name
    return found


def logos_of(manifest):
    for element in manifest.iter():
        if element.tag == FOUNDATION + "Logo":
            yield element.text
        for name, value in element.attrib.items():
            if name.endswith("Logo"):
                yield value


def problems(folder):
    manifest = ElementTree.parse(os.path.join(folder, "AppxManifest.xml")).getroot()
    code = classes_of_code()
    commands = {guid for guid, name in code.items() if re.match("(verify|restore)_", name)}
    if len(commands) != 4:
        yield f"{len(commands)} command classes in the code"

    served = [element.get("Id") for element in manifest.iter(COM + "Class")]
    if sorted(served) != sorted(commands):
        yield "the classes that are served are not the code's commands"
    for element in manifest.iter(COM + "Class"):
        if element.get("Path") != "trustmend-menu.dll" or element.get("ThreadingModel") != "STA":
            yield f"class {element.get('Id')} is served by another DLL or in another way"

    types = {}
    for element in manifest.iter(DESKTOP5 + "ItemType"):
        verbs = [verb.get("Clsid") for verb in element.iter(DESKTOP5 + "Verb")]
        types[element.get("Type")] = sorted(code.get(verb, verb) for verb in verbs)
    folders = ["restore_folders", "verify_folders"]
    wanted = {
        "*": ["restore_files", "verify_files"],
        "Directory": folders,
        "Directory\\Background": folders,
    }
    if types != wanted:
        yield f"commands by type: {types}"

    for logo in logos_of(manifest):
        path = os.path.join(folder, logo.replace("\\", "/"))
        if not os.path.exists(path):
            yield f"no picture {logo}"
    identity = manifest.find(FOUNDATION + "Identity")
    if not re.fullmatch(r"\d+\.\d+\.\d+\.0", identity.get("Version")):
        yield f"version {identity.get('Version')}"
    if "@" in ElementTree.tostring(manifest, encoding="unicode"):
        yield "something was not filled in"


def main():
    found = list(problems(sys.argv[1]))
    for problem in found:
        print(problem)
    sys.exit(bool(found))


main()
