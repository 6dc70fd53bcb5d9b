"""actions.py CLASS STATE FOLDER HOST...: every action of every node, on the demonstration machine.

Files are written into FOLDER. HOST is the command that starts the strict console, which is driven line by line. After each
action the rows are as it says, and after taking it back they are what they were.
"""

import hashlib
import json
import os
import pathlib
import subprocess
import sys
import threading
import time

PATIENCE = 60  # seconds
STORE = 1034  # numbers of controls
FILE_NAME = 1148
PICTURES = os.environ.get("PICTURES")  # a command that takes one, for those who want to look


class Broken(Exception):
    pass


class Console:
    """The host, and what it has said to the last line."""

    def __init__(self, command):
        self.host = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.line = 0
        self.opened = []  # lines whose dialog is still up
        self.summary = None
        self.said = None

    def say(self, text):
        self.line += 1
        self.said = text
        self.host.stdin.write((text + "\n").encode())
        self.host.stdin.flush()

    def hear(self):
        """All objects until this line, and those that it let end, are done."""
        said = []
        timer = threading.Timer(PATIENCE, self.host.kill)
        timer.start()
        try:
            for text in self.host.stdout:
                try:
                    one = json.loads(text)
                except ValueError as broken:
                    raise Broken(f"no JSON: {text!r}") from broken
                if one["type"] == "error":
                    raise Broken(f"line {one['line']}, {self.said}: {one['text']}")
                if one["type"] == "breach" and one.get("outcome") != "note":
                    print(f"breach: {json.dumps(one)[:400]}")
                if one["type"] == "done" and one["line"] in self.opened:
                    self.opened.remove(one["line"])
                elif one["type"] == "done" and one["line"] == self.line:
                    return said
                else:
                    said.append(one)
        finally:
            timer.cancel()
        raise Broken(f"the console ended at line {self.line}")

    def do(self, text):
        self.say(text)
        return self.hear()

    def open(self, text):
        """A command that keeps the console waiting until its dialog is closed."""
        self.say(text)
        self.opened.append(self.line)

    def finish(self):
        """Until what keeps the console waiting has come to its end."""
        for _ in range(200):
            if not self.opened:
                return
            self.do("wait 100")
        raise Broken("a command does not come to its end")

    def dialog(self, button=""):
        found = [one for one in self.do(f'dialog "{button}"' if button else "dialog") if one["type"] == "dialog"][-1]
        for control in found["controls"]:
            if control.get("fits") is False:
                fail(f"'{control['text']}' has no room in '{found['title']}'")
        return found

    def close(self):
        self.host.stdin.close()
        for text in self.host.stdout:
            one = json.loads(text)
            if one["type"] == "summary":
                self.summary = one
        return self.host.wait()


counts = {"passed": 0, "failed": 0}


def fail(text):
    counts["failed"] += 1
    print(f"FAILED: {text}")


def check(holds, text):
    if holds:
        counts["passed"] += 1
    else:
        fail(text)


def picture(name):
    if PICTURES:
        subprocess.run([PICTURES, name], check=False)


def show(console, node):
    console.do(f'select "Trustmend/{node}"')
    console.do("wait status Rows: 30000")


def rows(console):
    return [one["cells"] for one in console.do("rows") if one["type"] == "row"]


def words(console):
    return [one["word"] for one in console.do("menu") if one["type"] == "item" and one["enabled"]]


def list_of(dialog):
    return next(one["rows"] for one in dialog["controls"] if one["class"] == "SysListView32")


def change(console, word, button, reason=None):
    """Plan, agree, and look at what became of it. Gives what is done to what, before and after."""
    console.open(f"command {word}")
    if reason:
        check(not is_enabled(console.dialog("Cancel"), button), f"{word} needs a reason")
        console.do(f'type 1002 "{reason}"')
    planned = console.dialog(button)
    picture(f"plan-{word}")
    console.do(f'press "{button}"')
    check(has_focus(console.dialog()), f"{word}: the keyboard still reaches the dialog")
    done = console.dialog("Close")
    picture(f"done-{word}")
    console.do("press Close")
    console.do("wait status Rows: 30000")
    return [row[0] for row in list_of(planned)], [row[0] for row in list_of(done)]


def has_focus(dialog, kind=None):
    """Whether a part of it has the focus that can be used, of this kind."""
    return any(
        one.get("focus") and one["enabled"] and one["class"] == (kind or one["class"]) for one in dialog["controls"]
    )


def is_enabled(dialog, text):
    return any(
        one["enabled"]
        for one in dialog["controls"]
        if one["class"] == "Button" and one["text"].replace("&", "") == text
    )


def take_back(console, node, before, is_all=False):
    """What was done last, from History; the node shows then what it showed before."""
    show(console, "History")
    if is_all:
        console.do("select-rows all")
    change(console, "Trustmend.Undo" if is_all else "Trustmend.UndoLast", "Take back")
    show(console, node)
    check(rows(console) == before, f"{node} is what it was")


