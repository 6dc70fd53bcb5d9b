"""Makes any number of certificates from one: each with a name of its own.

usage: certificates.py COUNT IN OUT; both are PEM. Their signatures are wrong, which nobody asks
of a certificate that is installed.
"""

import base64
import sys


def main():
    count, source, target = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    with open(source, encoding="ascii") as file:
        lines = file.read().split("-----BEGIN CERTIFICATE-----")[1].split("-----END")[0]
    der = base64.b64decode(lines)
    name = b"Fixture"
    assert name in der
    with open(target, "w", encoding="ascii") as file:
        for number in range(count):
            text = base64.encodebytes(der.replace(name, b"%07d" % number)).decode()
            file.write(f"-----BEGIN CERTIFICATE-----\n{text}-----END CERTIFICATE-----\n")


main()
