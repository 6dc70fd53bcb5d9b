"""Makes docs/report.xsd out of the JSON schemas in docs/, so that both say the same.

    xsd.py docs/*.schema.json >docs/report.xsd

What a member is in JSON, it is in XML: its element has the same name. An object's members may come
in any order, an array's parts are elements <item>, and what is null is left out.
"""

import json
import re
import sys
from xml.sax.saxutils import escape, quoteattr

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Made by tests/formats/xsd.py out of the JSON schemas beside it. -->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:trustmend:report:1"
    targetNamespace="urn:trustmend:report:1" elementFormDefault="qualified">
  <xs:annotation>
    <xs:documentation>What 'trustmend COMMAND --format xml' writes. The outermost element is the
command; each record is an element that is named after its type. What is null in JSON is left
out.</xs:documentation>
  </xs:annotation>
  <xs:complexType name="text">
    <xs:annotation>
      <xs:documentation>A text. XML cannot carry most control characters: where there are any, they
are U+FFFD here, and "bytes" has the text's UTF-8 in hexadecimal.</xs:documentation>
    </xs:annotation>
    <xs:simpleContent>
      <xs:extension base="xs:string">
        <xs:attribute name="bytes" type="xs:hexBinary"/>
      </xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="open">
    <xs:annotation>
      <xs:documentation>Members whose names come from elsewhere. One that is no name in XML is an
element "member" with the attribute "name".</xs:documentation>
    </xs:annotation>
    <xs:sequence>
      <xs:any namespace="##targetNamespace" processContents="skip" minOccurs="0"
          maxOccurs="unbounded"/>
    </xs:sequence>
  </xs:complexType>
  <xs:attributeGroup name="run">
    <xs:attribute name="version" type="xs:string" use="required"/>
    <xs:attribute name="started" type="xs:dateTime" use="required"/>
    <xs:attribute name="machine" type="xs:string" use="required"/>
    <xs:attribute name="user" type="xs:string" use="required"/>
  </xs:attributeGroup>
