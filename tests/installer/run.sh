#!/bin/sh
# run.sh: the life of an installation, in a Wine of its own that nothing else was done in: installed
# by msiexec, used, repaired, upgraded, refused, removed; and what is then left in the registry and
# on the disk is compared with what was there before. docs/install.md says what only Windows shows.
set -eu
cd "$(dirname "$0")/../.."
. tests/tally.sh

root=$PWD
out=$root/build/installer
fixtures=$root/build/fixtures
client=$root/build/windows/bin/trustmend-shell-tests.exe
rm -rf "$out"
mkdir -p "$out"

export WINEPREFIX="$out/wine" WINEDEBUG=-all PATH="$PATH:/usr/lib/wine"
export WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe,winedbg.exe='
unset DISPLAY WAYLAND_DISPLAY
drive=$WINEPREFIX/drive_c
installed="$drive/Program Files/Trustmend"
start_menu="users/$(id -un)/AppData/Roaming/Microsoft/Windows/Start Menu/Programs" # Wine's, for all
history=$drive/ProgramData/Trustmend

. tests/installer/package.sh
. tests/installer/machine.sh
. tests/installer/life.sh

make_packages
check_packages
check_signing
make_machine
snapshot before

check_choice
install_all
check_registration
check_use
check_held
check_repair
check_upgrade
check_history
check_removal
snapshot after
check_traces
end_machine
tally installer
