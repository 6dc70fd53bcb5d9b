# shellcheck shell=sh disable=SC2154,SC2034
# Required certificates beside installed ones.

check 'required roots that are missing' 1 roots --anchors root.pem
says 'missing' 'VeriSign Class 3 Public Primary Certification Authority - G5' \
    4eb6d578499b1ccf5f581ead56be3d9b6744a5e5 'required certificates' 'optional'
complains
check 'the extended profile has more' 1 roots --anchors root.pem --profile extended
says 'DigiCert Assured ID Root CA'
check 'why they are required' 1 roots --anchors root.pem -v
says 'needed by: ' 'documented in: '
check 'installed roots' 0 roots --anchors root.pem --installed
says 'Fixture Root' 'root.pem' '1 installed certificate.'
check 'installed and distrusted' 0 roots --anchors root.pem --disallowed root.pem --installed
says 'distrusted'
check 'roots of this system' 0 roots --installed
never_says 'Fixture Root'
