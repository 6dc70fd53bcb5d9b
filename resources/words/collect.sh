#!/bin/sh
# collect.sh: prints every text of core that is translated, as a template (.pot)
# of GNU gettext. Its names in braces are marked so that msgfmt compares them.
set -eu
cd "$(dirname "$0")/../.."
find core -name '*.c' -o -name '*.def' | LC_ALL=C sort |
    xgettext --language=C --from-code=UTF-8 --keyword --keyword=TR_WORDS --keyword=TR_FINDING:3 \
        --no-wrap --add-location=file --package-name=Trustmend --files-from=- --output=- |
    sed -e 's/=CHARSET/=UTF-8/' -e '/^msgid ".*{/i #, python-brace-format'
