"""race.py TRUSTMEND FIXTURES SECONDS: files are restored while others swap them.

Two processes swap files, links, folders and targets under a folder of 1,000 renamed files, while
they are restored and renamed back all the time. Whatever the order of events: nothing outside the
folder changes, nothing that was not judged gets a good name, nothing is overwritten or lost.
"""

import collections
import ctypes
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TRUSTMEND = os.path.abspath(sys.argv[1])
FIXTURES = os.path.abspath(sys.argv[2])
SECONDS = float(sys.argv[3])

FILES = 1000
FOLDERS = 10
LIBC = ctypes.CDLL(None, use_errno=True)


def read(path):
    with open(path, "rb") as file:
        return file.read()


GOOD = read(os.path.join(FIXTURES, "pe/sha256.exe"))
EVIL = GOOD[:-1] + bytes([GOOD[-1] ^ 1])  # whose signature is not read to its last byte
EVIL = EVIL[:600] + b"evil" + EVIL[604:]


def move(source, target, source_folder=-100, target_folder=-100):
    """Rename, but never replace. False if that is not possible."""
    names = (os.fsencode(source), os.fsencode(target))
    return LIBC.renameat2(source_folder, names[0], target_folder, names[1], 1) == 0


def write_new(path, content, folder=None):
    """Write a file that is not there yet. False if it is."""
    try:
        target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644, dir_fd=folder)
    except OSError:
        return False
    with open(target, "wb") as file:
        file.write(content)
    return True


class Attacker:
    """Does one thing after the other. What it takes away it puts back, and it never replaces.

    It holds the folders open, so that it stays in them whatever becomes of their names.
    """

    def __init__(self, base, seed):
        self.base = base
        self.chance = random.Random(seed)
        self.seed = seed
        self.made = 0
        self.folders = [os.open(f"{base}/demo/f{n}", os.O_DIRECTORY) for n in range(FOLDERS)]
        self.bin = os.open(f"{base}/bin", os.O_DIRECTORY)
        self.log = open(f"{base}/targets-{seed}", "ab", buffering=0)

    def victim(self):
        folder = self.chance.choice(self.folders)
        return folder, f"x{self.chance.randrange(FILES // FOLDERS)}.dll"

    def next_name(self):
        self.made += 1
        return f"{self.seed}-{self.made}"

    def read(self, folder, name):
        """Contents; None for a link, or nothing."""
        try:
            with open(os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=folder), "rb") as file:
                return file.read()
        except OSError:
            return None

    def swap_file(self):
        folder, name = self.victim()
        name += "_invalid"
        stash = name + ".stash"
        if move(name, stash, folder, folder):
            new = self.next_name()
            write_new(new, EVIL, folder)
            if not move(new, name, folder, folder):
                move(new, new, folder, self.bin)
            time.sleep(self.chance.random() / 500)
            self.put_back(folder, name, stash)

    def swap_link(self):
        folder, name = self.victim()
        name += "_invalid"
        stash = name + ".stash"
        if move(name, stash, folder, folder):
            try:
                os.symlink(f"{self.base}/outside/y.dll_invalid", name, dir_fd=folder)
            except OSError:
                pass
            time.sleep(self.chance.random() / 500)
            self.put_back(folder, name, stash)

    def put_back(self, folder, name, stash):
        """Take away what was put there, if it is there yet, and put back what was."""
        for _ in range(100):
            if move(stash, name, folder, folder):
                return
            if self.read(folder, name) != GOOD:
                move(name, self.next_name(), folder, self.bin)
        # Something good is there: keep both, and let the stash be found as one more.
        move(stash, f"{stash}-{self.next_name()}_invalid", folder, folder)

    def swap_folder(self):
        folder = f"{self.base}/demo/f{self.chance.randrange(FOLDERS)}"
        if move(folder, folder + ".stash"):
            os.symlink(f"{self.base}/outside", folder)
            time.sleep(self.chance.random() / 200)
            os.unlink(folder)
            move(folder + ".stash", folder)

    def make_target(self):
        folder, name = self.victim()
        content = f"target {self.next_name()}".encode()
        if write_new(name, content, folder):
            self.log.write(content + b"\n")

    def move_target(self):
        """What was made so goes again, or no file could be restored in the end."""
        folder, name = self.victim()
        if (self.read(folder, name) or b"").startswith(b"target"):
            move(name, self.next_name(), folder, self.bin)

    def run(self):
        acts = [self.swap_file] * 4 + [self.swap_link] * 3 + [self.make_target]
        acts += [self.move_target] * 2
        count = 0
        while True:
            count += 1
            if self.seed == 1 and count % 50 == 0:
                self.swap_folder()
            else:
                self.chance.choice(acts)()