def install(console):
    node = "Required certificates"
    show(console, node)
    before = rows(console)
    console.do("select-rows all")
    check("Trustmend.Install" in words(console), "missing certificates can be installed")
    planned, done = change(console, "Trustmend.Install", "Install")
    check(planned and "Install" in planned, f"the plan installs: {planned}")
    check(done.count("Installed") == planned.count("Install"), f"all are installed: {done}")
    check(rows(console) != before, "the list shows it")
    take_back(console, node, before)


def restore(console):
    node = "Renamed files"
    show(console, node)
    before = rows(console)
    for word, planned_as, reason in (
        ("Trustmend.Restore", "Restore", None),
        ("Trustmend.Park", "Take the name back", None),
        ("Trustmend.RestoreUnsigned", "Restore", "it is known"),
    ):
        console.do("select-rows all")
        planned, done = change(console, word, "Restore", reason)
        check(planned == [planned_as], f"{word} plans: {planned}")
        check(done == ["Restored"], f"{word} did: {done}")
    check(rows(console) != before, "the list shows it")
    take_back(console, node, before, is_all=True)


def switch(console):
    node = "Signature checks"
    show(console, node)
    before = rows(console)
    planned, done = change(console, "Trustmend.EnforceChecks", "Switch on")
    check("Switch on" in planned and "Done" in done, f"enforce: {planned} {done}")
    check(rows(console) != before, "the list shows that checks are enforced")
    planned, done = change(console, "Trustmend.RelaxChecks", "Switch off", "production is down")
    check("Switch off" in planned and "Done" in done, f"relax: {planned} {done}")
    take_back(console, node, before, is_all=True)


def replace(console):
    node = "Agent certificate"
    show(console, node)
    before = rows(console)
    for index in range(len(before)):
        console.do(f"select-rows {index}")
        if "Trustmend.ReplaceAgentCertificate" in words(console):
            break
    else:
        fail("no agent's certificate can be replaced")
        return
    planned, done = change(console, "Trustmend.ReplaceAgentCertificate", "Replace")
    check(planned == ["Replace"] and done == ["Replaced"], f"replace: {planned} {done}")
    take_back(console, node, before)


def mend(console):
    node = "Overview"
    show(console, node)
    before = rows(console)
    planned, done = change(console, "Trustmend.Mend", "Mend")
    check(planned.count("Mend") > 3 and done.count("Done") > 3, f"mend: {planned} {done}")
    check(len(rows(console)) < len(before), "what was mended is gone")
    take_back(console, node, before, is_all=True)


def cancel(console):
    """A plan that is not agreed to changes nothing."""
    show(console, "Renamed files")
    before = rows(console)
    console.open("command Trustmend.RestoreAll")
    console.dialog("Restore")
    console.do("press Cancel")
    check(rows(console) == before, "nothing was changed")
    show(console, "Required certificates")
    console.open("command Trustmend.InstallMissing")
    console.do("press Cancel")  # while it is still being planned
    check(rows(console), "and nothing is lost")


def look_around(console):
    show(console, "Required certificates")
    count = len(rows(console))
    console.do("command Trustmend.ShowFaults")
    check(0 < len(rows(console)) < count, "only what needs attention")
    console.do("command Trustmend.ShowAll")
    check(len(rows(console)) == count, "all again")
    console.open("command Trustmend.Find")
    console.dialog()
    picture("find")
    console.do("type 1001 utn-userfirst")
    console.do('press "Find next"')
    found = [one for one in console.do("rows") if one["type"] == "row" and one["selected"]]
    check(len(found) == 1 and "UTN-USERFirst" in found[0]["cells"][0], f"found: {found}")
    console.do("select-rows none")  # the menu of the list, and not of a row
    console.do("command Trustmend.FindNext")
    check(
        [one["cells"] for one in console.do("rows") if one.get("selected")] == [found[0]["cells"]],
        "the only one is found again",
    )
    show(console, "Overview")
    console.do("refresh")
    console.do("command Trustmend.Stop")
    console.do("wait status Stopped 30000")
    console.do("refresh")
    console.do("wait status Rows: 30000")
    console.do("select-rows 0")
    console.do("command Trustmend.CopyCommand")


def has_edit(dialog, number):
    return any(one["id"] == number and one["class"] == "Edit" for one in dialog["controls"])


