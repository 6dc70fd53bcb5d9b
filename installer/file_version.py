"""file_version.py FILE: the file version in a PE's version resource."""

import pathlib
import struct
import sys

SIGNATURE = struct.pack("<II", 0xFEEF04BD, 0x00010000)  # VS_FIXEDFILEINFO

data = pathlib.Path(sys.argv[1]).read_bytes()
if SIGNATURE not in data:
    sys.exit(f"file_version: '{sys.argv[1]}' has no version")
high, low = struct.unpack_from("<II", data, data.index(SIGNATURE) + 8)
print(f"{high >> 16}.{high & 0xFFFF}.{low >> 16}.{low & 0xFFFF}")
