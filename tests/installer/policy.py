"""policy.py FOLDER CLASS: the policy names the snap-in by its class, and all of its words.

Each language has each word, and no other; the key is the one that the console looks at.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as xml

SPACE = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"
LANGUAGES = {"en-US", "de-DE", "ja-JP"}

folder, snapin = pathlib.Path(sys.argv[1]), sys.argv[2]
faults = []

definitions = xml.parse(folder / "trustmend.admx").getroot()
policies = definitions.findall(f"{SPACE}policies/{SPACE}policy")
keys = {policy.get("key") for policy in policies}
if keys != {rf"Software\Policies\Microsoft\MMC\{snapin}"}:
    faults.append(f"the key is {keys}, and the snap-in {snapin}")
for policy in policies:
    values = [
        policy.find(f"{SPACE}{name}/{SPACE}decimal").get("value")
        for name in ("enabledValue", "disabledValue")
    ]
    if policy.get("valueName") != "Restrict_Run" or values != ["0", "1"]:
        faults.append(f"{policy.get('name')} does not set Restrict_Run")

used = set(re.findall(r"\$\(string\.(\w+)\)", (folder / "trustmend.admx").read_text("utf-8")))
tables = {path.parent.name: path for path in folder.glob("*/trustmend.adml")}
if set(tables) != LANGUAGES:
    faults.append(f"the languages are {sorted(tables)}")
texts = {}
for language, path in tables.items():
    strings = xml.parse(path).getroot().iter(f"{SPACE}string")
    texts[language] = {string.get("id"): string.text for string in strings}
    if set(texts[language]) != used:
        faults.append(f"{language}: {sorted(set(texts[language]) ^ used)}")
if len({words["Snapin_Help"] for words in texts.values()}) != len(texts):
    faults.append("two languages say the same")

for fault in faults:
    print(f"policy: {fault}", file=sys.stderr)
sys.exit(bool(faults))
