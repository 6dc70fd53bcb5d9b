#!/bin/sh
# words.sh: every text that people see is there in every language: those of
# core (resources/words/*.po) and the string tables of the window and the menu,
# which hold all texts that their code shows.
set -eu
cd "$(dirname "$0")/.."
. tests/tally.sh
template=$(mktemp)
trap 'rm -f "$template" "$template.log"' EXIT

sh resources/words/collect.sh >"$template"
for translation in resources/words/*.po; do
    # A text that is in no translation, or in one that nobody says any more.
    if msgcmp "$translation" "$template" 2>"$template.log" && [ ! -s "$template.log" ]; then
        pass
    else
        fail "$translation"
        cat "$template.log"
    fi
    # The names in braces, which collect.sh marks.
    if msgmerge -q --no-fuzzy-matching -o - "$translation" "$template" |
        msgfmt --check --output-file=/dev/null -; then
        pass
    else
        fail "$translation: its names in braces"
    fi
    same=$(msgcat --no-wrap "$translation" | awk '
        /^msgid/ { english = substr($0, 7) }
        /^msgstr/ && substr($0, 8) == english && english != "\"\"" { print english }')
    if [ -z "$same" ]; then pass; else fail "$translation: not translated: $same"; fi
done

for tables in shellext/menu/strings.rc shellext/window/strings.rc snapin/strings.rc; do
    if python3 tests/string_tables.py "$tables"; then pass; else fail "$tables"; fi
done

# Wide literals are what Windows shows. What may stand in code: formats, file names, keys of the
# registry, names in capitals (classes of windows, formats of the clipboard), and these names.
cat >"$template" <<'END'
AppsUseLightTheme
AuthRoot
D:P(A;;0x12019b;;;BA)(A;;RC;;;S-1-3-4)
Disallowed
elevated %ls %lu
HighContrast
ImmersiveColorSet
RTL
TrustmendWindow
Xg
END
faces=com\ shellext
[ ! -d snapin ] || faces="$faces snapin"
# shellcheck disable=SC2086
literals=$(grep -rhoE 'L"([^"\\]|\\.)*"' --include='*.[ch]' --exclude=registration_rows.c $faces | sed 's/^L"\(.*\)"$/\1/' | sort -u |
    grep -E '[A-Za-z]{2}' |
    grep -vE '^[A-Z_]+$|^ ?[^ A-Z][^ ]*$|^[A-Z][^ ]*[.\\][^ ]*$|^(Software|System)\\\\' |
    grep -vxFf "$template" || true)
if [ -z "$literals" ]; then pass; else fail "texts in code, not in a string table: $literals"; fi

tally words
