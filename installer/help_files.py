"""help_files.py FOLDER: the help's files as WiX source, one component to all of them.

FOLDER lies in the one that wixl works in, and has no folders of its own.
"""

import pathlib
import sys
from xml.sax.saxutils import quoteattr

folder = pathlib.Path(sys.argv[1])
print("<Include>")
print(f'  <Directory Id="help" Name={quoteattr(folder.name)}>')
print('    <Component Id="Help" Guid="8D8CCE79-419E-49C4-9559-61C3170C9F34" Win64="$(var.Win64)">')
for number, path in enumerate(sorted(folder.iterdir())):
    if not path.is_file():
        sys.exit(f"help_files: '{path}' is no file")
    key = ' KeyPath="yes"' if path.name == "index.html" else ""
    source = quoteattr(f"{folder.name}/{path.name}")
    print(f'      <File Id="help{number}" Name={quoteattr(path.name)} Source={source}{key}/>')
print("    </Component>")
print("  </Directory>")
print("</Include>")
