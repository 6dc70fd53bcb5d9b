"""Makes a signed file of about 4 GiB of each format that can be that large.

usage: large.py SIGNER FIXTURES OUT; SIGNER is the test-only signer. The files are nearly all
hole, so that they take little room on a disk, and their signatures are right.
"""

import base64
import hashlib
import os
import struct
import subprocess
import sys
import zlib

GIB = 1 << 30
PIECE = 1 << 20
SECTOR = 4096
BLOCK = 65536


def der(tag, *contents):
    body = b"".join(contents)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def oid(text):
    first, second, *rest = map(int, text.split("."))
    out = bytearray([40 * first + second])
    for number in rest:
        parts = [number & 127]
        while number > 127:
            number >>= 7
            parts.append(128 | number & 127)
        out += bytes(reversed(parts))
    return der(6, out)


def indirect_data(kind, value, digest):
    """SpcIndirectDataContent with a digest by SHA-256."""
    sha256 = der(0x30, oid("2.16.840.1.101.3.4.2.1"), der(5))
    return der(0x30, der(0x30, oid(kind), value), der(0x30, sha256, der(4, digest)))


def package_info(version, class_id):
    """SpcSipInfo: which kind of file it is."""
    number = version.to_bytes((version.bit_length() + 8) // 8, "big")
    return der(0x30, der(2, number), der(4, bytes.fromhex(class_id)), *[der(2, b"\0")] * 5)


PACKAGE = "1.3.6.1.4.1.311.2.1.30"
LINK = der(0xa2, der(0x80))


class Maker:
    def __init__(self, signer, fixtures, out):
        self.signer, self.fixtures, self.out = signer, fixtures, out

    def fixture(self, name):
        with open(os.path.join(self.fixtures, name), "rb") as file:
            return file.read()

    def sign(self, content, carried=("ca",)):
        """The message, a PKCS #7 SignedData, that signs this content."""
        paths = [os.path.join(self.out, name) for name in ("content", "message")]
        with open(paths[0], "wb") as file:
            file.write(content)
        words = [word for name in carried for word in ("--carry", f"{self.fixtures}/certs/{name}")]
        subprocess.run([self.signer, "sign", "--content", paths[0], "--out", paths[1], "--cert",
                        f"{self.fixtures}/certs/signer", *words], check=True)
        with open(paths[1], "rb") as file:
            message = file.read()
        for path in paths:
            os.remove(path)
        return message

    def create(self, name):
        return open(os.path.join(self.out, name), "w+b")


def digest(file, *ranges, take=bytes):
    """SHA-256 of these stretches (begin, end) of a file."""
    running = hashlib.sha256()
    for begin, end in ranges:
        file.seek(begin)
        while begin < end:
            piece = file.read(min(PIECE, end - begin))
            running.update(take(piece))
            begin += len(piece)
    return running


def patch(file, offset, form, *values):
    file.seek(offset)
    file.write(struct.pack(form, *values))


def make_image(maker, name):
    """The certificate table's offset has 32 bits, and has to be divisible by 8."""
    image = maker.fixture("pe/unsigned.exe")
    size = 4 * GIB - 8
    optional = struct.unpack_from("<I", image, 0x3c)[0] + 24
    checksum, directory = optional + 64, optional + 144
    value = der(0x30, der(3, b"\0"), der(0xa0, LINK))
    with maker.create(name) as file:
        file.write(image)
        file.truncate(size)
        skipped = digest(file, (0, checksum), (checksum + 4, directory), (directory + 8, size))
        message = maker.sign(indirect_data("1.3.6.1.4.1.311.2.1.15", value, skipped.digest()))
        message += bytes(-len(message) % 8)
        patch(file, size, "<IHH", len(message) + 8, 0x200, 2)
        file.write(message)
        patch(file, directory, "<II", size, len(message) + 8)


def make_cabinet(maker, name):
    """The cabinet's own size has 32 bits."""
    cabinet = maker.fixture("conditions/unsigned.cab")
    size = 4 * GIB - 1
    files, folders, flags = struct.unpack_from("<I", cabinet, 16)[0], 36, 4
    assert struct.unpack_from("<HH", cabinet, 26)[0] == 1
    value = der(0xa2, der(0x80, "<<<Obsolete>>>".encode("utf-16-be")))
    with maker.create(name) as file:
        file.write(cabinet[:36] + struct.pack("<HBBIIIQ", 20, 0, 0, 0x100000, size, 0, 0))
        file.write(cabinet[36:])
        patch(file, 8, "<I", size)
        patch(file, 16, "<I", files + 24)
        patch(file, 30, "<H", flags)
        patch(file, folders + 24, "<I", struct.unpack_from("<I", cabinet, folders)[0] + 24)
        file.truncate(size)
        covered = digest(file, (0, 4), (8, 34), (56, size))
        message = maker.sign(indirect_data("1.3.6.1.4.1.311.2.1.25", value, covered.digest()))
        file.seek(size)
        file.write(message)
        patch(file, 48, "<I", len(message))


def compound_entry(name, kind, first, size, child=0xffffffff, right=0xffffffff, class_id=bytes(16)):
    wide = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16sIQQIQ", wide, len(wide), kind, 1, 0xffffffff, right, child,
                       class_id, 0, 0, 0, first, size)


