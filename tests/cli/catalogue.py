"""Prints a list of required certificates: catalogue.py STORE ID FILE [STORE ID FILE]..."""

import hashlib
import re
import ssl
import subprocess
import sys
from xml.sax.saxutils import escape


def ask(path, *words):
    """What openssl says of a certificate."""
    command = ["openssl", "x509", "-in", path, "-noout", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def entry(store, name, path):
    """One certificate of the list."""
    with open(path, encoding="ascii") as file:
        block = re.search("-----BEGIN.*?-----END CERTIFICATE-----", file.read(), re.S)[0]
    der = ssl.PEM_cert_to_DER_cert(block)
    subject = ask(path, "-subject", "-nameopt", "RFC2253,sep_comma_plus_space").split("=", 1)[1]
    common_name = re.search(r"CN ?= ?([^,]+)", subject)[1]
    key_id = re.sub("[^0-9a-f]", "", ask(path, "-ext", "subjectKeyIdentifier").splitlines()[-1]
                    .lower())
    return (f'<certificate id="{escape(name)}" profile="named">'
            f"<common-name>{escape(common_name)}</common-name><subject>{escape(subject)}</subject>"
            f"<sha1>{hashlib.sha1(der).hexdigest()}</sha1>"
            f"<sha256>{hashlib.sha256(der).hexdigest()}</sha256><key-id>{key_id}</key-id>"
            f"<store>{store}</store><purpose>code signing</purpose>"
            "<evidence>found</evidence><source>test</source></certificate>")


words = sys.argv[1:]
print('<required-certificates version="1">')
for triple in zip(words[::3], words[1::3], words[2::3]):
    print(entry(*triple))
print("</required-certificates>")
