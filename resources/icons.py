#!/usr/bin/env python3
"""icons.py NAME FILE [SIZE]: draws an icon and writes it as a Windows .ico of several sizes,
or as a PNG of one size.

A shape is a test of points in a square from 0 to 1; a pixel's cover is the share of
points in it that pass. So every size is drawn sharply, and none is scaled.
"""

import math
import struct
import sys
import zlib

SIZES = (16, 20, 24, 28, 32, 36, 40, 48)  # small icons at 100 % to 300 %
FINENESS = 6  # points in a pixel, each way

WHITE = (255, 255, 255)
BLUE = (24, 101, 192)
GREEN = (30, 125, 60)
RED = (190, 40, 40)
AMBER = (200, 120, 0)
GREY = (110, 110, 110)
GOLD = (214, 158, 20)


def shield(x, y):
    """Straight shoulders, and sides that bend to a point below."""
    if not 0.03 <= y <= 0.98:
        return False
    half = 0.43 if y < 0.45 else 0.43 * math.sqrt(max(0.0, 1 - ((y - 0.45) / 0.53) ** 2))
    return abs(x - 0.5) <= half


def line(points, width):
    """The points that are near a line through the given ones."""

    def near(x, y):
        for (x1, y1), (x2, y2) in zip(points, points[1:]):
            dx, dy = x2 - x1, y2 - y1
            along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)
            along = min(1.0, max(0.0, along))
            if math.hypot(x - x1 - along * dx, y - y1 - along * dy) <= width / 2:
                return True
        return False

    return near


def arc(middle_x, middle_y, radius, width, first, last):
    """A part of a ring, from one angle to another, in degrees."""

    def inside(x, y):
        dx, dy = x - middle_x, y - middle_y
        angle = math.degrees(math.atan2(dy, dx)) % 360
        return abs(math.hypot(dx, dy) - radius) <= width / 2 and first <= angle <= last

    return inside


def disc(x, y):
    return math.hypot(x - 0.5, y - 0.5) <= 0.46


def triangle(x, y):
    """On a side, with its point above."""
    return 0.06 <= y <= 0.94 and abs(x - 0.5) <= 0.48 * (y - 0.03) / 0.91


def box(left, top, right, bottom):
    return lambda x, y: left <= x <= right and top <= y <= bottom


def ring(middle_x, middle_y, radius):
    """A full circle."""
    return lambda x, y: math.hypot(x - middle_x, y - middle_y) <= radius


def either(*shapes):
    return lambda x, y: any(shape(x, y) for shape in shapes)


