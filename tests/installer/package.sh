# shellcheck shell=sh disable=SC2154,SC2034
# Sourced by run.sh: what can be said of a package without installing it.

# One of the version of the build, and one of the version after it.
make_packages() {
    version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' build/windows/CMakeCache.txt)
    later=${version%%.*}.$(($(echo "$version" | cut -d . -f 2) + 1)).0
    for each in "$version" "$later"; do
        if sh installer/package.sh -o "$out" -v "$each" >"$out/said" 2>&1; then
            pass
        else
            fail "a package of version $each"
            cat "$out/said"
            tally installer
        fi
    done
    msi=$out/trustmend-$version-x64.msi
}

# rows TABLE: without the three lines above them.
rows() {
    msiinfo export "$msi" "$1" | tr -d '\r' | sed 1,3d
}

check_packages() {
    mkdir "$out/again"
    sh installer/package.sh -o "$out/again" >/dev/null
    same 'a second package has other bytes' "$msi" "$out/again/$(basename "$msi")"
    rm -r "$out/again"
    mkdir "$out/inside"
    msiextract -C "$out/inside" "$msi" >/dev/null
    find "$out/inside" -name '*.exe' -exec x86_64-w64-mingw32-objdump -p {} + \
        -o -name '*.dll' -exec x86_64-w64-mingw32-objdump -p {} + >"$out/said"
    is "$(sed -n 's|^Time/Date\t\t.* ||p' "$out/said" | sort -u)" 1970 'the year of the programs'
    rm -r "$out/inside"
    size=$(wc -c <"$msi")
    holds "the package has $size bytes, and shall have less than 12 MB" [ "$size" -lt 12000000 ]
    versions=$(rows File | cut -f 5 | grep . | sort -u)
    is "$versions" "$version.0" "the files' versions"
    # 256: for 64 bits; 4: it goes by a value of the registry
    is "$(rows Component | cut -f 4 | sort -u | tr '\n' ' ')" '256 260 ' "the components' attributes"
    snapin=$(build/linux/installer/snapin-registry x |
        sed -n 's/.*SnapIns.\({[^}]*}\)" Name="About".*/\1/p')
    holds 'the policy is not that of the snap-in' \
        python3 tests/installer/policy.py installer/policy "$snapin"
    rows LaunchCondition >"$out/said"
    holds 'no sentence says why an older version is refused' \
        grep -q 'NOT WIX_DOWNGRADE_DETECTED	A later version' "$out/said"
}

# What a release is: signed programs in a signed package, all of which we judge as what they are.
check_signing() {
    signed=$out/signed
    certs=$fixtures/certs
    cat "$certs/root.pem" "$certs/ca.pem" >"$out/anchors.pem"
    holds 'a release is not made' env OUT="$signed" sh installer/sign.sh \
        -certs "$certs/signer.pem" -key "$certs/signer.key" >"$out/said" 2>&1
    env OUT="$signed" sh installer/sign.sh -certs no -key no >"$out/said" 2>&1 || true
    holds 'what is in the folder does not stay' grep -q 'is there already' "$out/said"
    trusted=$(verdicts trusted "$signed")
    is "$trusted" "trustmend-$version-x64.msi trustmend-menu.dll trustmend-snapin.dll \
trustmend-window.exe trustmend.exe " 'what of a release is trusted'
    mkdir "$signed/inside" "$out/unsigned"
    msiextract -C "$signed/inside" "$signed/trustmend-$version-x64.msi" >/dev/null
    is "$(verdicts trusted "$signed/inside")" \
        'trustmend-menu.dll trustmend-snapin.dll trustmend-window.exe trustmend.exe ' \
        'what of the contents of a release is trusted'
    cp "$msi" "$out/unsigned"
    is "$(verdicts unsigned "$out/unsigned")" "trustmend-$version-x64.msi " 'what is unsigned'
    printf 'something else' |
        dd of="$signed/trustmend-$version-x64.msi" bs=1 seek=2000000 conv=notrunc 2>/dev/null
    is "$(verdicts tampered "$signed")" "trustmend-$version-x64.msi " 'what is tampered with'
    rm -r "$signed" "$out/unsigned"
}

# verdicts VERDICT FOLDER: the names of the files below it that have this verdict.
verdicts() {
    build/linux/bin/trustmend verify --format json --anchors "$out/anchors.pem" "$2" 2>/dev/null |
        python3 -c 'import json, os, sys
for line in sys.stdin:
    file = json.loads(line)
    if file["type"] == "file" and file["verdict"] == sys.argv[1]:
        print(os.path.basename(file["path"]), end=" ")' "$1"
}

is() {
    if [ "$1" = "$2" ]; then pass; else fail "$3: '$1', and not '$2'"; fi
}

# holds WHAT COMMAND...: it succeeds.
holds() {
    what=$1
    shift
    if "$@"; then pass; else fail "$what"; fi
}

# same WHAT FILE FILE
same() {
    if cmp -s "$2" "$3"; then
        pass
    else
        fail "$1"
        diff "$2" "$3" | head -n 20 | cut -c 1-200 | sed 's/^/    /'
    fi
}