def compound_table(chains, table, lists):
    """The FAT: chains of side-by-side sectors, its own sectors, and those that list them."""
    entries = []
    for count in chains:
        entries += range(len(entries) + 1, len(entries) + count)
        entries.append(0xfffffffe)
    entries += [0xfffffffd] * table + [0xfffffffc] * lists
    entries += [0xffffffff] * (table * SECTOR // 4 - len(entries))
    return struct.pack(f"<{len(entries)}I", *entries)


def make_installer(maker, name):
    """Version 4 of compound files, with sectors of 4,096 bytes."""
    content = 4 * GIB // SECTOR + 256
    class_id = bytes.fromhex("84100c0000000000c000000000000046")
    running = hashlib.sha256()
    for _ in range(content * SECTOR // PIECE):
        running.update(bytes(PIECE))
    running.update(class_id)
    value = package_info(1, "f1100c0000000000c000000000000046")
    # A stream of 4,096 bytes or more has sectors of its own.
    message = maker.sign(indirect_data(PACKAGE, value, running.digest()),
                         ("ca", "root", "tsa-ca", "tsa", "p256", "p384"))
    assert len(message) >= 4096
    chains = [content, -(-len(message) // SECTOR), 1]
    used = sum(chains)
    table = lists = 0
    while table * SECTOR // 4 < used + table + lists:
        table += 1
        lists = -(-max(0, table - 109) // (SECTOR // 4 - 1))
    listed = list(range(used, used + table))
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3e, 4,
                         0xfffe, 12, 6, 1, table, used - 1, 0, 4096, 0xfffffffe, 0, used + table,
                         lists)
    with maker.create(name) as file:
        file.write(header + struct.pack("<109I", *listed[:109]))
        file.seek((content + 1) * SECTOR)
        file.write(message)
        file.seek(used * SECTOR)
        file.write(compound_entry("Root Entry", 5, 0xfffffffe, 0, 1, class_id=class_id))
        file.write(compound_entry("Data", 2, 0, content * SECTOR, right=2))
        file.write(compound_entry("\5DigitalSignature", 2, content, len(message)))
        file.seek((used + 1) * SECTOR)
        file.write(compound_table(chains, table, lists))
        for begin in range(109, table, SECTOR // 4 - 1):
            part = listed[begin:begin + SECTOR // 4 - 1]
            part += [0xffffffff] * (SECTOR // 4 - 1 - len(part))
            following = 0xfffffffe if begin + SECTOR // 4 - 1 >= table else \
                file.tell() // SECTOR
            file.write(struct.pack(f"<{SECTOR // 4}I", *part, following))


def make_script(maker, name):
    """Text without an end; what is digested is its UTF-16."""
    size = 4 * GIB + PIECE
    value = package_info(65536, "1fcc3b60594b084eb724d2c6297ef351")
    with maker.create(name) as file:
        file.write(b'Write-Host "large"\r\n#')
        file.truncate(size)
        covered = digest(file, (0, size), take=lambda piece: piece.decode().encode("utf-16-le"))
        text = base64.b64encode(maker.sign(indirect_data(PACKAGE, value, covered.digest())))
        lines = ["", "# SIG # Begin signature block"]
        lines += ["# " + text[i:i + 64].decode() for i in range(0, len(text), 64)]
        lines += ["# SIG # End signature block", ""]
        file.seek(size)
        file.write("\r\n".join(lines).encode())


class Archive:
    """A ZIP64 archive without compression."""

    def __init__(self, file):
        self.file, self.directory, self.count = file, b"", 0

    def add(self, name, content, size=None):
        """Content in bytes; or, with a size, so many zeros."""
        offset = self.file.tell()
        crc = zlib.crc32(content) if size is None else 0
        for _ in range((size or 0) // PIECE):
            crc = zlib.crc32(bytes(PIECE), crc)
        size = len(content) if size is None else size
        is_large = size >= 1 << 32
        narrow = 0xffffffff if is_large else size
        both = struct.pack("<HHQQ", 1, 16, size, size) if is_large else b""
        wide = both[4:] + (struct.pack("<Q", offset) if offset >= 1 << 32 else b"")
        wide = struct.pack("<HH", 1, len(wide)) + wide if wide else b""
        alike = struct.pack("<HHHIIIIH", 45, 0, 0, 0x50210000, crc, narrow, narrow, len(name))
        self.file.write(b"PK\3\4" + alike + struct.pack("<H", len(both)) + name.encode() + both)
        header = self.file.tell() - offset
        self.file.write(content)
        self.file.seek(size - len(content), os.SEEK_CUR)
        self.directory += b"PK\1\2" + struct.pack("<H", 45) + alike + struct.pack(
            "<HHHHII", len(wide), 0, 0, 0, 0, min(offset, 0xffffffff)) + name.encode() + wide
        self.count += 1
        return header

    def end(self):
        """Directory and end records, as they are when the next file would stand here."""
        begin = self.file.tell()
        size = len(self.directory)
        return (self.directory +
                b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, self.count, self.count,
                                        size, begin) +
                b"PK\6\7" + struct.pack("<IQI", 0, begin + size, 1) +
                b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 0xffff, 0xffff, 0xffffffff, 0xffffffff,
                                        0))


NAMESPACE = "http://schemas.microsoft.com/appx/2010/blockmap"


def map_file(name, size, header, blocks):
    """A file's part of the block map."""
    lines = "".join(f'<Block Hash="{base64.b64encode(one).decode()}"/>' for one in blocks)
    return f'<File Name="{name}" Size="{size}" LfhSize="{header}">{lines}</File>'


def make_app(maker, name):
    """An archive whose one file is larger than 4 GiB."""
    size = 4 * GIB + PIECE
    manifest = b'<Package xmlns="http://schemas.microsoft.com/appx/manifest/foundation/windows10"/>'
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    zeros = hashlib.sha256(bytes(BLOCK)).digest()
    with maker.create(name) as file:
        archive = Archive(file)
        header = archive.add("zeros.bin", b"", size)
        block_map = map_file("zeros.bin", size, header, [zeros] * (size // BLOCK))
        header = archive.add("AppxManifest.xml", manifest)
        block_map += map_file("AppxManifest.xml", len(manifest), header,
                              [hashlib.sha256(manifest).digest()])
        block_map = (f'<BlockMap xmlns="{NAMESPACE}" HashMethod='
                     f'"http://www.w3.org/2001/04/xmlenc#sha256">{block_map}</BlockMap>').encode()
        archive.add("AppxBlockMap.xml", block_map)
        archive.add("[Content_Types].xml", types)
        file.flush()
        end = file.tell()
        parts = b"APPX"
        for tag, one in ((b"AXPC", digest(file, (0, end))), (b"AXCD", hashlib.sha256(archive.end())),
                         (b"AXCT", hashlib.sha256(types)), (b"AXBM", hashlib.sha256(block_map))):
            parts += tag + one.digest()
        value = package_info(0x01010000, "4bdfc50a07cee24db76e23c839a09fd1")
        file.seek(end)
        archive.add("AppxSignature.p7x", b"PKCX" + maker.sign(indirect_data(PACKAGE, value, parts)))
        file.write(archive.end())


def main():
    maker = Maker(*sys.argv[1:4])
    for make, name in ((make_image, "large4g.exe"), (make_cabinet, "large4g.cab"),
                       (make_installer, "large4g.msi"), (make_script, "large4g.ps1"),
                       (make_app, "large4g.msix")):
        if not os.path.exists(os.path.join(maker.out, name)):
            make(maker, name + ".part")
            os.rename(os.path.join(maker.out, name + ".part"), os.path.join(maker.out, name))


main()
