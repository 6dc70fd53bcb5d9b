"""summary.py MSI NAMESPACE SECONDS: what differs between two builds becomes what does not.

The summary information of a package says when it was made, and by which number it is to be known.
The times become the given one, the number one that follows from all other bytes of the package, so
that packages have the same if they are the same.
"""

import hashlib
import pathlib
import struct
import sys
import uuid

SUMMARY = uuid.UUID("f29f85e0-4ff9-1068-ab91-08002b27b3d9").bytes_le
NUMBER, CREATED, SAVED = 9, 12, 13
TEXT, TIME = 30, 64
NUMBER_SIZE = 38
SECONDS_TO_1970 = 11644473600


def properties(data):
    """The number and the place of each property's type, in the one property set there is."""
    if data.count(SUMMARY) != 1:
        sys.exit("summary: the package has no summary information, or several")
    header = data.index(SUMMARY) + len(SUMMARY)
    # The stream begins 28 bytes before its first section's number.
    section = header - 44 + struct.unpack_from("<I", data, header)[0]
    count = struct.unpack_from("<I", data, section + 4)[0]
    for index in range(count):
        number, offset = struct.unpack_from("<II", data, section + 8 + 8 * index)
        yield number, section + offset


def main():
    path = pathlib.Path(sys.argv[1])
    data = bytearray(path.read_bytes())
    places = dict(properties(data))
    for number in (CREATED, SAVED):
        place = places[number]
        if struct.unpack_from("<I", data, place)[0] != TIME:
            sys.exit("summary: a time is none")
        moment = (int(sys.argv[3]) + SECONDS_TO_1970) * 10_000_000
        struct.pack_into("<Q", data, place + 4, moment)
    place = places[NUMBER] + 8
    if struct.unpack_from("<I", data, places[NUMBER])[0] != TEXT or data[place : place + 1] != b"{":
        sys.exit("summary: the number is none")
    data[place : place + NUMBER_SIZE] = bytes(NUMBER_SIZE)
    digest = hashlib.sha256(data).hexdigest()
    number = f"{{{uuid.uuid5(uuid.UUID(sys.argv[2]), digest)}}}".upper()
    data[place : place + NUMBER_SIZE] = number.encode("ascii")
    path.write_bytes(data)


main()
