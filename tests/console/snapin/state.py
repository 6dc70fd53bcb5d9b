"""state.py FILE [MEMBER=VALUE | MEMBER[]=VALUE...]: what the snap-in saves with a console that
looks at this. With [] the member is a list, and each value one of it."""

import json
import sys

path, *members = sys.argv[1:]
target = {"version": 1}
for member in members:
    name, value = member.split("=", 1)
    if name.endswith("[]"):
        target.setdefault(name[:-2], []).append(value)
    else:
        target[name] = value
text = json.dumps(target, separators=(",", ":")).encode()
with open(path, "wb") as file:
    file.write(len(text).to_bytes(4, "little") + text)
