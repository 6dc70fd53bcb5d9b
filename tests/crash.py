"""crash.py TRUSTMEND FIXTURES: the program is killed, and made to fail, wherever it changes something.

For each command that changes something, every system call that does so is found with strace. Then
the command runs once for each of them and is killed there, and once with an error that the call
may give: the errors take turns, or, with CRASH_ERRORS=all, each is tried everywhere. After each: nothing is lost, the next run finishes or takes back, and undo leads back to
where it began.
"""

import base64
import concurrent.futures
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

TRUSTMEND = os.path.abspath(sys.argv[1])
FIXTURES = os.path.abspath(sys.argv[2])
ROOT = os.path.join(FIXTURES, "certs/root.pem")

CHANGING = (
    "write pwrite64 writev pwritev ftruncate fallocate fsync fdatasync rename renameat renameat2 "
    "link linkat unlink unlinkat symlink symlinkat mkdir mkdirat rmdir chmod fchmod fchmodat chown "
    "fchown fchownat utimensat fsetxattr setxattr openat open creat"
).split()
ERRORS = ["EIO", "ENOSPC", "EACCES"]
JOBS = int(os.environ.get("CRASH_JOBS") or os.cpu_count())
EVERY_ERROR = os.environ.get("CRASH_ERRORS") == "all"
LONG_AGO = 1136214245
UNDO = ("undo", "--state", "state", "--since", "2000-01-01")
LOADED = {}

