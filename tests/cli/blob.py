"""blob.py FILE.pem: the name and the bytes by which Windows' registry keeps a certificate."""

import hashlib
import ssl
import struct
import sys

with open(sys.argv[1], encoding="ascii") as file:
    text = file.read()
der = ssl.PEM_cert_to_DER_cert(text[text.index("-----BEGIN CERTIFICATE") :])
sha1 = hashlib.sha1(der).digest()
blob = b"".join(struct.pack("<III", number, 1, len(data)) + data
                for number, data in ((3, sha1), (32, der)))
print(sha1.hex().upper(), blob.hex())
