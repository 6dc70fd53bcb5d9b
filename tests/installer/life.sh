# shellcheck shell=sh disable=SC2154,SC2034
# Sourced by run.sh: what happens to an installation, one thing to a function.

# Everything that registering a DLL can touch.
registrations() {
    export_keys "$1" 'HKLM\Software\Classes' 'HKLM\Software\Microsoft\MMC' \
        'HKLM\Software\Microsoft\Windows\CurrentVersion\Shell Extensions' \
        'HKLM\System\CurrentControlSet\Control\Server Applications'
    without_sections 'HKEY_LOCAL_MACHINE\Software\Classes\Installer' "$1"
}

search_path() {
    on_windows reg query 'HKLM\System\CurrentControlSet\Control\Session Manager\Environment' /v PATH
    tr -d '\r' <"$out/said" | sed -n 's/^ *PATH *REG_EXPAND_SZ *//p'
}

never_names() {
    case $(search_path) in
    *"$1"*) fail "the path names $1" ;;
    *) pass ;;
    esac
}

extension_key='HKLM\Software\Microsoft\MMC\NodeTypes\{476E6449-AAFF-11D0-B944-00C04FD8D5B0}'

lacks() {
    on_windows reg query "$1"
    is "$code" 1 "$1 is there"
}

# Chosen: the command line alone. Nothing else comes, and all of it goes again.
check_choice() {
    registrations "$out/unregistered.reg"
    msi /i "$version" ADDLOCAL=Program INSTALLDIR='C:\Tools'
    is "$code" 0 'install the command line alone'
    is "$(cd "$drive/Tools" && echo *)" 'libraries.txt license.txt trustmend.exe' 'what is there then'
    lacks 'HKLM\Software\Classes\*\shellex\ContextMenuHandlers\Trustmend'
    lacks 'HKLM\Software\Microsoft\MMC\SnapIns\{27D00209-F8BC-48A3-A7D6-DB425B0794F1}'
    never_names Tools
    msi /x "$version" INSTALLDIR='C:\Tools' # Windows knows, Wine does not
    is "$code" 0 'remove the command line'
    holds 'a folder stays' [ ! -e "$drive/Tools" ]
}

install_all() {
    msi /i "$version" ADDLOCAL=ALL
    is "$code" 0 'install everything'
    for name in license.txt libraries.txt trustmend.exe trustmend-window.exe trustmend-menu.dll \
        trustmend-snapin.dll trustmend.msc help/index.html help/overview.html \
        policy/trustmend.admx policy/ja-JP/trustmend.adml; do
        holds "$name is not there" [ -e "$installed/$name" ]
    done
    is "$(products)" "$version " 'what is in the list of programs'
    holds 'the list of programs does not know the folder' \
        grep -qF '"InstallLocation"="C:\\Program Files\\Trustmend\\"' "$out/products.reg"
    holds 'nothing in the Start menu opens the console' \
        grep -aq 'trustmend\.msc' "$drive/$start_menu/Trustmend.lnk"
}

# What the package writes is what the DLLs write themselves.
check_registration() {
    registrations "$out/package.reg"
    for dll in trustmend-menu.dll trustmend-snapin.dll; do
        on_windows regsvr32 /s /u "C:\\Program Files\\Trustmend\\$dll"
        is "$code" 0 "regsvr32 /u $dll"
    done
    registrations "$out/nothing.reg"
    for dll in trustmend-menu.dll trustmend-snapin.dll; do
        on_windows regsvr32 /s "C:\\Program Files\\Trustmend\\$dll"
        is "$code" 0 "regsvr32 $dll"
    done
    on_windows regsvr32 /s /n /i:extension 'C:\Program Files\Trustmend\trustmend-snapin.dll'
    is "$code" 0 'regsvr32 /i:extension'
    registrations "$out/regsvr32.reg"
    same 'regsvr32 writes something else than the package' "$out/package.reg" "$out/regsvr32.reg"
    same 'regsvr32 leaves something of the package' "$out/unregistered.reg" "$out/nothing.reg"
}

check_use() {
    cp "$fixtures/pe/rfc3161.exe" "$fixtures/pe/tampered.exe" "$drive/"
    cat "$fixtures/certs/root.pem" "$fixtures/certs/tsa-root.pem" >"$drive/root.pem"
    on_windows cmd /c 'trustmend verify --anchors C:\root.pem C:\rfc3161.exe'
    is "$code" 0 'by its name alone, the command line judges a good file'
    on_windows cmd /c 'trustmend verify --anchors C:\root.pem C:\tampered.exe'
    is "$code" 1 'by its name alone, the command line judges a bad file'
    rm "$drive/root.pem" "$drive/rfc3161.exe" "$drive/tampered.exe"

    on_windows "$client" 'C:\Program Files\Trustmend\trustmend-menu.dll' commands
    is "$code" 0 'the menu of the installed DLL'
    holds 'the client asked nothing of the installed DLL' grep -q '^shell: [1-9]' "$out/said"
}

