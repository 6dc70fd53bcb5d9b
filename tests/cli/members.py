"""Prints the members that the top-level objects of some schemas have, once each."""

import json
import sys

members = set()
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    for choice in schema["oneOf"]:
        members.update(schema["$defs"][choice["$ref"].rsplit("/", 1)[1]]["properties"])
print(*sorted(members), sep="\n")
