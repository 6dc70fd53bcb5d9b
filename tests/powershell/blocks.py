"""blocks.py FOLDER: writes each block of PowerShell in the documents to a file in FOLDER."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "documents"))

from pages import all_pages

for page in all_pages():
    for line, language, text in page.blocks:
        if language == "powershell":
            name = f"docs-{page.name.replace('/', '-')}-{line}.ps1"
            (pathlib.Path(sys.argv[1]) / name).write_text(text + "\n", encoding="utf-8")
