#!/bin/sh
# crash.sh [TRUSTMEND]: kills the program, and lets it fail, at every system call that changes
# something; see crash.py.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh

if ! strace -o /dev/null -e inject=fsync:error=EIO:when=1 true 2>/dev/null; then
    skip 'strace may not trace here, or cannot inject faults'
    echo "crash: 0 passed, 0 failed, 1 skipped"
    exit 0
fi
exec python3 tests/crash.py "${1:-build/linux/bin/trustmend}" "${FIXTURES:-build/fixtures}"
