# shellcheck shell=sh disable=SC2154,SC2034,SC2086
# The list of agents with a mismatched certificate, whatever it looks like.

guid=01234567-89ab-cdef-0123-456789abcdef
{
    printf 'Computer name;IP;GUID;Version;Domain\r\n'
    printf 'PC-1;10.0.0.1;%s;14.0.9565;"Sales; north"\r\n' $guid
    printf 'PC-2;10.0.0.2;%s;10.6.5193;Default\r\n' $guid
    printf 'PC-3.example.com;10.0.0.3;%s;11.0.1028;Default\r\n' $guid
    printf 'a\\" & calc.exe & rem;;%s;14.0.9565;%%PATH%%\r\n' $guid
    printf 'PC-5;10.0.0.5;%s;14.0.9565;"open\r\n' $guid
    printf ';10.0.0.6;%s;14.0.9565;Default\r\n' $guid
} >list.csv
reach='--server apex1 --port 8080 --ssl-port 4343 --agent-port 21112'

check 'a list is wanted' 2 mismatched
complains_once 'no file or folder is named'
check 'one list at a time' 2 mismatched list.csv list.csv
complains_once 'one list is read at a time'
check 'no such list' 3 mismatched missing.csv
complains_once missing.csv
check 'an encoding is wanted' 2 mismatched list.csv --encoding klingon
complains_once '--encoding'
check 'no server for a .cmd file' 2 mismatched list.csv --transfer
complains_once 'the server is not known'
check 'no other format for a .cmd file' 2 mismatched list.csv --transfer --format json
complains_once 'no other format'

check 'list' 1 mismatched list.csv
says 'transfer     PC-1 (10.0.0.1), 14.0.9565, line 2' \
    'reinstall    PC-2 (10.0.0.2), 10.6.5193, line 3' '" & calc.exe & rem, 14.0.9565, line 5' \
    'transfer     10.0.0.6, 14.0.9565, line 7' \
    '6 agents, 4 transfer, 1 reinstall, 1 unnamed.' 'if the server is known'
check 'list with a server' 1 mismatched list.csv $reach
says '  IpXfer_x64.exe -s apex1 -p 8080 -sp 4343 -c 21112 -e OfcNTCer.dat'
if [ "$(grep -c 'line 5: a quote stands where none may\|line 6: a quote' "$work/err")" -ge 1 ]; then
    pass
else
    fail "$what: the quote is not told"
fi
check 'list as JSON' 1 mismatched list.csv $reach --format json
valid mismatched.schema.json
says '"separator":";","has_headings":true' '{"heading":"GUID","kind":"guid"}' \
    '"name":"PC-1"' '"value":"Sales; north"' '"fix":"unnamed"' '"type":"fault","line":6,"lost":false' \
    '"complete":true,"agents":6,"transfer":4,"reinstall":1,"unnamed":1,"lost":0'
check 'list as CSV' 1 mismatched list.csv $reach --format csv
says '"transfer","IpXfer_x64.exe -s apex1 -p 8080 -sp 4343 -c 21112 -e OfcNTCer.dat"'
check 'list as a .cmd file' 1 mismatched list.csv $reach --transfer
says 'if /i "%COMPUTERNAME%"=="PC-1" (IpXfer_x64.exe -s apex1 -p 8080 -sp 4343 -c 21112 -e OfcNTCer.dat & exit /b)' \
    'if /i "%COMPUTERNAME%"=="PC-3" (IpXfer_x64.exe -s apex1 -p 8080 -c 21112 -e OfcNTCer.dat & exit /b)' \
    'rem line 3: reinstall' 'rem line 5: unnamed' 'rem line 7, 10.0.0.6: no name is known'
never_says calc
never_says Sales



printf 'PC-\344,10.0.0.1\nPC-\337,10.0.0.2\n' >western.csv
check 'ANSI code page' 1 mismatched western.csv --format json --encoding windows-1252
says '"encoding":"Windows-1252"' '"value":"PC-ä"'
check 'another code page' 1 mismatched western.csv --format json --encoding windows-1251
says '"value":"PC-д"'
: >empty.csv
check 'empty list' 0 mismatched empty.csv
says '0 agents.'
check 'empty list as JSON' 0 mismatched empty.csv --format json
valid mismatched.schema.json
rm list.csv western.csv empty.csv
