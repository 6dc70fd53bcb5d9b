#!/usr/bin/env python3
"""console_file.py CLASSES.H FILE: writes the console file (.msc) that has the snap-in in it.

The class's number is read from the header that the DLL is made of. Microsoft has not documented
the form; this is the least of what files of the console have in them, and console-file.xsd says
the same as a schema.
"""

import base64
import re
import sys
import xml.etree.ElementTree as xml

FOLDER = "{C96401CC-0E17-11D3-885B-00C04F72C717}"  # the console's own folder: "Console Root"
CONSOLE = "{71E5B33E-1064-11D2-808F-0000F875A9CE}"  # whose strings the names of nodes are
FILE = "{5F3C9E52-4B1B-4C67-9B60-8E7A1C0D4A11}"
ROOT_NODE, SNAPIN_NODE = "1", "2"
TITLE, ROOT_NAME, SNAPIN_NAME = "1", "2", "3"


def class_of(header, name):
    """The number of a DEFINE_GUID, as the registry writes it."""
    found = re.search(rf"DEFINE_GUID\({name},([^)]*)\)", header)
    parts = [int(number, 16) for number in found[1].replace("\n", " ").split(",")]
    tail = "".join(f"{number:02X}" for number in parts[3:])
    return f"{{{parts[0]:08X}-{parts[1]:04X}-{parts[2]:04X}-{tail[:4]}-{tail[4:]}}}"


def add(parent, tag, text=None, **attributes):
    element = xml.SubElement(parent, tag, attributes)
    element.text = text
    return element


def add_placement(parent, state):
    placement = add(parent, "WindowPlacement", ShowCommand=state)
    add(placement, "Point", Name="MinPosition", X="-1", Y="-1")
    add(placement, "Point", Name="MaxPosition", X="-1", Y="-1")
    add(placement, "Rectangle", Name="NormalPosition", Top="60", Bottom="760", Left="60",
        Right="1160")


def add_view(parent):
    view = add(parent, "View", ID="1", ScopePaneWidth="260", ActionsPaneWidth="-1")
    add(view, "BookMark", Name="RootNode", NodeID=ROOT_NODE)
    add(view, "BookMark", Name="SelectedNode", NodeID=SNAPIN_NODE)
    add_placement(view, "SW_SHOWMAXIMIZED")
    add(view, "ViewOptions", ViewMode="Report", ScopePaneVisible="true",
        ActionsPaneVisible="false", DescriptionBarVisible="true", DefaultColumn0Width="200",
        DefaultColumn1Width="0")


def add_node(parent, number, class_id, name):
    node = add(parent, "Node", ID=number, ImageIdx="0", CLSID=class_id, Preload="true")
    children = add(node, "Nodes")
    add(node, "String", Name="Name", ID=name)
    return node, children


def add_state(node, class_id, stream):
    """The snap-in is new there: it has no state until the console is saved."""
    states = add(node, "ComponentDatas")
    if stream is not None:
        state = add(states, "ComponentData")
        add(state, "GUID", class_id, Name="Snapin")
        add(state, "Stream", BinaryRefIndex=str(stream))
    add(node, "Components")


def console(snapin, state):
    root = xml.Element("MMC_ConsoleFile", ConsoleVersion="3.0", ProgramMode="Author")
    add(root, "ConsoleFileID", FILE)
    frame = add(root, "FrameState", ShowStatusBar="true")
    add_placement(frame, "SW_SHOWNORMAL")
    add(frame, "String", Name="ApplicationTitle", ID=TITLE)
    add_view(add(root, "Views"))
    add(root, "VisualAttributes")
    add(root, "Favorites")

    tree = add(root, "ScopeTree")
    cache = add(tree, "SnapinCache")
    for class_id in (FOLDER, snapin):
        add(cache, "Snapin", CLSID=class_id, AllExtensionsEnabled="true")
    folder, nodes = add_node(add(tree, "Nodes"), ROOT_NODE, FOLDER, ROOT_NAME)
    node, _ = add_node(nodes, SNAPIN_NODE, snapin, SNAPIN_NAME)
    add_state(node, snapin, 0)
    add_state(folder, FOLDER, None)
    add(root, "ConsoleTaskpads")
    add(root, "ViewSettingsCache")
    add(root, "ColumnSettingsCache")

    tables = add(root, "StringTables")
    add(tables, "IdentifierPool", AbsoluteMin="1", AbsoluteMax="65535", NextAvailable="4")
    table = add(tables, "StringTable")
    add(table, "GUID", CONSOLE)
    strings = add(table, "Strings")
    for number, text in ((TITLE, "Trustmend"), (ROOT_NAME, "Console Root"),
                         (SNAPIN_NAME, "Trustmend")):
        add(strings, "String", text, ID=number, Refs="1")
    add(add(root, "BinaryStorage"), "Binary", base64.b64encode(state).decode())
    return root


def main():
    header, path = sys.argv[1:]
    with open(header, encoding="utf-8") as file:
        snapin = class_of(file.read(), "CLSID_trustmend_snapin")
    target = b'{"version":1}'  # this machine, as persist.c writes it
    tree = xml.ElementTree(console(snapin, len(target).to_bytes(4, "little") + target))
    xml.indent(tree)
    tree.write(path, encoding="UTF-8", xml_declaration=True)


main()