def look_elsewhere(console):
    """What is looked at can be changed, and is read then."""
    show(console, "Required certificates")
    before = rows(console)
    console.do('select "Trustmend"')
    console.open("command Trustmend.Target")
    dialog = console.dialog("OK")
    picture("target")
    check(sum(one["class"] == "Edit" for one in dialog["controls"]) == 7, "seven things to say")
    store = next(one["text"] for one in dialog["controls"] if one["id"] == STORE)
    console.do(f"type {STORE} stores")
    console.do("press OK")
    time.sleep(1)
    if not has_edit(console.dialog(), STORE):
        console.do("press OK")  # the message
        time.sleep(1)
    check(has_edit(console.dialog(), STORE), "a path that is not whole is refused")
    console.do(f'type {STORE} "{store}\\Root"')
    console.do("press OK")
    show(console, "Required certificates")
    check(rows(console) != before, "another folder of certificates is looked at")
    console.do('select "Trustmend"')
    console.open("command Trustmend.Target")
    console.dialog("OK")
    console.do(f'type {STORE} "{store}"')
    console.do("press OK")
    show(console, "Required certificates")
    check(rows(console) == before, "and the first one again")


def name_file(console, word, path):
    """Windows' own dialog asks for a file."""
    console.open(f"command {word}")
    console.do("wait 500")
    console.do(f'type {FILE_NAME} "Z:{path}"'.replace("/", "\\"))
    console.do("press 1")
    time.sleep(1)  # the next line would be run inside of a dialog that is about to go


def write_files(console, folder):
    show(console, "Installed roots")
    console.do("select-rows 0")
    name_file(console, "Trustmend.ExportCertificate", folder / "root.cer")
    console.finish()
    cells = rows(console)[0]
    written = folder / "root.cer"
    check(written.exists() and hashlib.sha1(written.read_bytes()).hexdigest() in cells, "exported")
    console.open("command Trustmend.ViewCertificate")
    console.do("press OK")
    console.do("select-rows none")
    console.do('select "Trustmend/Installed roots"')
    name_file(console, "Trustmend.Report", folder / "report.html")
    console.finish()
    report = folder / "report.html"
    check(report.exists() and b"<html" in report.read_bytes()[:200], "a report is written")
    show(console, "Mismatched agents")
    name_file(console, "Trustmend.WriteTransfer", folder / "agents.cmd")
    console.do("press OK")  # this server does not say all of its ports
    console.finish()
    check(not (folder / "agents.cmd").exists(), "no file is written without the server's ports")
    (folder / "agents.csv").write_text("Computer,IP Address,Version\nPC-9,192.0.2.9,14.0.1\n")
    name_file(console, "Trustmend.OpenList", folder / "agents.csv")
    console.finish()
    console.do("wait status Rows: 30000")
    console.do("wait rows 1 30000")
    check([row[0] for row in rows(console)] == ["PC-9"], f"another list is open: {rows(console)}")


def sheets(console):
    return next(one["count"] for one in console.do("sheets") if one["type"] == "sheets")


def leave_by_keyboard(console):
    """Tab leads from a page to the sheet's own buttons, and Esc closes the sheet from the page."""
    show(console, "Overview")
    console.do("activate 0")
    for _ in range(8):
        if has_focus(console.dialog("OK"), "Button"):
            break
        console.do("key tab")
    check(has_focus(console.dialog(), "Button"), "Tab leads to the buttons of the sheet")
    console.do("close-sheets")
    console.do("activate 0")
    console.dialog("OK")
    console.do("key escape")
    console.do("wait 300")
    check(sheets(console) == 0, "Esc closes the sheet")


def properties(console, node):
    """Each page of each kind of row."""
    seen = set()
    show(console, node)
    listed = [one for one in console.do("rows") if one["type"] == "row"]
    for index, row in enumerate(listed):
        if row["image"] in seen:
            continue
        seen.add(row["image"])
        console.do(f"activate {index}")
        first = console.dialog("OK")
        check(len(first["controls"]) > 3, f"{node}, row {index} has pages")
        picture(f"page-{node}-{index}-0")
        for page in range(1, max(one.get("pages", 0) for one in first["controls"])):
            console.do(f"page {page}")
            console.dialog("OK")
            picture(f"page-{node}-{index}-{page}")
        console.do("close-sheets")


NODES = (
    "Overview",
    "Required certificates",
    "Installed roots",
    "Agent certificate",
    "Renamed files",
    "Signature checks",
    "Mismatched agents",
    "History",
)


def main():
    console = Console(sys.argv[4:])
    console.do(f'open {sys.argv[1]} "{sys.argv[2]}"')
    console.do("expand-all")
    try:
        for part in (install, restore, switch, replace, mend, cancel, look_around, look_elsewhere):
            part(console)
        for node in NODES:
            properties(console, node)
        leave_by_keyboard(console)
        write_files(console, pathlib.Path(sys.argv[3]))
        show(console, "Overview")
        console.do("activate 0")
        console.dialog("OK")
        console.do("remove Trustmend")  # with a sheet open
        console.do("close")
    except Broken as broken:
        fail(str(broken))
    code = console.close()
    check(code == 0, f"the console's exit code is {code}")
    check(console.summary and console.summary["failures"] == 0, f"breaches: {console.summary}")
    print(f"actions: {counts['passed']} passed, {counts['failed']} failed, 0 skipped")
    sys.exit(counts["failed"] > 0)


main()
