#!/bin/sh
# many.sh [TRUSTMEND]: restores 10,000 files, and says how fast; see many.py.
set -eu
cd "$(dirname "$0")/.."
exec python3 tests/many.py "${1:-build/linux/bin/trustmend}" "${FIXTURES:-build/fixtures}"
