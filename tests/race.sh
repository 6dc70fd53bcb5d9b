#!/bin/sh
# race.sh [TRUSTMEND [SECONDS]]: restores files while other processes swap them; see race.py.
set -eu
cd "$(dirname "$0")/.."
exec python3 tests/race.py "${1:-build/linux/bin/trustmend}" "${FIXTURES:-build/fixtures}" "${2:-60}"
