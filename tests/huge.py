"""Makes an image of 4 GiB that is nearly all hole, with the signature of a small one.

usage: huge.py SIGNED OUT; it takes no room on a disk, and is read to its end to be judged.
"""

import struct
import sys

SIZE = (4 << 30) - 8

with open(sys.argv[1], "rb") as file:
    image = bytearray(file.read())
directory = struct.unpack_from("<I", image, 0x3c)[0] + 24 + 144
begin, size = struct.unpack_from("<II", image, directory)
table = image[begin:begin + size]
struct.pack_into("<II", image, directory, SIZE, size)
with open(sys.argv[2], "wb") as file:
    file.write(image[:begin])
    file.seek(SIZE)
    file.write(table)
