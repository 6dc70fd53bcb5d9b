# shellcheck shell=sh disable=SC2154,SC2034
# The command itself: what is understood, and what is not.

check 'version' 0 --version
if [ "$code" -ne 0 ]; then # all the rest would fail, too
    tally cli
fi
is "$(tr -d '\r' <"$work/out" | grep -cE '^trustmend [0-9]+\.[0-9]+\.[0-9]+$')" 1 'lines with a version'
complains

check 'help' 0 --help
says verify roots import invalid restore mismatched transfer history undo 'Exit code'
never_says frobnicate
for command in verify roots import invalid restore mismatched transfer history undo; do
    check "help of $command" 0 "$command" --help
    says "Usage: trustmend $command" --format --output
    case $command in
    history | undo) says --state --since ;;
    mismatched | transfer) says --server --certificate ;;
    *) says --anchors --at --catalogue ;;
    esac
    complains
done
check 'short help' 0 verify -h
says 'Usage: trustmend verify'

check 'no command' 2
complains "trustmend: no command is given (see 'trustmend --help')"
check 'unknown command' 2 frobnicate
complains "trustmend: unknown command 'frobnicate' (see 'trustmend --help')"
check 'unknown option' 2 verify --frobnicate sha256.exe
complains "trustmend: unknown option '--frobnicate' (see 'trustmend verify --help')"
check 'unknown short option' 2 verify -z sha256.exe
complains "trustmend: unknown option '-z' (see 'trustmend verify --help')"
check 'option of another command' 2 verify --dry-run sha256.exe
complains_once "unknown option '--dry-run'"
check 'option without its value' 2 verify sha256.exe --format
complains_once "option '--format' needs a value (text|json|csv|xml|html)"
check 'unknown format' 2 verify sha256.exe --format pdf
complains_once "option '--format' takes text|json|csv|xml|html, not 'pdf'"
check 'value for an option that takes none' 2 verify --verbose=yes sha256.exe
complains_once "takes no value"
check 'empty value' 2 verify --output= sha256.exe
complains_once "empty value"
check 'a time that is none' 2 verify --at yesterday sha256.exe
complains_once "option '--at' takes TIME, not 'yesterday'"
check 'no jobs' 2 verify --jobs 0 sha256.exe
complains_once "option '--jobs'"
check 'no path' 2 verify
complains_once 'no file or folder is named'
check 'an empty path' 2 verify ''
complains_once 'named by an empty text'
check 'a path where none belongs' 2 history sha256.exe
complains_once 'takes no files or folders'
check 'control characters in a name' 2 "$(printf 'a\033[31m')"
complains "trustmend: unknown command 'a?[31m' (see 'trustmend --help')"

check 'options stand anywhere' 0 --anchors root.pem verify --format=json sha256.exe --jobs 1
says '"verdict":"trusted"'
check 'short options' 0 verify -fjson -j 2 --anchors root.pem sha256.exe
says '"verdict":"trusted"'
cp sha256.exe ./-x.exe
check 'behind -- all is a path' 0 verify --anchors root.pem -- -x.exe
says 'trusted      -x.exe'
rm ./-x.exe