def start_attacker(base, seed):
    pid = os.fork()
    if pid == 0:
        try:
            Attacker(base, seed).run()
        finally:
            os._exit(1)
    return pid


def contents(folder):
    found = collections.Counter()
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            if not os.path.islink(path):
                found[read(path)] += 1
    return found


def state_of(folder):
    found = {}
    for parent, folders, names in os.walk(folder):
        for name in names + folders:
            path = os.path.join(parent, name)
            now = os.lstat(path)
            found[path] = (now.st_ino, now.st_size, now.st_mtime_ns, now.st_mode)
    return found


def evil_under_good_names(folder):
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            is_good_name = name.startswith("x") and name.endswith(".dll")
            if is_good_name and (os.path.islink(path) or read(path) == EVIL):
                yield path


def make(base):
    for folder in ("outside", "demo", "bin"):
        os.mkdir(f"{base}/{folder}")
    for number in range(FOLDERS):
        os.mkdir(f"{base}/demo/f{number}")
        for index in range(FILES // FOLDERS):
            write_new(f"{base}/demo/f{number}/x{index}.dll_invalid", GOOD)
            write_new(f"{base}/outside/x{index}.dll_invalid", GOOD)
    write_new(f"{base}/outside/y.dll_invalid", GOOD)


def run(base, *arguments):
    return subprocess.run(
        [TRUSTMEND, *arguments, "--state", "state"],
        cwd=base,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=600,
        check=False,
    )


class Race:
    def __init__(self, base):
        self.base = base
        self.failed = 0
        self.restored = 0

    def fail(self, what):
        self.failed += 1
        if self.failed <= 20:
            print(f"  FAILED: {what}", flush=True)

    def check(self, what, condition):
        if not condition:
            self.fail(what)

    def cycle(self, attackers, outside):
        done = run(
            self.base, "restore", "--anchors", f"{FIXTURES}/certs/root.pem", "--yes", "demo"
        )
        self.check(f"restore: {done.returncode} {done.stderr[-200:]}", done.returncode in (0, 1, 3))
        self.restored += done.stdout.count(b"\nrestored") + done.stdout.startswith(b"restored")
        for pid in attackers:
            os.kill(pid, signal.SIGSTOP)
            os.waitpid(pid, os.WUNTRACED)
        for path in evil_under_good_names(f"{self.base}/demo"):
            self.fail(f"'{path}' was never judged, and has a good name")
        self.check("something outside changed", state_of(f"{self.base}/outside") == outside)
        for pid in attackers:
            os.kill(pid, signal.SIGCONT)
        done = run(self.base, "undo", "--since", "2000-01-01")
        self.check(f"undo: {done.returncode} {done.stderr[-200:]}", done.returncode in (0, 1, 3))
        self.check("something outside changed", state_of(f"{self.base}/outside") == outside)

    def settle(self):
        """What is left when all is quiet: nothing is missing."""
        found = contents(f"{self.base}/demo") + contents(f"{self.base}/bin")
        self.check(f"{found[GOOD]} good files are left of {FILES}", found[GOOD] == FILES)
        for seed in (1, 2):
            targets = read(f"{self.base}/targets-{seed}").splitlines()
            lost = [target for target in targets if found[target] != 1]
            self.check(f"{len(lost)} of {len(targets)} targets were overwritten", not lost)
            print(f"  {len(targets)} targets stood in the way")


def main():
    base = tempfile.mkdtemp(prefix="race-")
    race = Race(base)
    cycles = 0
    attackers = []
    try:
        make(base)
        outside = state_of(f"{base}/outside")
        attackers = [start_attacker(base, seed) for seed in (1, 2)]
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and race.failed == 0:
            race.cycle(attackers, outside)
            cycles += 1
    finally:
        for pid in attackers:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    race.settle()
    shutil.rmtree(base)
    print(f"  {cycles} times restored and taken back, {race.restored} files in all")
    race.check("nothing was restored at all", race.restored > 0)
    print(f"race: {1 if race.failed == 0 else 0} passed, {race.failed} failed, 0 skipped")
    return 1 if race.failed else 0


if __name__ == "__main__":
    sys.exit(main())
