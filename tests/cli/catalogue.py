"""Prints a list of required certificates: catalogue.py STORE ID FILE [STORE ID FILE]..."""

import hashlib
import re
import ssl
import sys
from xml.sax.saxutils import escape

print('<required-certificates version="1">')
words = sys.argv[1:]
for store, name, path in zip(words[::3], words[1::3], words[2::3]):
    with open(path, encoding="ascii") as file:
        text = file.read()
    block = re.search("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", text, re.S)[0]
    der = ssl.PEM_cert_to_DER_cert(block)
    print(f'<certificate id="{escape(name)}" profile="named"><common-name>{escape(name)}'
          f"</common-name><sha1>{hashlib.sha1(der).hexdigest()}</sha1>"
          f"<sha256>{hashlib.sha256(der).hexdigest()}</sha256><store>{store}</store>"
          "<purpose>code signing</purpose><evidence>found</evidence><source>test</source>"
          "</certificate>")
print("</required-certificates>")
