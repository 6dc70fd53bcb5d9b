"""file_version.py FILE: the file version in a PE's version resource; nothing, if it has none."""

import pathlib
import struct
import sys

SIGNATURE = struct.pack("<II", 0xFEEF04BD, 0x00010000)  # VS_FIXEDFILEINFO

data = pathlib.Path(sys.argv[1]).read_bytes()
place = data.find(SIGNATURE) if data.startswith(b"MZ") else -1
if place >= 0:
    high, low = struct.unpack_from("<II", data, place + 8)
    print(f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}")