"""


class Schema:
    """One JSON schema, whose parts become XSD."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.root = json.load(file)
        self.lines = []

    def commands(self):
        return re.findall(r"trustmend ([a-z]+)", self.root["title"])

    def at(self, part):
        while "$ref" in part:
            assert part["$ref"].startswith("#/"), part
            target = self.root
            for step in part["$ref"][2:].split("/"):
                target = target[step]
            part = {**target, **{key: part[key] for key in part if key != "$ref"}}
        return part

    def variants(self, part):
        """What a value may be, null left out."""
        part = self.at(part)
        for word in ("oneOf", "anyOf"):
            if word in part:
                return [v for option in part[word] for v in self.variants(option)]
        if part.get("type") == "null" or part.get("const", "") is None:
            return []
        return [part]

    def put(self, depth, line):
        self.lines.append("  " * depth + line)

    def document(self, depth, part):
        if "description" in part:
            self.put(depth, "<xs:annotation><xs:documentation>"
                     f"{escape(part['description'])}</xs:documentation></xs:annotation>")

    def kinds(self, part):
        kinds = part.get("type", [])
        return [kind for kind in ([kinds] if isinstance(kinds, str) else kinds) if kind != "null"]

    def simple(self, depth, part):
        """A named type for a simple value, or None: then it was written as one of its own."""
        words = part.get("enum", [part["const"]] if "const" in part else None)
        if words is not None and not all(isinstance(word, bool) for word in words):
            return self.restrict(depth, "xs:string", [
                f"<xs:enumeration value={quoteattr(str(word))}/>"
                for word in words if word is not None])
        if words is not None or self.kinds(part) == ["boolean"]:
            return "xs:boolean"
        if self.kinds(part) == ["integer"]:
            if "minimum" in part:
                return {0: "xs:nonNegativeInteger", 1: "xs:positiveInteger"}[part["minimum"]]
            return "xs:integer"
        if self.kinds(part) == ["number"]:
            return "xs:double"
        if self.kinds(part) == ["string"] and "pattern" in part:
            pattern = part["pattern"]
            if pattern.startswith("^") and pattern.endswith("$"):
                return self.restrict(depth, "xs:string",
                                     [f"<xs:pattern value={quoteattr(pattern[1:-1])}/>"])
        if self.kinds(part) in (["string"], ["string", "integer"]):
            return "text"
        raise ValueError(f"no rule for {part}")

    def restrict(self, depth, base, facets):
        self.put(depth, f'<xs:simpleType><xs:restriction base="{base}">')
        for facet in facets:
            self.put(depth + 1, facet)
        self.put(depth, "</xs:restriction></xs:simpleType>")

    def merged(self, variants):
        """One object that takes whatever each of several does."""
        properties = {}
        for variant in variants:
            for name, value in variant["properties"].items():
                known = properties.setdefault(name, [])
                if value not in known:
                    known.append(value)
        required = set.intersection(*(set(v.get("required", [])) for v in variants))
        return {
            "properties": {name: values[0] if len(values) == 1 else {"anyOf": values}
                           for name, values in properties.items()},
            "required": [name for name in properties if name in required],
            **({"description": variants[0]["description"]}
               if "description" in variants[0] else {}),
        }

    def object(self, depth, part, skipped=()):
        self.put(depth, "<xs:complexType>")
        self.put(depth + 1, "<xs:all>")
        for name, value in part["properties"].items():
            if name not in skipped:
                self.element(depth + 2, name, value, name not in part.get("required", []))
        self.put(depth + 1, "</xs:all>")
        self.put(depth, "</xs:complexType>")

    def may_be_null(self, part):
        part = self.at(part)
        for word in ("oneOf", "anyOf"):
            if word in part:
                return any(self.may_be_null(option) for option in part[word])
        kinds = part.get("type", [])
        return kinds == "null" or "null" in kinds or None in part.get("enum", [])

    def element(self, depth, name, part, is_optional, is_repeated=False):
        outer = self.at(part)
        variants = self.variants(part)
        occurs = ' minOccurs="0" maxOccurs="unbounded"' if is_repeated else (
            ' minOccurs="0"' if is_optional or self.may_be_null(part) else "")
        if not variants:
            return  # always null
        start = len(self.lines)
        self.put(depth, f'<xs:element name="{name}"{occurs}>')
        self.document(depth + 1, outer)
        named = self.content(depth + 1, variants)
        if named:
            self.lines[start] = f'{"  " * depth}<xs:element name="{name}" type="{named}"{occurs}>'
        self.put(depth, "</xs:element>")

    def content(self, depth, variants):
        if all("properties" in variant for variant in variants):
            self.object(depth, self.merged(variants))
            return None
        if all(self.kinds(variant) == ["object"] for variant in variants):
            return "open"
        if all(self.kinds(variant) == ["array"] for variant in variants):
            items = [variant["items"] for variant in variants]
            self.put(depth, "<xs:complexType>")
            self.put(depth + 1, "<xs:sequence>")
            self.element(depth + 2, "item", items[0] if len(items) == 1 else {"anyOf": items},
                         True, is_repeated=True)
            self.put(depth + 1, "</xs:sequence>")
            self.put(depth, "</xs:complexType>")
            return None
        words = [variant.get("enum", [variant["const"]] if "const" in variant else None)
                 for variant in variants]
        if all(word is not None for word in words):
            return self.simple(depth, {"enum": [w for word in words for w in word]})
        if len(variants) == 1:
            return self.simple(depth, variants[0])
        return "text"

    def records(self):
        """The records of a command by their type, in the order of the schema."""
        found = {}
        for option in self.root["oneOf"]:
            record = self.at(option)
            found.setdefault(record["properties"]["type"]["const"], []).append(record)
        return {kind: self.merged(variants) for kind, variants in found.items()}

    def write(self):
        for command in self.commands():
            self.put(1, f'<xs:element name="{command}">')
            self.document(2, {"description": f"A report of 'trustmend {command}'."})
            self.put(2, "<xs:complexType>")
            self.put(3, "<xs:sequence>")
            self.put(4, '<xs:element name="argument" type="text" minOccurs="0" '
                        'maxOccurs="unbounded"/>')
            self.put(4, '<xs:choice minOccurs="0" maxOccurs="unbounded">')
            for kind, record in self.records().items():
                self.put(5, f'<xs:element name="{kind}">')
                self.document(6, record)
                self.object(6, record, skipped=("type",))
                self.put(5, "</xs:element>")
            self.put(4, "</xs:choice>")
            self.put(3, "</xs:sequence>")
            self.put(3, '<xs:attributeGroup ref="run"/>')
            self.put(2, "</xs:complexType>")
            self.put(1, "</xs:element>")
        return self.lines


print(HEAD, end="")
for path in sys.argv[1:]:
    for line in Schema(path).write():
        print(line)
print("</xs:schema>")
