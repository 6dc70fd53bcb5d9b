# shellcheck shell=sh disable=SC2154,SC2034
# Each store that a Windows which runs has in its registry, by its place.

# put_certificate STORE NAME: puts a fixture's certificate into a store's key.
put_certificate() {
    # shellcheck disable=SC2046
    set -- "$1" $(/usr/bin/python3 "$here/blob.py" "$fixtures/certs/$2.pem")
    registry add "$1\\Certificates\\$2" /v Blob /t REG_BINARY /d "$3" /f
}

if [ -n "$is_wine" ]; then
    own='Software\Microsoft\SystemCertificates'
    policies='Software\Policies\Microsoft\SystemCertificates'
    put_certificate "HKLM\\$own\\TrustedPublisher" signer
    put_certificate "HKCU\\$own\\TrustedPublisher" signer
    put_certificate "HKLM\\$own\\AuthRoot" tsa-root
    put_certificate "HKLM\\$policies\\Root" ecc-root
    put_certificate "HKCU\\$own\\CA" ca
    put_certificate "HKLM\\$own\\Disallowed" distrusted
    check 'the stores of this Windows' 0 roots --installed -v
    says 'LocalMachine/TrustedPublisher, CurrentUser/TrustedPublisher' \
        'That makes no signature good' 'LocalMachine/AuthRoot' 'LocalMachine/Root/.GroupPolicy' \
        'CurrentUser/CA' 'LocalMachine/Disallowed'
    check 'the same as JSON' 0 roots --installed --format json
    valid roots.schema.json
    says '"role":"listed"'
    for key in "HKLM\\$own\\TrustedPublisher" "HKCU\\$own\\TrustedPublisher" "HKLM\\$own\\AuthRoot" \
        "HKLM\\$policies" "HKCU\\$own\\CA" "HKLM\\$own\\Disallowed"; do
        registry delete "$key\\Certificates" /f || registry delete "$key" /f
    done
    check 'the stores as they were' 0 roots --installed
    never_says 'Fixture Signer'
fi
