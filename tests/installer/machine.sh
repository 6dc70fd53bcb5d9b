# shellcheck shell=sh disable=SC2154,SC2034
# Sourced by run.sh: the Windows that is installed on, and what can be seen of it.

# on_windows COMMAND...: in the prefix; its output goes to $out/said, its exit code to $code.
on_windows() {
    code=0
    timeout 60 wine "$@" >"$out/said" 2>&1 </dev/null || code=$?
}

windows_path() {
    echo "Z:$1" | tr / '\\'
}

# Every Windows has these from the first day, and Wine only once something was installed.
installer_keys='Classes\Installer\Features Classes\Installer\Products Classes\Installer\UpgradeCodes'
for key in UpgradeCodes 'UserData\S-1-5-18\Components' 'UserData\S-1-5-18\Products'; do
    installer_keys="$installer_keys Microsoft\\Windows\\CurrentVersion\\Installer\\$key"
done

# Nor are these ever empty there: keys that become empty are taken away with ours.
handlers='HKLM\Software\Classes\*\shellex\ContextMenuHandlers\Open With'
approved='HKLM\Software\Microsoft\Windows\CurrentVersion\Shell Extensions\Approved'
applications='HKLM\System\CurrentControlSet\Control\Server Applications'
open_with='{09799AFB-AD67-11D1-ABCD-00C04FC30936}'

# Wine writes some keys of its own when a program first has a window: now, and not later.
make_machine() {
    wine wineboot -i >/dev/null 2>&1
    wineserver -w
    wineserver -p60
    on_windows "$client" "$(windows_path "$root/build/windows/tests/shell/stage/trustmend-menu.dll")" \
        strings
    on_windows reg add 'HKCU\Software\Classes' /f
    on_windows reg add "$handlers" /ve /d "$open_with" /f
    on_windows reg add "$approved" /v "$open_with" /d 'Open With Context Menu Handler' /f
    on_windows reg add "$applications" /v "$open_with" /d "somebody's" /f
    for key in $installer_keys; do
        on_windows reg add "HKLM\\Software\\$key" /f
    done
    mkdir -p "$drive/windows/Installer"
}

end_machine() {
    wineserver -k
    wineserver -w
    rm -rf "$WINEPREFIX"
}

# export_keys FILE KEY...
export_keys() {
    exported=$1
    shift
    : >"$exported"
    for key in "$@"; do
        rm -f "$out/key.reg"
        on_windows reg export "$key" "$(windows_path "$out/key.reg")" /y
        [ ! -e "$out/key.reg" ] || iconv -f UTF-16 -t UTF-8 "$out/key.reg" | tr -d '\r' >>"$exported"
    done
}

# without_sections KEY FILE: the file without this key and all below it.
without_sections() {
    KEY="[$1" awk '/^\[/ { own = substr($0, 1, length(ENVIRON["KEY"])) == ENVIRON["KEY"] } !own' \
        "$2" >"$2.rest"
    mv "$2.rest" "$2"
}

# snapshot NAME: the whole registry and every file. Left out are what Wine writes anew whenever
# a program asks for a display (Control\Video, DriverDateData), and in the end the path: see
# check_traces.
snapshot() {
    export_keys "$out/$1.reg" HKLM HKCU
    without_sections 'HKEY_LOCAL_MACHINE\System\CurrentControlSet\Control\Video' "$out/$1.reg"
    sed -i -e '/^"DriverDateData"=/d' "$out/$1.reg"
    find "$drive" -type d -printf '%P/\n' -o -printf '%P %s %T@\n' | sort >"$out/$1.files"
}

# What is there of a product in the list of installed programs.
products() {
    export_keys "$out/products.reg" 'HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall'
    sed -n 's/^"DisplayVersion"="\(.*\)"/\1/p' "$out/products.reg" | tr '\n' ' '
}

# msi VERSION OPTION...: has msiexec do something with the package of this version.
msi() {
    package=$(windows_path "$out/trustmend-$2-x64.msi")
    verb=$1
    shift 2
    on_windows msiexec "$verb" "$package" /qn "$@"
}
