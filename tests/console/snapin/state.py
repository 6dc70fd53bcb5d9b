"""state.py FILE [MEMBER=VALUE...]: what the snap-in saves with a console that looks at this."""

import json
import sys

path, *members = sys.argv[1:]
target = {"version": 1, **dict(member.split("=", 1) for member in members)}
text = json.dumps(target, separators=(",", ":")).encode()
with open(path, "wb") as file:
    file.write(len(text).to_bytes(4, "little") + text)