# Where nothing waits for a disk: what is made durable is the same, and in which order.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def run(folder, *arguments, strace=()):
    environment = dict(os.environ, LC_ALL="C")
    return subprocess.run(
        [*strace, TRUSTMEND, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )


def snapshot(folder):
    """Names, contents and time stamps of all files but those of the state folder."""
    found = {}
    for parent, folders, names in os.walk(folder):
        if parent == folder and "state" in folders:
            folders.remove("state")
        for name in names:
            path = os.path.join(parent, name)
            with open(path, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
            found[os.path.relpath(path, folder)] = (digest, os.stat(path).st_mtime_ns)
    return found


def history(folder):
    done = run(folder, "history", "--state", "state", "--format", "json")
    if done.returncode != 0:
        raise AssertionError(f"history fails: {done.stderr.decode()}")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return [line for line in lines if line["type"] == "change"]


def load(source):
    """A fixture, the same all the time."""
    if source not in LOADED:
        with open(os.path.join(FIXTURES, source), "rb") as file:
            LOADED[source] = file.read()
    return LOADED[source]


def copy(source, folder, name, age):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(load(source))
    os.utime(path, (LONG_AGO + age, LONG_AGO + age))


class TakenBack:
    """Before a scenario: it was carried out already, and is taken back."""

    def change(self, folder):
        done = run(folder, *super().command())
        assert done.returncode == 0, done.stderr

    def command(self):
        return UNDO


class Restore:
    """Files renamed to _invalid get their names back."""

    name = "restore"
    errors = ERRORS
    options = ("restore", "--state", "state", "--jobs", "1", "--anchors", ROOT)

    def prepare(self, folder):
        copy("pe/sha256.exe", folder, "files/a.dll_invalid", 1)
        copy("pe/sha256.exe", folder, "files/b.dll_Invalid", 2)
        copy("pe/sha1.exe", folder, "files/sub/c.dll_invalid", 3)

    def change(self, folder):
        """What was changed before already."""

    def seen(self, folder):
        """What is there, and must be again in the end."""
        return snapshot(folder)

    def command(self):
        return (*self.options, "files")

    def is_complete(self, folder):
        return not any("nvalid" in name for name in snapshot(folder))

    def lost(self, before, after):
        """What cannot be: that something is gone, or doubled, or has other contents or times."""
        if sorted(before.values()) != sorted(after.values()):
            return "files are lost or doubled, or have other contents or time stamps"
        return None


class Park(Restore):
    """The same where the names are taken."""

    name = "restore --park"

    def prepare(self, folder):
        copy("pe/sha256.exe", folder, "files/same.dll_invalid", 1)
        copy("pe/sha256.exe", folder, "files/same.dll", 2)
        copy("pe/sha256.exe", folder, "files/text.dll_invalid", 3)
        copy("certs/root.pem", folder, "files/text.dll", 4)

    def command(self):
        return (*self.options, "--park", "files")

    def is_complete(self, folder):
        return not any(name.endswith("nvalid") for name in snapshot(folder))


class Undo(TakenBack, Restore):
    """What was restored is renamed again."""

    name = "undo"

    def is_complete(self, folder):
        return all("nvalid" in name for name in snapshot(folder))


class UndoPark(TakenBack, Park):
    """What was parked gets its name back."""

    name = "undo of --park"

    def is_complete(self, folder):
        return not any("parked" in name for name in snapshot(folder))


INI = "server/ofcscan.ini"
LINES = [
    b"[INI_SERVER_SECTION]\r\nCheckDigitalSignatureForHotfix = 1\r\nUninstall_Pwd=!CRYPT!00\r\n",
    b"[Global Setting]\r\na=b",
]
RELAXED_LINES = [
    LINES[0].replace(b"Hotfix = 1", b"Hotfix = 0"),
    LINES[1] + b"\r\nCheckDigitalSignatureForUpgrade=0",
]


class Relax(Restore):
    """Two lines of an INI file are changed, one after the other."""

    name = "checks relax"
    options = ("checks", "relax", "--reason", "why", "--ini", INI, "--state", "state")

    def prepare(self, folder):
        copy("certs/root.pem", folder, "server/other.ini", 1)
        with open(os.path.join(folder, INI), "wb") as file:
            file.write(b"".join(LINES))
        os.chmod(os.path.join(folder, INI), 0o640)

    def command(self):
        return self.options

    def seen(self, folder):
        """An INI file that was written to has a new time, but the rights that it had."""
        found = snapshot(folder)
        for name in found:
            if name.startswith(INI):
                mode = os.stat(os.path.join(folder, name)).st_mode & 0o7777
                found[name] = (found[name][0], mode)
        return found

    def holds(self, folder, lines):
        with open(os.path.join(folder, INI), "rb") as file:
            return file.read() == b"".join(lines) and len(snapshot(folder)) == 2

    def is_complete(self, folder):
        return self.holds(folder, RELAXED_LINES)

    def lost(self, before, after):
        wholes = [
            hashlib.sha256(first + second).hexdigest()
            for first in (LINES[0], RELAXED_LINES[0])
            for second in (LINES[1], RELAXED_LINES[1])
        ]
        if INI not in after or after[INI][0] not in wholes or after[INI][1] != before[INI][1]:
            return "the INI file is neither as it was nor as it is to be"
        if after.get("server/other.ini") != before["server/other.ini"]:
            return "another file was changed"
        return None


class Enforce(Relax):
    """What was relaxed becomes what it was."""

    name = "checks enforce"

    def change(self, folder):
        done = run(folder, *self.options)
        assert done.returncode == 0, done.stderr

    def command(self):
        return ("checks", "enforce", "--ini", INI, "--state", "state")

    def is_complete(self, folder):
        return self.holds(folder, LINES)


class UndoRelax(Enforce):
    """The same, as the history knows it."""

    name = "undo of checks relax"

    def command(self):
        return UNDO


class Import(Restore):
    """Certificates go into a store that is a folder: a root, and an intermediate."""

    name = "import"
    stores = {"root": "Root", "ca": "CA"}

    def prepare(self, folder):
        for age, name in enumerate(self.stores):
            copy(f"certs/{name}.pem", folder, f"brought/{name}.pem", age)
        copy("certs/ecc-root.pem", folder, "store/Root/mine.pem", 9)

    def command(self):
        return (
            *("import", "--unpinned", "--yes", "--state", "state", "--store", "store"),
            *("--from", "brought", "--at", "2027-06-01"),
            *(self.thumbprint(name) for name in self.stores),
        )

    @staticmethod
    def thumbprint(name):
        text = load(f"certs/{name}.pem").decode().split("-----")[2]
        return hashlib.sha1(base64.b64decode(text)).hexdigest()

    def installed(self):
        """The files that there are in the end, with what is in them."""
        return {
            f"store/{store}/{self.thumbprint(name)}.pem": hashlib.sha256(
                load(f"certs/{name}.pem")
            ).hexdigest()
            for name, store in self.stores.items()
        }

    def is_complete(self, folder):
        return self.installed().keys() <= snapshot(folder).keys()

    def lost(self, before, after):
        whole = self.installed()
        for name, (digest, _) in after.items():
            if name not in before and whole.get(name) != digest:
                return f"'{name}' is in the store, and should not be"
        if any(after.get(name) != was for name, was in before.items()):
            return "what was there before is not as it was"
        return None


class UndoImport(TakenBack, Import):
    """What was installed is taken out."""

    name = "undo of import"

    def is_complete(self, folder):
        return not self.installed().keys() & snapshot(folder).keys()


class Replace(Restore):
    """The agent's certificate becomes its server's."""

    name = "agent replace"
    errors = ERRORS[:1]  # each error was tried where a file is replaced before
    file = "agent/OfcNTCer.dat"

    def prepare(self, folder):
        copy("certs/root.pem", folder, "agent/ofcscan.ini", 1)
        copy("certs/ecc-root.pem", folder, self.file, 2)
        copy("certs/signer.pem", folder, "server.cer", 3)

    def command(self):
        return (
            *("agent", "replace", "--state", "state", "--installation", "agent"),
            *("--server-certificate", "server.cer", "--at", "2027-06-01"),
            *("--even-unfit", "--reason", "ticket 42"),
        )

    def replaced(self):
        text = load("certs/signer.pem").decode().split("-----")[2]
        return hashlib.sha256(base64.b64decode(text)).hexdigest()

    def digest(self, folder):
        return snapshot(folder).get(self.file, (None,))[0]

    def is_complete(self, folder):
        return self.digest(folder) == self.replaced()

    def lost(self, before, after):
        for name, was in before.items():
            if name != self.file and after.get(name) != was:
                return f"'{name}' was changed"
        now = after.get(self.file)
        if now != before.get(self.file) and (now is None or now[0] != self.replaced()):
            return "the agent's certificate is neither the old one nor the new one"
        return None


class UndoReplace(TakenBack, Replace):
    """It becomes what it was, with its time of modification."""

    name = "undo of agent replace"

    def is_complete(self, folder):
        return self.digest(folder) == hashlib.sha256(load("certs/ecc-root.pem")).hexdigest()


class Give(Replace):
    """An agent that has no certificate gets one."""

    name = "agent replace where there is none"

    def prepare(self, folder):
        super().prepare(folder)
        os.unlink(os.path.join(folder, self.file))


class UndoGive(TakenBack, Give):
    """It is taken away again."""

    name = "undo of the same"

    def is_complete(self, folder):
        return self.digest(folder) is None


SCENARIOS = [
    Restore(),
    Park(),
    Undo(),
    UndoPark(),
    Relax(),
    Enforce(),
    UndoRelax(),
    Import(),
    UndoImport(),
    Replace(),
    UndoReplace(),
    Give(),
    UndoGive(),
]


def prepared(scenario):
    """A fresh folder, and what it held to begin with."""
    folder = tempfile.mkdtemp(prefix="crash-", dir=MEMORY)
    scenario.prepare(folder)
    origin = scenario.seen(folder)
    scenario.change(folder)
    return folder, origin


def points_of(scenario):
    """Each system call that changes something: its name and its number among those of that name."""
    folder, _ = prepared(scenario)
    log = os.path.join(folder, "strace.log")
    done = run(
        folder,
        *scenario.command(),
        strace=("strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(CHANGING)),
    )
    if done.returncode not in (0, 1):
        raise AssertionError(f"{scenario.name} fails under strace: {done.stderr.decode()}")
    points = []
    counts = {}
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            match = re.match(r"\d+ +(\w+)\(", line)
            if not match:
                continue
            call = match[1]
            counts[call] = counts.get(call, 0) + 1
            if call in ("open", "openat") and not re.search(r"O_(CREAT|WRONLY|RDWR|TRUNC)", line):
                continue
            points.append((call, counts[call]))
    shutil.rmtree(folder)
    return points


def try_point(scenario, call, number, fault):
    """One run that is killed, or fails, at a point. Returns what is wrong afterwards, or None."""
    folder, origin = prepared(scenario)
    try:
        inject = f"inject={call}:{'signal=KILL' if fault == 'KILL' else 'error=' + fault}:when={number}"
        done = run(
            folder,
            *scenario.command(),
            strace=("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + call, "-e", inject),
        )
        return judge(scenario, folder, origin, done, fault)
    except (AssertionError, subprocess.TimeoutExpired) as failure:
        return str(failure)
    finally:
        shutil.rmtree(folder)


def judge(scenario, folder, origin, done, fault):
    wrong = scenario.lost(origin, scenario.seen(folder))
    if wrong:
        return wrong
    if fault != "KILL":
        if done.returncode not in (0, 1, 3):
            return f"exit code {done.returncode}: {done.stderr.decode()}"
        if any(not line.startswith(b"trustmend: ") for line in done.stderr.splitlines()):
            return f"complains in other words: {done.stderr.decode()}"
        if done.returncode == 0 and not scenario.is_complete(folder):
            return "says that all is done, and it is not"

    # The next run finishes what is left, whatever the first one left.
    again = run(folder, *scenario.command())
    if again.returncode not in (0, 1):
        return f"the next run fails: {again.stderr.decode()}"
    wrong = scenario.lost(origin, scenario.seen(folder))
    if wrong:
        return "after the next run " + wrong
    if not scenario.is_complete(folder):
        return f"the next run leaves something: {again.stdout.decode()}{again.stderr.decode()}"
    for change in history(folder):
        if change["state"] in ("open", "unclear"):
            return f"change {change['id']} is {change['state']}: {change['note']}"
    # The journal knows each change that was made, and none that was not.
    undone = run(folder, *UNDO)
    if undone.returncode not in (0, 1):
        return f"undo fails: {undone.stderr.decode()}"
    if scenario.seen(folder) != origin:
        return f"undo does not lead back: {scenario.seen(folder)}"
    return None


def errors_for(scenario, turn):
    if EVERY_ERROR:
        return scenario.errors
    return [scenario.errors[turn % len(scenario.errors)]]


def main():
    tried = failed = 0
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        for scenario in SCENARIOS:
            points = points_of(scenario)
            attempts = [
                (call, number, fault)
                for turn, (call, number) in enumerate(points)
                for fault in ["KILL", *errors_for(scenario, turn)]
            ]
            results = pool.map(lambda at, by=scenario: try_point(by, *at), attempts)
            for (call, number, fault), wrong in zip(attempts, results):
                tried += 1
                if wrong:
                    failed += 1
                    print(f"  FAILED: {scenario.name}, {fault} at {call} {number}: {wrong}")
            print(f"  {scenario.name}: {len(points)} points, {len(attempts)} runs", flush=True)
    print(f"  {tried} points tried")
    if tried < 200:
        print("  FAILED: fewer than 200 points")
        failed += 1
    print(f"crash: {tried - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
