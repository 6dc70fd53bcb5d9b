"""Writes a list of agents such as CertificateManager.exe -l might write, whose layout is not published.

usage: agents.py ROWS OUT
"""

import random
import sys


def main():
    chance = random.Random(1)
    with open(sys.argv[2], "w", encoding="ascii", newline="") as out:
        out.write("Computer name,IP address,GUID,Version,Domain,Status\r\n")
        for number in range(int(sys.argv[1])):
            guid = f"{chance.getrandbits(128):032x}"
            out.write(
                f"PC-{number:06d},10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255},"
                f"{guid[:8]}-{guid[8:12]}-{guid[12:16]}-{guid[16:20]}-{guid[20:]},"
                f'14.0.{9000 + number % 900},"Default\\Sales, north",Offline\r\n'
            )


main()
