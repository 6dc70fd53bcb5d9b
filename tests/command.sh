# shellcheck shell=sh
# Sourced: makes the words of a command that name a file here absolute, so that it can be run in
# another folder.
count=$#
while [ "$count" -gt 0 ]; do
    word=$1
    shift
    case $word in
    /*) ;;
    *) [ ! -e "$word" ] || word=$PWD/$word ;;
    esac
    set -- "$@" "$word"
    count=$((count - 1))
done
