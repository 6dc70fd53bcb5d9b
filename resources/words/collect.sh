#!/bin/sh
# collect.sh: prints every text of core that is translated, as a template (.pot)
# of GNU gettext. Its names in braces are marked so that msgfmt compares them.
set -eu
cd "$(dirname "$0")/../.."
template=$(mktemp)
trap 'rm -f "$template"' EXIT

# collect FILES KEYWORD...: adds the texts of the files that the list names.
collect() {
    list=$1
    shift
    xgettext --language=C --from-code=UTF-8 --keyword "$@" --join-existing --no-wrap \
        --add-location=file --package-name=Trustmend --files-from="$list" --output="$template"
    sed -i 's/=CHARSET/=UTF-8/' "$template"
}

find core -name '*.c' -o -name '*.def' | LC_ALL=C sort |
    collect - --keyword=TR_WORDS --keyword=TR_FINDING:3
# Title, cause and remedy: a keyword takes one text at a time.
for argument in 5 6 7; do
    echo core/check/ailment.def | collect - --keyword="TR_AILMENT:$argument"
done
sed '/^msgid ".*{/i #, python-brace-format' "$template"
