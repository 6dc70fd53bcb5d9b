"""Makes many certificates out of one: certificates.py CERTIFICATE FOLDER COUNT.

The digits behind "Number 0000" in its names are counted up, which spoils the
signature, which nobody looks at who only compares.
"""

import pathlib
import ssl
import sys

der = ssl.PEM_cert_to_DER_cert(pathlib.Path(sys.argv[1]).read_text(encoding="ascii"))
folder = pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
for number in range(int(sys.argv[3])):
    other = der.replace(b"Number 0000", b"Number %04d" % number)
    (folder / f"{number:04}.pem").write_text(ssl.DER_cert_to_PEM_cert(other), encoding="ascii")