ICONS = {
    "verify": [
        (shield, BLUE),
        (line([(0.29, 0.48), (0.44, 0.64), (0.72, 0.33)], 0.12), WHITE),
    ],
    "restore": [
        (shield, GREEN),
        (
            either(
                arc(0.51, 0.50, 0.20, 0.11, 0, 200),
                arc(0.51, 0.50, 0.20, 0.11, 290, 360),
                line([(0.19, 0.50), (0.31, 0.38), (0.43, 0.50)], 0.10),
            ),
            WHITE,
        ),
    ],
    "good": [
        (disc, GREEN),
        (line([(0.27, 0.52), (0.43, 0.68), (0.74, 0.34)], 0.12), WHITE),
    ],
    "bad": [
        (disc, RED),
        (
            either(
                line([(0.32, 0.32), (0.68, 0.68)], 0.12),
                line([(0.68, 0.32), (0.32, 0.68)], 0.12),
            ),
            WHITE,
        ),
    ],
    "doubt": [
        (triangle, AMBER),
        (
            either(
                line([(0.50, 0.38), (0.50, 0.62)], 0.12),
                line([(0.50, 0.79), (0.50, 0.80)], 0.13),
            ),
            WHITE,
        ),
    ],
    "note": [
        (disc, BLUE),
        (
            either(
                line([(0.50, 0.45), (0.50, 0.74)], 0.12),
                line([(0.50, 0.26), (0.50, 0.27)], 0.13),
            ),
            WHITE,
        ),
    ],
    "mend": [
        (line([(0.20, 0.82), (0.60, 0.42)], 0.20), GREY),
        (ring(0.68, 0.32, 0.28), GREEN),
        (box(0.60, 0.00, 0.76, 0.30), WHITE),
    ],
    "undo": [
        (
            either(
                arc(0.54, 0.54, 0.30, 0.14, 0, 130),
                arc(0.54, 0.54, 0.30, 0.14, 190, 360),
                line([(0.08, 0.36), (0.24, 0.58), (0.44, 0.38)], 0.14),
            ),
            BLUE,
        ),
    ],
    "properties": [
        (box(0.14, 0.06, 0.86, 0.94), GREY),
        (box(0.21, 0.13, 0.79, 0.87), WHITE),
        (either(*(box(0.30, y, 0.70, y + 0.08) for y in (0.24, 0.44, 0.64))), BLUE),
    ],
    "find": [
        (line([(0.60, 0.60), (0.90, 0.90)], 0.16), GREY),
        (ring(0.42, 0.42, 0.34), BLUE),
        (ring(0.42, 0.42, 0.22), WHITE),
    ],
    "filter": [
        (
            either(
                lambda x, y: 0.12 <= y <= 0.52 and abs(x - 0.5) <= 0.44 - (y - 0.12),
                box(0.42, 0.40, 0.58, 0.90),
            ),
            AMBER,
        ),
    ],
    "report": [
        (box(0.18, 0.04, 0.82, 0.96), GREY),
        (box(0.25, 0.11, 0.75, 0.89), WHITE),
        (either(box(0.33, 0.22, 0.67, 0.32), box(0.33, 0.42, 0.67, 0.48)), BLUE),
        (either(box(0.33, 0.58, 0.67, 0.64), box(0.33, 0.72, 0.67, 0.78)), GREY),
    ],
    "stop": [
        (box(0.12, 0.12, 0.88, 0.88), RED),
        (box(0.30, 0.30, 0.70, 0.70), WHITE),
    ],
    "overview": [
        (box(0.14, 0.06, 0.86, 0.94), BLUE),
        (box(0.21, 0.13, 0.79, 0.87), WHITE),
        (either(*(box(0.29, y, 0.41, y + 0.11) for y in (0.23, 0.45, 0.67))), RED),
        (either(*(box(0.47, y + 0.02, 0.72, y + 0.09) for y in (0.23, 0.45, 0.67))), GREY),
    ],
    "required-certificates": [
        (box(0.04, 0.14, 0.96, 0.76), GREY),
        (box(0.10, 0.20, 0.90, 0.70), WHITE),
        (either(*(box(0.18, y, 0.60, y + 0.07) for y in (0.29, 0.43, 0.57))), BLUE),
        (box(0.63, 0.66, 0.83, 0.97), RED),
        (ring(0.73, 0.58, 0.20), GOLD),
    ],
    "installed-roots": [
        (either(line([(0.40, 0.50), (0.28, 0.94)], 0.16), line([(0.60, 0.50), (0.72, 0.94)], 0.16)), RED),
        (ring(0.50, 0.37, 0.33), GOLD),
        (line([(0.36, 0.38), (0.46, 0.49), (0.65, 0.26)], 0.10), WHITE),
    ],
    "agent-certificate": [
        (box(0.03, 0.10, 0.97, 0.72), GREY),
        (box(0.10, 0.17, 0.90, 0.65), WHITE),
        (either(box(0.40, 0.72, 0.60, 0.84), box(0.25, 0.84, 0.75, 0.92)), GREY),
        (ring(0.50, 0.41, 0.18), GOLD),
    ],
    "renamed-files": [
        (box(0.18, 0.04, 0.82, 0.96), GREY),
        (box(0.25, 0.11, 0.75, 0.89), WHITE),
        (
            either(
                line([(0.35, 0.64), (0.63, 0.64), (0.63, 0.36), (0.40, 0.36)], 0.10),
                line([(0.50, 0.22), (0.37, 0.36), (0.50, 0.50)], 0.10),
            ),
            GREEN,
        ),
    ],
    "signature-checks": [
        (box(0.05, 0.10, 0.95, 0.44), GREEN),
        (ring(0.77, 0.27, 0.12), WHITE),
        (box(0.05, 0.56, 0.95, 0.90), GREY),
        (ring(0.23, 0.73, 0.12), WHITE),
    ],
    "mismatched-agents": [
        (box(0.02, 0.06, 0.70, 0.52), GREY),
        (box(0.09, 0.13, 0.63, 0.45), WHITE),
        (box(0.30, 0.40, 0.98, 0.86), GREY),
        (box(0.37, 0.47, 0.91, 0.79), WHITE),
        (either(line([(0.52, 0.53), (0.76, 0.73)], 0.09), line([(0.76, 0.53), (0.52, 0.73)], 0.09)), RED),
    ],
    "history": [
        (disc, BLUE),
        (ring(0.50, 0.50, 0.36), WHITE),
        (line([(0.50, 0.24), (0.50, 0.52), (0.68, 0.60)], 0.09), BLUE),
    ],
    "plain": [
        (disc, GREY),
        (line([(0.28, 0.50), (0.72, 0.50)], 0.12), WHITE),
    ],
}


def cover(shape, size, column, row):
    hits = 0
    for below in range(FINENESS):
        for right in range(FINENESS):
            x = (column + (right + 0.5) / FINENESS) / size
            y = (row + (below + 0.5) / FINENESS) / size
            hits += shape(x, y)
    return hits / FINENESS**2


def pixel(layers, size, column, row):
    """Blue, green, red, alpha; each layer is laid over those before it."""
    colour, alpha = (0.0, 0.0, 0.0), 0.0
    for shape, paint in layers:
        share = cover(shape, size, column, row)
        whole = share + alpha * (1 - share)
        if whole > 0:
            colour = tuple(
                (new * share + old * alpha * (1 - share)) / whole
                for new, old in zip(paint, colour)
            )
        alpha = whole
    red, green, blue = (round(value) for value in colour)
    return bytes((blue, green, red, round(alpha * 255)))


def picture(layers, size):
    """A bitmap as icons hold it: from the lowest row up, and a mask that alpha makes idle."""
    rows = (
        b"".join(pixel(layers, size, column, row) for column in range(size))
        for row in reversed(range(size))
    )
    mask = bytes((size + 31) // 32 * 4 * size)
    head = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    return head + b"".join(rows) + mask


def ico(layers):
    pictures = [picture(layers, size) for size in SIZES]
    icon = struct.pack("<HHH", 0, 1, len(SIZES))
    offset = 6 + 16 * len(SIZES)
    for size, data in zip(SIZES, pictures):
        icon += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(data), offset)
        offset += len(data)
    return icon + b"".join(pictures)


def png(layers, size):
    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    rows = b""
    for row in range(size):
        rows += b"\0"
        for column in range(size):
            blue, green, red, alpha = pixel(layers, size, column, row)
            rows += bytes((red, green, blue, alpha))
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def main():
    name, path, *size = sys.argv[1:]
    layers = ICONS[name]
    with open(path, "wb") as file:
        file.write(png(layers, int(size[0])) if size else ico(layers))


main()