# A program holds the DLL, as Explorer does: removing goes on without asking.
check_held() {
    mkfifo "$out/hold"
    wine "$client" 'C:\Program Files\Trustmend\trustmend-menu.dll' hold \
        <"$out/hold" >"$out/holding" 2>&1 &
    holder=$!
    exec 4>"$out/hold"
    for _ in $(seq 100); do
        ! grep -q holding "$out/holding" || break
        sleep 0.1
    done
    msi /x "$version"
    is "$code" 0 'remove while a program holds the menu DLL'
    is "$(products)" '' 'what is installed after removing what a program holds'
    exec 4>&-
    wait "$holder" || true
    is "$(cat "$out/holding" | tr -d '\r')" holding 'what the program that holds the DLL says'
    skip 'a file that is in use: Wine lets it lie, where Windows removes it at the next start'
    msi /i "$version" ADDLOCAL=ALL
    is "$code" 0 'install again over what was held'
}

# As /famus does it, of which Wine's msiexec knows nothing.
check_repair() {
    rm "$installed/trustmend-menu.dll"
    echo damaged >"$installed/license.txt"
    key='HKLM\Software\Classes\*\shellex\ContextMenuHandlers\Trustmend'
    on_windows reg delete "$key" /f
    msi /i "$version" REINSTALL=ALL REINSTALLMODE=amus
    is "$code" 0 'repair'
    same 'the DLL that was missing is not as it was' "$installed/trustmend-menu.dll" \
        build/windows/bin/trustmend-menu.dll
    holds 'a file that was changed is not as it was' grep -q 'MIT License' "$installed/license.txt"
    registrations "$out/repaired.reg"
    same 'the registry is not as it was' "$out/package.reg" "$out/repaired.reg"
}

# Windows takes over what was chosen; Wine does not, and is told.
check_upgrade() {
    msi /i "$later" ADDLOCAL=ALL
    is "$code" 0 'upgrade'
    is "$(products)" "$later " 'what is installed after the upgrade'
    registrations "$out/upgraded.reg"
    same 'an upgrade registers something else' "$out/package.reg" "$out/upgraded.reg"
    msi /i "$version"
    is "$code" 67 'an older version is refused' # 1603, of which a shell sees one byte
    is "$(products)" "$later " 'what is installed after an older version was refused'
    holds 'the refused version took a file' [ -e "$installed/trustmend.exe" ]
}

# Something is changed, so that there is a history.
make_history() {
    mkdir -p "$drive/work"
    cp "$fixtures/pe/rfc3161.exe" "$drive/work/a.dll_invalid"
    cat "$fixtures/certs/root.pem" "$fixtures/certs/tsa-root.pem" >"$drive/work/root.pem"
    on_windows "$installed/trustmend.exe" restore --yes --anchors 'C:\work\root.pem' 'C:\work'
    is "$code" 0 'restore a file'
    rm -r "$drive/work"
    holds 'there is no history' [ -e "$history/journal.db" ]
}

# It stays, unless it is asked for; an upgrade is no removal.
check_history() {
    make_history
    msi /i "$later" REMOVEHISTORY=1
    holds 'an upgrade takes the history' [ -e "$history/journal.db" ]
    msi /x "$later"
    holds 'removing takes the history' [ -e "$history/journal.db" ]
    msi /i "$later"
    lacks "$extension_key" # unless it is asked for
    on_windows "$installed/trustmend.exe" history
    holds 'the next installation does not know the history' grep -q a.dll_invalid "$out/said"
    check_console
    msi /x "$later" REMOVEHISTORY=1
    is "$code" 0 'remove with the history'
    holds 'the history stays' [ ! -e "$history" ]
    msi /i "$later"
}

# The installed console file in the strict console: nothing is wrong with the snap-in, and it shows
# what the installed command line says.
check_console() {
    printf '%s\n' 'open "C:\Program Files\Trustmend\trustmend.msc"' 'expand-all' 'tree' \
        'select Trustmend/History' 'wait rows 1 30000' 'wait idle 10000' 'rows' 'close' \
        >"$out/script"
    timeout 60 wine "$root/build/windows/bin/console-host.exe" <"$out/script" >"$out/said" 2>&1 ||
        fail "the strict console: $(grep -e error -e summary "$out/said" | cut -c 1-300)"
    is "$(grep -c '"depth":2' "$out/said")" 8 'nodes of the console'
    holds 'the snap-in does not show the history' grep -q 'a\.dll_invalid' "$out/said"
    holds 'the strict console finds fault' grep -q '"failures":0' "$out/said"
}

check_removal() {
    msi /x "$later"
    is "$code" 0 'remove'
    holds 'the folder stays' [ ! -e "$installed" ]
    is "$(products)" '' 'what is installed after removing'
}

# Wine forgets the semicolon that was written with our part of the path; Windows does not.
check_traces() {
    for state in before after; do
        sed -i -e '/^"PATH"=hex(2):/,/[^\\]$/d' "$out/$state.reg"
    done
    same 'the registry has something left' "$out/before.reg" "$out/after.reg"
    same 'a file is left, or gone, or changed' "$out/before.files" "$out/after.files"
    never_names Trustmend
}
