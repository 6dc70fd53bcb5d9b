"""Times whole commands in turn, A B A B, and prints median wall time, peak memory and A's ratio.

usage: measure.py ROUNDS NAME COMMAND [NAME COMMAND]...; a COMMAND is one string for sh.
The first one is A; each other one gets the line "A/NAME" with the median of the rounds' ratios.
"""

import os
import statistics
import sys
import time


def run(command):
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(null, stream)
        os.execvp("sh", ["sh", "-c", "exec " + command])
    _, status, usage = os.wait4(child, 0)
    return time.monotonic() - begin, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def main():
    rounds = int(sys.argv[1])
    names = sys.argv[2::2]
    commands = sys.argv[3::2]
    walls = {name: [] for name in names}
    peaks = dict.fromkeys(names, 0.0)
    codes = {}
    for _ in range(rounds):
        for name, command in zip(names, commands):
            wall, peak, code = run(command)
            walls[name].append(wall)
            peaks[name] = max(peaks[name], peak)
            codes[name] = code
    for name in names:
        print(f"  {name:<42} {statistics.median(walls[name]) * 1000:9.1f} ms"
              f" {peaks[name]:8.1f} MiB   exit {codes[name]}")
    first = names[0]
    for name in names[1:]:
        ratios = [a / b for a, b in zip(walls[first], walls[name])]
        print(f"    {first} / {name}: {statistics.median(ratios):.3f}")


main()
