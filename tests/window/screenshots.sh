#!/bin/sh
# screenshots.sh: takes the pictures in docs/images, of the menu and the windows in three languages
# and at two resolutions. Called by hand, where they shall change; LOOK at each before it is kept.
set -eu
cd "$(dirname "$0")/../.."

taken=build/wine/drive_c/example/pictures
locales=$(mktemp -d)
trap 'rm -r "$locales"' EXIT
mkdir -p docs/images

# The menu speaks the language of Windows, which is the one that Wine finds below it.
for locale in en_US de_DE ja_JP; do
    localedef -i "$locale" -f UTF-8 "$locales/$locale.UTF-8" 2>/dev/null || true
done

# keep NAME LANGUAGE RESOLUTION: with as many colours as leave it small.
keep() {
    file=docs/images/$1-$2-$3.png
    for colours in 48 24 12 8 6; do
        convert "$taken/$1.png" -strip -dither None -colors "$colours" \
            -define png:compression-level=9 "png8:$file"
        [ "$(wc -c <"$file")" -ge 61440 ] || break
    done
}

for language in en_US de_DE ja_JP; do
    for resolution in 96 192; do
        LOCPATH=$locales LC_ALL=$language.UTF-8 TRUSTMEND_PICTURES=${language%_*} \
            RESOLUTION=$resolution CHAPTERS=pictures sh tests/window/run.sh
        for name in menu verify restore; do
            keep "$name" "${language%_*}" "$resolution"
        done
    done
done
rm -rf build/wine/drive_c/example
