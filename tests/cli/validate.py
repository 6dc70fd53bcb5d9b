"""Holds each line of standard input against a JSON schema; the last must be a summary."""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

faults = 0
record = {}
for number, line in enumerate(sys.stdin.buffer, 1):
    record = json.loads(line.decode("utf-8"))
    for error in validator.iter_errors(record):
        faults += 1
        print(f"line {number}:", *(f"{list(cause.absolute_path)}: {cause.message[:200]}"
                                   for cause in error.context or [error]), sep="\n  ")
if record.get("type") != "summary":
    faults += 1
    print("the last line is no summary")
sys.exit(1 if faults else 0)
